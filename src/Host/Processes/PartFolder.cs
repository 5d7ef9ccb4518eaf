using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace Gateway.Host.Processes;

/// <summary>The folder of everything that outlives a process of a market; all its parts are given the same.</summary>
/// <param name="path">It is made when it is missing.</param>
/// <param name="aeron">Aeron directory; null: one on shared memory that the folder's full path names.</param>
/// <param name="isTemporary">It is of one run alone.</param>
internal sealed class PartFolder(string path, string? aeron, bool isTemporary = false)
{
    private const int NameDigits = 16;
    private const int RemovalTurns = 20;
    private const int RemovalTurnMs = 250;

    /// <summary>It is of one run alone: who outlives that run's parent removes it.</summary>
    internal bool IsTemporary => isTemporary;

    /// <summary>The Aeron directory, on shared memory where there is any.</summary>
    internal string Aeron { get; } = aeron ?? Path.Combine(SharedMemory, "gateway." + NameOf(path));

    /// <summary>What clearing goes on with.</summary>
    internal string ClearingJournal => Path.Combine(path, "clearing.journal");

    /// <summary>Where the recorder's segments lie.</summary>
    internal string Log => Path.Combine(path, "log");

    /// <summary>What a part has taken.</summary>
    internal string Journal(string part) => Path.Combine(path, part + ".journal");

    /// <summary>Where session journals lie.</summary>
    internal string Sessions => Path.Combine(path, "sessions");

    /// <summary>Takes the folder for one part: no other process may be the same part of this market.</summary>
    /// <param name="part">Such as <c>lane</c>.</param>
    /// <returns>Held until it is disposed of, or the process ends.</returns>
    /// <exception cref="IOException">Another process is that part.</exception>
    internal FileStream Take(string part)
    {
        string file = Path.Combine(path, part + ".lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new IOException($"{path}: in use by another {part}");
        }
    }

    /// <summary>Where logs lie in memory.</summary>
    internal static string SharedMemory => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    /// <summary>Makes it.</summary>
    internal PartFolder Make()
    {
        Directory.CreateDirectory(path);
        return this;
    }

    /// <summary>Removes it; parts that are about to end may still write.</summary>
    internal void Remove()
    {
        for (int turn = 0; turn < RemovalTurns; turn++)
        {
            Thread.Sleep(RemovalTurnMs);
            TryRemove();
        }
    }

    /// <summary>Removes it, unless a part still writes there.</summary>
    internal void TryRemove()
    {
        try
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // A part has written meanwhile, and removes it when it ends.
        }
    }

    private static string NameOf(string path) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..NameDigits];
}
