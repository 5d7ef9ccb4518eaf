using System;
using System.IO;
using Gateway.Native;

namespace Gateway.Aeron;

/// <summary>Makes files whose pages exist before anybody maps them.</summary>
/// <remarks>
/// A hole in a mapped file is filled at the first store; with the device full that store kills the process (SIGBUS).
/// Zeroes written through the stream meet a full device as an error of the write, at creation.
/// </remarks>
internal static class ZeroedFile
{
    private const int ChunkBytes = 1 << 20;
    private const int PageBytes = 4096;

    /// <summary>Makes, fills and maps a file, each of its pages touched.</summary>
    /// <exception cref="IOException">It exists, or there is no room; nothing is left behind then.</exception>
    internal static MappedFile Create(string path, long length)
    {
        Write(path, length);
        var file = MappedFile.Open(path, length, readOnly: false);
        for (long offset = 0; offset < length; offset += PageBytes) file.Slice(offset, 1)[0] = 0;
        return file;
    }

    private static void Write(string path, long length)
    {
        // Made before the try: a file of somebody else's is not deleted.
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        byte[] zeroes = new byte[Math.Min(length, ChunkBytes)];
        bool complete = false;
        try
        {
            for (long left = length; left > 0; left -= Math.Min(left, zeroes.Length))
            {
                stream.Write(zeroes, 0, (int)Math.Min(left, zeroes.Length));
            }

            complete = true;
        }
        finally
        {
            if (!complete) File.Delete(path);
        }
    }
}
