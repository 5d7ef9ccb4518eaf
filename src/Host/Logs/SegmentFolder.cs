using System;
using System.Globalization;
using System.IO;
using Gateway.Host.Clearing;
using Gateway.Native;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Logs;

/// <summary>A folder of segments, each named by its first position in 16 hexadecimal digits: names sort as positions
/// do.</summary>
internal static class SegmentFolder
{
    /// <summary>The one file of the format before segments.</summary>
    internal const string OneFile = "lane.log";

    private const string Extension = ".log";
    private const string LockFile = "recorder.lock";
    private const int WouldBlock = 11; // Linux: EAGAIN, what flock answers

    internal static string PathOf(string folder, long first) =>
        Path.Combine(folder, first.ToString("x16", CultureInfo.InvariantCulture) + Extension);

    /// <summary>The segments in order.</summary>
    /// <exception cref="JournalException">7: it holds a log of the format before.</exception>
    internal static string[] Segments(string folder)
    {
        string[] files = Directory.GetFiles(folder, "*" + Extension);
        string[] segments = Array.FindAll(files, IsSegment);
        Array.Sort(segments, StringComparer.Ordinal);
        string old = Path.Combine(folder, OneFile);
        if (segments.Length > 0 || !File.Exists(old)) return segments;
        throw JournalException.OtherVersion($"{old}: a log in one file; this program reads folders of segments");
    }

    /// <summary>The position in a segment's name.</summary>
    internal static long First(string segment) =>
        long.Parse(Path.GetFileNameWithoutExtension(segment), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>What of a log there is already; null: nothing, or no folder.</summary>
    internal static string? Existing(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        string old = Path.Combine(folder, OneFile);
        if (File.Exists(old)) return old;
        return Segments(folder) is [var first, ..] ? first : null;
    }

    /// <summary>Takes the folder for one recorder; the kernel lets it go with the process.</summary>
    /// <exception cref="JournalException">5: another one has it.</exception>
    internal static SafeFileHandle Lock(string folder)
    {
        string path = Path.Combine(folder, LockFile);
        try
        {
            // FileShare.None is flock: exclusive, and gone when its process is.
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault.HResult == WouldBlock)
        {
            throw new JournalException($"{folder}: in use by another recorder", (int)ExitCode.Resource);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw JournalException.Of(path, fault);
        }
    }

    /// <summary>Makes names in the folder survive the machine.</summary>
    internal static void Sync(string folder) => FolderFlush.Flush(folder);

    private static bool IsSegment(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name.Length == 16
            && long.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
    }
}
