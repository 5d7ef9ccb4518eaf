using System.Collections.Generic;
using System.IO;
using Gateway.Native;

namespace Gateway.Aeron;

/// <summary>The directory that a conductor owns: cnc.dat, a log for each publication, and a lock.</summary>
/// <remarks>Spec: aeron.md section 1.</remarks>
public static class AeronDirectory
{
    private const string Publications = "publications";
    private const string LogSuffix = ".logbuffer";
    private const string LockName = "conductor.lock";
    private const long DriverTimeoutMs = 10_000;

    /// <summary>Where the log of a publication is.</summary>
    /// <param name="directory">Aeron directory.</param>
    /// <param name="registrationId">Of the publication.</param>
    /// <returns>Path.</returns>
    public static string LogPath(string directory, long registrationId) =>
        Path.Combine(directory, Publications, $"{registrationId}{LogSuffix}");

    /// <summary>Makes the directory; one whose conductor is dead is replaced.</summary>
    /// <remarks>cnc.dat comes first and goes last: without it a directory is either empty or somebody else's.</remarks>
    /// <returns>The new cnc.dat.</returns>
    /// <exception cref="IOException">Its conductor lives, it is no Aeron directory, or there is no room.</exception>
    internal static CncFile Create(string directory, long pid, long nowMs)
    {
        if (Directory.Exists(directory))
        {
            RequireDead(directory, nowMs);
            Remove(directory);
        }

        Directory.CreateDirectory(directory);
        CncFile cnc = CncFile.Create(directory, pid, nowMs);
        Directory.CreateDirectory(Path.Combine(directory, Publications));
        return cnc;
    }

    /// <summary>Says that the conductor lives, until it is disposed of or its process ends, however it ends.</summary>
    /// <remarks>
    /// A lock of the operating system on a file that is empty. It goes when the last thread of its process is gone: a
    /// process id that was used again, or a process that is stopped, fools nobody.
    /// </remarks>
    /// <param name="directory">Of the conductor.</param>
    /// <param name="mode">Whether it must be there.</param>
    /// <returns>The lock.</returns>
    /// <exception cref="IOException">It "is being used by another process": that conductor lives; or there is none.
    /// </exception>
    internal static FileStream Lock(string directory, FileMode mode) =>
        new(Path.Combine(directory, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Opens all logs of a directory, to be written.</summary>
    /// <returns>In the order of their registration ids; the caller disposes of them.</returns>
    /// <exception cref="IOException">One is too short.</exception>
    /// <exception cref="InvalidDataException">One is no Aeron log, or another's.</exception>
    internal static List<LogBuffer> OpenLogs(string directory)
    {
        var logs = new List<LogBuffer>();
        bool complete = false;
        try
        {
            foreach (string path in Directory.GetFiles(Path.Combine(directory, Publications)))
            {
                LogBuffer log = LogBuffer.Open(path, readOnly: false);
                logs.Add(log);
                if (path == LogPath(directory, log.RegistrationId)) continue;
                throw new InvalidDataException($"{path}: registration id {log.RegistrationId}: not that of its name");
            }

            complete = true;
        }
        finally
        {
            if (!complete) logs.ForEach(log => log.Dispose());
        }

        logs.Sort((one, other) => one.RegistrationId.CompareTo(other.RegistrationId));
        return logs;
    }

    /// <summary>Removes what a conductor makes and nothing else.</summary>
    /// <exception cref="IOException">Something else is in it.</exception>
    internal static void Remove(string directory)
    {
        string logs = Path.Combine(directory, Publications);
        if (Directory.Exists(logs))
        {
            foreach (string log in Directory.GetFiles(logs, "*" + LogSuffix)) File.Delete(log);
            Directory.Delete(logs);
        }

        File.Delete(Path.Combine(directory, LockName));
        File.Delete(Path.Combine(directory, CncFile.Name));
        Directory.Delete(directory);
    }

    /// <summary>Whether the directory still has this cnc.dat: a conductor held up may have been replaced.</summary>
    internal static bool Holds(string directory, CncFile cnc)
    {
        string path = Path.Combine(directory, CncFile.Name);
        if (!File.Exists(path) || new FileInfo(path).Length < CncLayout.HeaderBytes) return false;
        using MappedFile file = MappedFile.Open(path, CncLayout.HeaderBytes, readOnly: true);
        return file.ReadLong(CncLayout.Pid) == cnc.Pid && file.ReadLong(CncLayout.StartMs) == cnc.StartMs;
    }

    private static void RequireDead(string directory, long nowMs)
    {
        string path = Path.Combine(directory, CncFile.Name);
        if (!File.Exists(path))
        {
            bool empty = Directory.GetFileSystemEntries(directory).Length == 0;
            if (!empty) throw new IOException($"{directory}: exists, is not empty, and has no {CncFile.Name}");
            return;
        }

        if (new FileInfo(path).Length < CncLayout.HeaderBytes) return; // it died while making it
        using MappedFile file = MappedFile.Open(path, CncLayout.HeaderBytes, readOnly: true);
        if (CncFile.Fault(file) != null) return;
        using CncFile cnc = CncFile.Open(directory);
        long ageMs = nowMs - cnc.HeartbeatMs;
        if (ageMs < DriverTimeoutMs && Directory.Exists($"/proc/{cnc.Pid}"))
        {
            throw new IOException($"{directory}: in use by process {cnc.Pid}, seen alive {ageMs} ms ago");
        }
    }
}
