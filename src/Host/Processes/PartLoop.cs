using System;
using System.Collections.Concurrent;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;

namespace Gateway.Host.Processes;

/// <summary>What the main thread of a part listens to: commands, one a line, and signals to end.</summary>
/// <remarks>
/// SIGINT is the parent's business. SIGTERM and the end of standard input end a part: a parent that was killed leaves
/// none behind. Every answer is one line of JSON.
/// </remarks>
internal sealed class PartLoop : IDisposable
{
    private readonly BlockingCollection<string> _lines = [];
    private readonly TextWriter _output;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _over;

    internal PartLoop(TextReader input, TextWriter output)
    {
        _output = output;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate);
        new Thread(() => Listen(input)) { IsBackground = true, Name = "commands" }.Start();
    }

    /// <summary>The part has to end.</summary>
    internal bool IsOver => Volatile.Read(ref _over) != 0;

    /// <summary>Waits for a command.</summary>
    /// <param name="waitMs">Not longer than this.</param>
    /// <returns>It, or null.</returns>
    internal string? Take(int waitMs) => _lines.TryTake(out string? line, waitMs) ? line : null;

    /// <summary>Tells the parent.</summary>
    internal void Answer<T>(T figures)
    {
        _output.WriteLine(JsonSerializer.Serialize(figures));
        _output.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Listen(TextReader input)
    {
        while (input.ReadLine() is { } line) _lines.Add(line.Trim());
        Volatile.Write(ref _over, 1);
        _lines.Add("");
    }

    private void Terminate(PosixSignalContext context)
    {
        context.Cancel = true;
        Volatile.Write(ref _over, 1);
        _lines.Add("");
    }
}
