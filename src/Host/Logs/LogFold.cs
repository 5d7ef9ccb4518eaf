using System;
using System.IO;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Gateway.Wire;

namespace Gateway.Host.Logs;

/// <summary>Reads a lane's log to its end, counts what is in it and keeps it when it is told to; one thread owns
/// it.</summary>
internal sealed class LogFold(Subscription log, LogWriter? keep)
{
    private const int FragmentsPerPoll = 1024;

    private readonly Subscription _log = log;
    private readonly LogWriter? _keep = keep;

    /// <summary>Fills in the log (execType F of a known order).</summary>
    internal long Executions { get; private set; }

    /// <summary>Why it stopped before the end; null as long as it is well.</summary>
    internal string? Fault { get; private set; }

    /// <summary>The same, when it is the disk and not the log.</summary>
    internal string? DiskFault { get; private set; }

    /// <summary>All of a closed log is read.</summary>
    internal bool IsDone => Fault != null || _log.IsEndOfStream;

    /// <summary>Takes what is there.</summary>
    /// <returns>Records taken.</returns>
    internal int Poll()
    {
        if (Fault != null) return 0;
        try
        {
            var handler = new Handler(this);
            int taken = _log.Poll(ref handler, FragmentsPerPoll);
            if (taken == Subscription.Broken) Fault = _log.DescribeFault();
            if (taken == 0) _keep?.Write();
            return Math.Max(taken, 0);
        }
        catch (IOException fault)
        {
            Fault = DiskFault = $"the log cannot be kept: {fault.Message}";
            return 0;
        }
    }

    private void Take(ReadOnlySpan<byte> payload, long position)
    {
        if (payload.Length == Order.SizeBytes)
        {
            ref readonly Record record = ref MemoryMarshal.AsRef<Record>(payload);
            bool fill = record.TemplateId == Execution.TemplateId && record.Execution.ExecType == 'F';
            if (fill && record.Execution.OrderId != 0) Executions++;
        }

        _keep?.Add(payload, position);
    }

    private readonly struct Handler(LogFold fold) : IFragmentHandler
    {
        public void OnFragment(ReadOnlySpan<byte> payload, in Header header) => fold.Take(payload, header.Position);
    }
}
