using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Gateway.Aeron;
using Gateway.Host.Logs;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Clearing;

/// <summary>The clearing process: a lane's log in, a journal and a book; one thread.</summary>
/// <remarks>
/// Its position in the log moves only after the journal's fsync. While the disk is full it keeps what it has, tries
/// again, and takes no more than its buffer holds: its position stands, the log fills, the publisher slows. It settles
/// at the log's end, and whenever a line <c>settle</c> comes on standard input. It ends with the log, or, with what the
/// log has by then, when standard input closes, as it does when the parent dies, or on SIGTERM. Ctrl-C is the parent's
/// business.
/// </remarks>
internal sealed class ClearingProcess(Subscription log, ClearingRun run, TextWriter told)
{
    private const int FragmentsPerRead = 4096;

    private readonly DiskPace _pace = new("clearing", told);
    private int _settle;
    private int _stop;
    private string? _fault;

    /// <summary>Why the log cannot be read; null: it can.</summary>
    internal string? Fault => _fault;

    /// <summary>Runs until the log ends, or it is told to and the log is read as far as it goes.</summary>
    /// <param name="input">Commands.</param>
    /// <returns>Null, or why the log cannot be read.</returns>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    internal string? Run(TextReader input)
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
            if (_pace.IsDue(isIdle || run.Room == 0)) Commit();
            if (Volatile.Read(ref _settle) != 0 && Settle()) Volatile.Write(ref _settle, 0);
            if (end && isIdle && _pace.IsDone()) break;
            if (isIdle) Thread.Sleep(_pace.SleepMs);
        }

        Commit();
        bool settles = log.IsEndOfStream && _fault == null;
        if (settles) _ = Settle();
        return run.Full is { } full ? throw full : _fault;
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
            if (line.Trim() == "settle") Volatile.Write(ref _settle, 1);
        }

        Volatile.Write(ref _stop, 1);
    }

    /// <summary>Takes what the log has, as far as there is room.</summary>
    internal void Take()
    {
        int room = Math.Min(run.Room, FragmentsPerRead);
        if (room == 0) return;
        var handler = new Handler(run);
        int taken = log.Read(ref handler, room);
        if (taken == Subscription.Broken) _fault = log.DescribeFault() ?? "the log is broken";
        if (taken == Subscription.Closed) _fault = "its place in the log was taken away";
    }

    /// <summary>Makes durable what was taken, then moves the place in the log.</summary>
    internal void Commit()
    {
        if (run.Commit()) log.Release();
        _pace.Tried(run.Full, run.Book.Position);
    }

    /// <summary>Behind all that was taken; false: not yet, the disk is full.</summary>
    internal bool Settle()
    {
        Commit();
        return run.Full == null && run.Settle() >= 0;
    }

    private readonly struct Handler(ClearingRun run) : IFragmentHandler
    {
        public void OnFragment(ReadOnlySpan<byte> payload, in Header header)
        {
            if (payload.Length == Order.SizeBytes) _ = run.Apply(MemoryMarshal.AsRef<Record>(payload), header.Position);
        }
    }
}
