using System;
using System.Collections.Generic;
using System.IO;

namespace Gateway.Host.Processes;

/// <summary>One part of a market as its run knows it: how it is started, and the process that it is now.</summary>
/// <param name="verb">Its verb.</param>
/// <param name="arguments">What follows it.</param>
/// <param name="tells">It tells when it is ready, and takes <c>--again</c>.</param>
internal sealed class Part(string verb, IReadOnlyList<string> arguments, bool tells) : IDisposable
{
    private const int StartMs = 60_000;

    /// <summary>Its verb.</summary>
    internal string Name => verb;

    /// <summary>The process that it is now.</summary>
    internal ChildProcess Process { get; private set; } = ChildProcess.Start(verb, arguments);

    /// <summary>Waits until it has all that it needs.</summary>
    /// <exception cref="IOException">It has not; the message is what it said.</exception>
    internal PartReady Ready() =>
        Process.Await<PartReady>(StartMs) ?? throw new IOException(Process.Complaint);

    /// <summary>Kills it as a crash would.</summary>
    internal void Kill()
    {
        Process.Kill();
        Process.Dispose();
    }

    /// <summary>Starts another process in its place.</summary>
    /// <exception cref="IOException">It cannot go on; the message is what it said.</exception>
    internal void Restart()
    {
        Process = ChildProcess.Start(verb, tells ? [.. arguments, "--again"] : arguments);
        if (tells) _ = Ready();
    }

    /// <inheritdoc/>
    public void Dispose() => Process.Dispose();
}
