using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Simulation;

/// <summary>A file whose process was killed while it appended to it.</summary>
internal static class TornFile
{
    /// <summary>Bytes of a file; 0: there is none.</summary>
    internal static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    /// <summary>Cuts it at a drawn byte of what was appended last; no process has it open.</summary>
    /// <param name="path">File.</param>
    /// <param name="from">Length that it had before.</param>
    /// <param name="dice">Draw the byte.</param>
    internal static void Cut(string path, long from, Random dice)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        long length = RandomAccess.GetLength(file);
        if (length > from) RandomAccess.SetLength(file, dice.NextInt64(from, length + 1));
    }
}
