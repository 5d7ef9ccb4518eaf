using System.IO;
using Gateway.Aeron;
using Gateway.Host.Clearing;
using Gateway.Host.Market;
using Gateway.Host.Processes;

namespace Gateway.Simulation;

/// <summary>The clearing process.</summary>
/// <param name="machine">What it leaves behind.</param>
internal sealed class ClearingPart(Machine machine) : Part(machine, "clearing")
{
    private const int CommitEvery = 4;
    private const int SettleEvery = 400;

    private Subscription? _log;
    private ClearingProcess? _process;

    /// <summary>Its book; null while it is dead.</summary>
    internal ClearingRun? Cleared { get; private set; }

    /// <summary>It has read the log to its end.</summary>
    internal bool IsAtEnd => _log is { IsEndOfStream: true };

    /// <summary>Settles, all being read.</summary>
    internal void Settle() => _ = _process!.Settle();

    /// <inheritdoc/>
    protected override void Start()
    {
        _log = LogPlace.Open(Machine.Folder.Aeron, Streams.ClearingChannel);
        Cleared = ClearingRun.Open(Machine.Folder.ClearingJournal, Streams.LogStream, _log.SessionId);
        _process = new ClearingProcess(_log, Cleared, TextWriter.Null);
    }

    /// <inheritdoc/>
    protected override int Run()
    {
        long before = _log!.Position;
        _process!.Take();
        Broken.If(_process.Fault);
        if (Machine.Dice.Next(CommitEvery) == 0) _process.Commit();
        if (Machine.Dice.Next(SettleEvery) == 0) _ = _process.Settle();
        return (int)(_log.Position - before);
    }

    /// <inheritdoc/>
    protected override void Leave()
    {
        Cleared?.Dispose();
        _log?.Dispose();
        (Cleared, _log, _process) = (null, null, null);
    }

    /// <inheritdoc/>
    /// <remarks>It was killed while it wrote a group, before the flush: its place in the log has not moved.</remarks>
    protected override void Tear()
    {
        if (Cleared == null) return;
        long before = TornFile.Length(Machine.Folder.ClearingJournal);
        _ = Cleared.Commit();
        Cleared.Dispose();
        TornFile.Cut(Machine.Folder.ClearingJournal, before, Machine.Dice);
    }
}
