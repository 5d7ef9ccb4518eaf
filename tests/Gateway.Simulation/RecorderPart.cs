using System.IO;
using Gateway.Aeron;
using Gateway.Host.Logs;
using Gateway.Host.Market;
using Gateway.Host.Processes;

namespace Gateway.Simulation;

/// <summary>The recorder.</summary>
/// <param name="machine">What it leaves behind.</param>
internal sealed class RecorderPart(Machine machine) : Part(machine, "recorder")
{
    private const int CommitEvery = 4;
    private const long SegmentLength = 1 << 14;

    private Subscription? _log;
    private RecorderProcess? _process;

    /// <summary>Its segments; null while it is dead.</summary>
    internal SegmentWriter? Writer { get; private set; }

    /// <summary>It has recorded the log to its end.</summary>
    internal bool IsAtEnd => _log is { IsEndOfStream: true } && Writer!.Recorded.Position == _log.Position;

    /// <inheritdoc/>
    protected override void Start()
    {
        _log = LogPlace.Open(Machine.Folder.Aeron, Streams.RecorderChannel);
        Writer = SegmentWriter.Open(
            Machine.Folder.Log, SegmentLength, Streams.LogStream, _log.SessionId, _log.Position);
        _process = new RecorderProcess(_log, Writer, TextWriter.Null);
    }

    /// <inheritdoc/>
    protected override int Run()
    {
        long before = _log!.Position;
        _process!.Take();
        Broken.If(_process.Fault);
        if (_log.Position == before || Machine.Dice.Next(CommitEvery) == 0) _process.Commit();
        return (int)(_log.Position - before);
    }

    /// <inheritdoc/>
    protected override void Leave()
    {
        Writer?.Dispose();
        _log?.Dispose();
        (Writer, _log, _process) = (null, null, null);
    }

    /// <inheritdoc/>
    /// <remarks>It was killed while it wrote a group, before the flush: its place in the log has not moved.</remarks>
    protected override void Tear()
    {
        if (Writer == null || SegmentFolder.Segments(Machine.Folder.Log) is not [.., var segment]) return;
        long before = TornFile.Length(segment);
        Writer.Commit();
        Writer.Dispose();
        if (SegmentFolder.Segments(Machine.Folder.Log)[^1] == segment) TornFile.Cut(segment, before, Machine.Dice);
    }
}
