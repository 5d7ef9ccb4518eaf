using System;
using System.IO;
using Gateway.Aeron;
using Gateway.Host.Processes;

namespace Gateway.Host.Market;

/// <summary>The Aeron directory of one market: the lane's log with its readers, and the control stream.</summary>
internal sealed class Streams : IDisposable
{
    /// <summary>Stream of the lane's log.</summary>
    internal const int LogStream = 1001;

    /// <summary>Channel of clearing's place in the log.</summary>
    internal const string ClearingChannel = "aeron:ipc?alias=clearing";

    /// <summary>Channel of the recorder's place in the log.</summary>
    internal const string RecorderChannel = "aeron:ipc?alias=recorder";

    private const string Prefix = "gateway-";
    private const int ControlStream = 1002;
    private const int ControlTermLength = 1 << 20;
    private const string LogChannel = "aeron:ipc?alias=lane-log";
    private const string ControlChannel = "aeron:ipc?alias=lane-control";
    private const string RowsChannel = "aeron:ipc?alias=lane";

    private readonly IpcConductor _conductor;

    /// <summary>Makes the directory.</summary>
    /// <param name="directory">On shared memory.</param>
    /// <param name="termLength">Of the log, bytes.</param>
    /// <exception cref="IOException">There is no room.</exception>
    internal Streams(string directory, int termLength)
    {
        Directory = directory;
        try
        {
            _conductor = new IpcConductor(Directory, Environment.ProcessId, NowMs);
            (Log, Control) = Publications(termLength);
        }
        catch
        {
            _conductor?.Dispose();
            if (System.IO.Directory.Exists(Directory)) System.IO.Directory.Delete(Directory, recursive: true);
            throw;
        }

        Clearing = _conductor.AddSubscription(LogStream, ClearingChannel, NowMs);
        Recorder = _conductor.AddSubscription(LogStream, RecorderChannel, NowMs);
        Rows = _conductor.AddSubscription(ControlStream, RowsChannel, NowMs);
        _ = _conductor.DoWork(NowMs);
    }

    private Streams(string directory, IpcConductor conductor)
    {
        (Directory, _conductor, IsTakenOver) = (directory, conductor, true);
        Log = conductor.FindPublication(LogStream) ?? throw Missing("log");
        Control = conductor.FindPublication(ControlStream) ?? throw Missing("control stream");
        Clearing = conductor.FindSubscription(LogStream, ClearingChannel) ?? throw Missing("place of clearing");
        Recorder = conductor.FindSubscription(LogStream, RecorderChannel) ?? throw Missing("place of the recorder");
        Rows = conductor.FindSubscription(ControlStream, RowsChannel) ?? throw Missing("place of the lane");
    }

    /// <summary>They are those of a lane that was killed.</summary>
    internal bool IsTakenOver { get; }

    /// <summary>The Aeron directory.</summary>
    internal string Directory { get; }

    /// <summary>The lane's log; the lane's thread writes.</summary>
    internal ExclusivePublication Log { get; }

    /// <summary>Rows into the lane; the run's own thread writes.</summary>
    internal ExclusivePublication Control { get; }

    /// <summary>The clearing process' place in the log.</summary>
    internal IpcSubscription Clearing { get; }

    /// <summary>The recorder's place in the log.</summary>
    internal IpcSubscription Recorder { get; }

    /// <summary>The lane's place in the control stream.</summary>
    internal IpcSubscription Rows { get; }

    /// <summary>Where clearing is, in bytes of the log.</summary>
    internal long ClearingPosition => _conductor.Counters.Read(Clearing.CounterId);

    /// <summary>Where the recorder is.</summary>
    internal long RecorderPosition => _conductor.Counters.Read(Recorder.CounterId);

    /// <summary>The reader's end of one of them, for this process.</summary>
    internal Subscription Open(in IpcSubscription subscription) =>
        Subscription.Open(Directory, subscription.PublicationId, subscription.CounterId);

    /// <summary>The conductor's duty cycle; one thread calls it.</summary>
    internal int DoWork() => _conductor.DoWork(NowMs);

    /// <inheritdoc/>
    public void Dispose() => _conductor.Dispose();

    /// <summary>Lets the directory go as it is: another lane may take it over.</summary>
    internal void Leave() => _conductor.Leave();

    /// <summary>Goes on with the directory of a lane that was killed, or makes it.</summary>
    /// <param name="directory">On shared memory.</param>
    /// <param name="termLength">Of a new log, bytes.</param>
    /// <exception cref="IOException">Its lane lives, or there is no room.</exception>
    /// <exception cref="InvalidDataException">What is there does not fit; one line names file and field.</exception>
    internal static Streams TakeOverOrMake(string directory, int termLength)
    {
        if (!CncFile.IsReady(directory)) return new Streams(directory, termLength);
        return new Streams(directory, IpcConductor.TakeOver(directory, Environment.ProcessId, NowMs));
    }

    private InvalidDataException Missing(string what) => new($"{Directory}: no {what} in it");

    /// <summary>A directory of this process alone; what dead processes have left of theirs is removed.</summary>
    internal static string OwnDirectory()
    {
        RemoveOrphans();
        return Path.Combine(
            PartFolder.SharedMemory, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}"[..32]);
    }

    /// <summary>What a run that was killed has left: its process is gone, its memory is not.</summary>
    private static void RemoveOrphans()
    {
        foreach (string folder in System.IO.Directory.GetDirectories(PartFolder.SharedMemory, Prefix + "*"))
        {
            string[] parts = Path.GetFileName(folder).Split('-');
            if (parts.Length != 3 || System.IO.Directory.Exists($"/proc/{parts[1]}")) continue;
            try
            {
                System.IO.Directory.Delete(folder, recursive: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another run removes it at the same time: it is not ours to report.
            }
        }
    }

    private (ExclusivePublication Log, ExclusivePublication Control) Publications(int termLength)
    {
        int session = Environment.ProcessId;
        var log = new LogSettings { TermLength = termLength, SessionId = session, StreamId = LogStream };
        var control = new LogSettings { TermLength = ControlTermLength, SessionId = session, StreamId = ControlStream };
        return (_conductor.AddExclusivePublication(log, LogChannel, NowMs),
            _conductor.AddExclusivePublication(control, ControlChannel, NowMs));
    }

    private static long NowMs => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
