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
/// <c>tally</c> on standard input is answered; it ends with the log, or, with what the log has by then, when standard
/// input closes or on SIGTERM. Ctrl-C is the parent's business.
/// </remarks>
internal sealed class RecorderProcess(Subscription log, SegmentWriter writer, TextWriter told)
{
    private const int FragmentsPerRead = 4096;

    private readonly DiskPace _pace = new("recorder", told);
    private int _tallies;
    private int _stop;
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
        while (_fault == null)
        {
            bool end = log.IsEndOfStream || Volatile.Read(ref _stop) != 0;
            long before = log.Position;
            Take();
            bool isIdle = log.Position == before;
            if (_pace.IsDue(isIdle || writer.Room == 0)) Commit();
            for (int tallies = Interlocked.Exchange(ref _tallies, 0); tallies > 0; tallies--) Answer(output);
            if (end && isIdle && _pace.IsDone()) break;
            if (isIdle) Thread.Sleep(_pace.SleepMs);
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
    internal void Take()
    {
        int room = Math.Min(writer.Room, FragmentsPerRead);
        if (room == 0) return;
        var handler = new Handler(this);
        int taken = log.Read(ref handler, room);
        if (taken == Subscription.Broken) _fault = log.DescribeFault() ?? "the log is broken";
        if (taken == Subscription.Closed) _fault = "the log's owner has ended";
    }

    /// <summary>Makes durable what was taken, then moves the place in the log.</summary>
    internal void Commit()
    {
        writer.Commit();

        // What it has from its life before may lie behind what it has read of the log in this one.
        log.Release(Math.Min(writer.Recorded.Position, log.Position));
        _pace.Tried(writer.Full, writer.Recorded.Position);
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
