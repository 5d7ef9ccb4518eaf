using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Gateway.Aeron;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Clearing;

/// <summary>The clearing process: a lane's log in, a journal and a book; one thread.</summary>
/// <remarks>
/// Its position in the log moves only after the journal's fsync. It settles at the log's end, and whenever a line
/// <c>settle</c> comes on standard input. It ends behind the log's end, or when standard input has closed, as it does
/// when the parent dies, and nothing more is in the log. Signals are the parent's business: Ctrl-C and a service's stop
/// reach the whole group, and the parent still has orders to log then.
/// </remarks>
internal sealed class ClearingProcess(Subscription log, ClearingRun run)
{
    private const int FragmentsPerRead = 4096;
    private const long GroupMs = 5;
    private const int IdleMs = 1;

    private int _settle;
    private int _inputClosed;
    private long _committedMs;
    private string? _fault;

    /// <summary>Why the log cannot be read; null: it can.</summary>
    internal string? Fault => _fault;

    /// <summary>Runs until the log ends, or standard input does and the log is read as far as it goes.</summary>
    /// <param name="input">Commands.</param>
    /// <returns>Null, or why the log cannot be read.</returns>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    internal string? Run(TextReader input)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => c.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => c.Cancel = true);
        new Thread(() => Listen(input)) { IsBackground = true, Name = "commands" }.Start();
        while (_fault == null)
        {
            bool end = log.IsEndOfStream || Volatile.Read(ref _inputClosed) != 0;
            long before = log.Position;
            int taken = Take();
            Commit(idle: taken == 0);
            if (Interlocked.Exchange(ref _settle, 0) != 0) Settle();
            if (end && log.Position == before) break;
            if (taken == 0) Thread.Sleep(IdleMs);
        }

        Commit(idle: true);
        if (log.IsEndOfStream) Settle();
        return _fault;
    }

    private void Listen(TextReader input)
    {
        while (input.ReadLine() is { } line)
        {
            if (line.Trim() == "settle") Volatile.Write(ref _settle, 1);
        }

        Volatile.Write(ref _inputClosed, 1);
    }

    /// <summary>Takes what the log has.</summary>
    /// <returns>Records.</returns>
    internal int Take()
    {
        var handler = new Handler(run);
        int taken = log.Read(ref handler, FragmentsPerRead);
        if (taken == Subscription.Broken) _fault = log.DescribeFault() ?? "the log is broken";
        if (taken == Subscription.Closed) _fault = "its place in the log was taken away";
        return Math.Max(taken, 0);
    }

    /// <summary>Makes durable what was taken, then moves the place in the log.</summary>
    /// <param name="idle">At once; false: when it is time for a group.</param>
    internal void Commit(bool idle)
    {
        long now = Environment.TickCount64;
        if (!idle && now - _committedMs < GroupMs) return;
        _committedMs = now;
        _ = run.Commit();
        log.Release();
    }

    /// <summary>Settles what is taken so far.</summary>
    internal void Settle()
    {
        Commit(idle: true);
        _ = run.Settle();
    }

    private readonly struct Handler(ClearingRun run) : IFragmentHandler
    {
        public void OnFragment(ReadOnlySpan<byte> payload, in Header header)
        {
            if (payload.Length == Order.SizeBytes) _ = run.Apply(MemoryMarshal.AsRef<Record>(payload), header.Position);
        }
    }
}
