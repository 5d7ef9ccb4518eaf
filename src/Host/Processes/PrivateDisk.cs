using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Gateway.Host.Processes;

/// <summary>A disk of one run alone: a file system in memory that only a process of ours has mounted.</summary>
/// <remarks>
/// A shell in a mount namespace of its own mounts it and holds it until its standard input ends, as it does when this
/// process dies; others reach it through <c>/proc</c>. When it is filled it is made a few MiB larger than what is on it,
/// and these are taken by a ballast. One thread.
/// </remarks>
internal sealed class PrivateDisk : IDisposable
{
    private const int FreeBytes = 4 << 20;
    private const int EndMs = 5_000;
    private const string Mount =
        "mount -t tmpfs tmpfs \"$0\" && echo ready && while read -r size; do "
        + "mount -o remount,size=\"$size\" \"$0\" && echo ready || echo failed; done";

    private readonly Process _holder;
    private readonly string _ballast;

    private PrivateDisk(Process holder, string folder)
    {
        _holder = holder;
        Path = $"/proc/{holder.Id}/root{folder}";
        _ballast = System.IO.Path.Combine(Path, "ballast");
    }

    /// <summary>Its folder, for every process of this user.</summary>
    internal string Path { get; }

    /// <summary>Mounts it.</summary>
    /// <param name="folder">Made; empty to all others.</param>
    /// <returns>Null: not allowed here, neither as this user nor in a user namespace.</returns>
    internal static PrivateDisk? TryMount(string folder)
    {
        Directory.CreateDirectory(folder);
        return TryMount(folder, "-m") ?? TryMount(folder, "-rm");
    }

    /// <summary>Leaves no room on it.</summary>
    /// <exception cref="IOException">It cannot be filled.</exception>
    internal void Fill()
    {
        var drive = new DriveInfo(Path);
        Resize((drive.TotalSize - drive.TotalFreeSpace + FreeBytes).ToString(CultureInfo.InvariantCulture));
        using var ballast = new FileStream(_ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] page = new byte[Environment.SystemPageSize];
        try
        {
            while (true) ballast.Write(page);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Gives the room back.</summary>
    /// <exception cref="IOException">It cannot be given back.</exception>
    internal void Free()
    {
        File.Delete(_ballast);
        Resize("50%");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _holder.StandardInput.Close();
        if (!_holder.WaitForExit(EndMs)) _holder.Kill();
        _holder.Dispose();
    }

    private static PrivateDisk? TryMount(string folder, string flags)
    {
        // setsid: a signal to the group of a terminal or a service is not for it.
        Process holder = Process.Start(new ProcessStartInfo("setsid", ["unshare", flags, "sh", "-c", Mount, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var disk = new PrivateDisk(holder, folder);
        if (disk.IsReady && Directory.Exists(disk.Path)) return disk;
        disk.Dispose();
        return null;
    }

    private bool IsReady => _holder.StandardOutput.ReadLine() == "ready";

    private void Resize(string size)
    {
        _holder.StandardInput.WriteLine(size);
        _holder.StandardInput.Flush();
        if (!IsReady) throw new IOException($"{Path}: its size cannot be changed to {size}");
    }
}
