using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using Gateway.Aeron;
using Gateway.Wire;

namespace Gateway.Host.Logs;

/// <summary>The recorder: a lane's log in, a folder of segments out; one thread.</summary>
/// <remarks>
/// Its position in the log moves only behind what is flushed. While the disk is full it keeps what it has, tries again,
/// and takes no more than its buffer holds: its position stands, the log fills, the publisher slows. A line
/// <c>tally</c> on standard input is answered; it ends with the log, when standard input closes, or on SIGTERM.
/// Ctrl-C is the parent's business.
/// </remarks>
internal sealed class RecorderProcess(Subscription log, SegmentWriter writer, TextWriter told)
{
    private const int FragmentsPerRead = 4096;
    private const long GroupMs = 5;
    private const int IdleMs = 1;
    private const int FullMs = 100;

    private int _tallies;
    private int _stop;
    private long _committedMs;
    private string? _fault;

    /// <summary>Why the log cannot be read; null: it can.</summary>
    internal string? Fault => _fault;

    /// <summary>Runs until the log ends, or it is told to.</summary>
    /// <param name="input">Commands.</param>
    /// <param name="output">Gets a line for each <c>tally</c>, and one at the end.</param>
    /// <returns>Null, or why the log cannot be read.</returns>
    /// <exception cref="Clearing.JournalException">The disk is broken, or full at the end.</exception>
    internal string? Run(TextReader input, TextWriter output)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => c.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        new Thread(() => Listen(input)) { IsBackground = true, Name = "commands" }.Start();
        while (_fault == null && Volatile.Read(ref _stop) == 0)
        {
            bool end = log.IsEndOfStream;
            int taken = Take();
            if (IsDue(isIdle: taken == 0)) Commit();
            for (int tallies = Interlocked.Exchange(ref _tallies, 0); tallies > 0; tallies--) Answer(output);
            if (end && taken == 0 && writer.Full == null) break;
            if (taken == 0) Thread.Sleep(writer.Full == null ? IdleMs : FullMs);
        }

        Commit();
        Answer(output);
        return writer.Full is { } full ? throw full : _fault;
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        Volatile.Write(ref _stop, 1);
    }

    private void Listen(TextReader input)
    {
        while (input.ReadLine() is { } line)
        {
            if (line.Trim() == "tally") Interlocked.Increment(ref _tallies);
        }

        Volatile.Write(ref _stop, 1);
    }

    /// <summary>Takes what the log has, as far as there is room.</summary>
    /// <returns>Records.</returns>
    internal int Take()
    {
        int room = Math.Min(writer.Room, FragmentsPerRead);
        if (room == 0) return 0;
        var handler = new Handler(this);
        int taken = log.Read(ref handler, room);
        if (taken == Subscription.Broken) _fault = log.DescribeFault() ?? "the log is broken";
        if (taken == Subscription.Closed) _fault = "the log's owner has ended";
        return Math.Max(taken, 0);
    }

    private bool IsDue(bool isIdle)
    {
        long sinceMs = Environment.TickCount64 - _committedMs;
        return writer.Full == null ? isIdle || writer.Room == 0 || sinceMs >= GroupMs : sinceMs >= FullMs;
    }

    /// <summary>Makes durable what was taken, then moves the place in the log.</summary>
    internal void Commit()
    {
        _committedMs = Environment.TickCount64;
        bool wasFull = writer.Full != null;
        writer.Commit();

        // What it has from its life before may lie behind what it has read of the log in this one.
        log.Release(Math.Min(writer.Recorded.Position, log.Position));
        if (writer.Full is { } full && !wasFull)
            told.WriteLine($"recorder: {full.Message}; recording stands at position {writer.Recorded.Position}");
        if (writer.Full == null && wasFull)
            told.WriteLine($"recorder: there is room again; recording goes on, at position {writer.Recorded.Position}");
    }

    private void Answer(TextWriter output)
    {
        LogCount of = writer.Recorded;
        output.WriteLine(JsonSerializer.Serialize(new RecorderFigures(of.Executions, of.Records, of.Position)));
        output.Flush();
    }

    private readonly struct Handler(RecorderProcess recorder) : IFragmentHandler
    {
        public void OnFragment(ReadOnlySpan<byte> payload, in Header header)
        {
            if (payload.Length == Order.SizeBytes) recorder.Add(payload, header.Position);
            else recorder._fault ??= $"position {header.Position}: a record of {payload.Length} bytes";
        }
    }

    private void Add(ReadOnlySpan<byte> record, long position)
    {
        if (_fault == null) writer.Add(record, position);
    }
}
