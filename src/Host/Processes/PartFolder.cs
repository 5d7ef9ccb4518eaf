using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Host.Processes;

/// <summary>The folder of everything that outlives a process of a market; all its parts are given the same.</summary>
/// <param name="path">It is made when it is missing.</param>
/// <param name="aeron">Aeron directory; null: one on shared memory that the folder's full path names.</param>
/// <param name="isTemporary">It is of one run alone: its last part removes it.</param>
internal sealed class PartFolder(string path, string? aeron, bool isTemporary = false) : IDisposable
{
    private const int NameDigits = 16;

    private FileStream? _held;

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

    /// <summary>Makes it, and holds it when it is temporary.</summary>
    /// <exception cref="IOException">Its last part is removing it.</exception>
    internal PartFolder Make()
    {
        Directory.CreateDirectory(path);
        if (isTemporary) _held = Hold(FileShare.Read);
        return this;
    }

    /// <summary>Removes it with what its lane has left in memory, unless another part holds it.</summary>
    public void Dispose()
    {
        if (_held == null) return;
        _held.Dispose();
        try
        {
            using (Hold(FileShare.None))
            {
                TryRemove(Aeron);
                TryRemove(path);
            }
        }
        catch (IOException)
        {
            // Another part has it, and removes it when it ends, or somebody has removed it.
        }
    }

    /// <summary>Removes a folder, unless somebody still writes there.</summary>
    internal static void TryRemove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A part has written meanwhile, and removes it when it ends.
        }
    }

    private FileStream Hold(FileShare share) =>
        new(Path.Combine(path, "parts.lock"), FileMode.OpenOrCreate, FileAccess.Read, share);

    private static string NameOf(string path) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..NameDigits];
}
