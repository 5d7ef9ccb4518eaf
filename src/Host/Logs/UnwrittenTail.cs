namespace Gateway.Host.Logs;

/// <summary>The zeroes that a crash of the machine leaves at a file's end: its length was on the disk before its
/// bytes.</summary>
/// <remarks>
/// Disks write whole sectors, and a file system gives zeroes for what never came: they begin where the last flushed
/// write ended, or with a sector, and go to the file's end. A frame that is whole and holds something else is damaged.
/// </remarks>
internal static class UnwrittenTail
{
    private const int SectorBytes = 512;

    /// <summary>Whether a frame lies in such a tail, at least with its last bytes.</summary>
    /// <param name="begin">Where it begins in the file.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="zeroesFrom">From here to the file's end all is zero.</param>
    /// <returns>True: the frame never reached the disk.</returns>
    internal static bool Reaches(long begin, int bytes, long zeroesFrom)
    {
        if (zeroesFrom <= begin) return true;
        long sector = (zeroesFrom + SectorBytes - 1) / SectorBytes * SectorBytes;
        return sector < begin + bytes;
    }
}
