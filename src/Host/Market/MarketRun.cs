using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Gateway.Host.Brokers;
using Gateway.Host.Clearing;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Host.Logs;
using Gateway.Lane;
using Gateway.Native;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Market;

/// <summary>A whole market in one process, with recorder and clearing beside it; the thread that made it drives
/// it.</summary>
/// <remarks>
/// <code>
/// brokers ─pipes─ lane ─pipes─ venue          threads: brokers, lane (last core, spins), venue, conductor
///                  │ log (Aeron, shared memory)
///                  ├─ recorder                     recorder, clearing: processes of their own
///                  └─ clearing
/// </code>
/// </remarks>
internal sealed class MarketRun : IDisposable
{
    private const int StartSecondsMax = 10;
    private const int DrainSecondsMax = 5;
    private const int TurnMs = 5;
    private const int QuietTurns = 3;
    private const long WarmMessagesMax = 2_000;

    private readonly MarketConfig _market;
    private readonly IInput _input;
    private readonly MarketParts _parts;
    private readonly LaneThread _laneThread;
    private readonly Agent _conductor;
    private readonly Agent _venue;
    private readonly Agent _lane;
    private readonly Agent _brokers;
    private readonly Agent[] _agents;
    private readonly Child _recorder;
    private readonly Child _clearing;
    private readonly string _journal;
    private readonly List<Record> _due = [];
    private readonly Scenario? _scenario;
    private readonly List<string> _faults = [];

    /// <summary>Reserves everything, starts recorder and clearing; only the lane's thread may use its core from now
    /// on.</summary>
    /// <param name="market">What is played.</param>
    /// <param name="input">What the brokers send.</param>
    /// <param name="options">The command line.</param>
    /// <param name="workFolder">Receives log and journal; must not hold a log.</param>
    /// <exception cref="IOException">No room, no permission, an address that is taken.</exception>
    internal MarketRun(MarketConfig market, IInput input, RunOptions options, string workFolder)
    {
        (_market, _input) = (market, input);
        _scenario = input is SyntheticInput ? new Scenario(market) : null;
        int last = CpuCore.Last;
        LaneCore = market.LaneCore ?? last;
        if (LaneCore > last) throw new IOException($"cpu: the lane wants core {LaneCore}, the last one is {last}");
        LaneIsAlone = CpuCore.Avoid(LaneCore);
        if (SegmentFolder.Existing(workFolder) is { } existing)
            throw new IOException($"{existing} exists: give another folder, a log is never overwritten");
        Directory.CreateDirectory(workFolder);
        _journal = Path.Combine(workFolder, "clearing.journal");
        _parts = new MarketParts(market, input, options);
        _recorder = RecorderChild.Start(_parts.Streams, workFolder);
        _clearing = ClearingChild.Start(_parts.Streams, _journal);
        _laneThread = new LaneThread(_parts.Lane, LaneCore, Math.Min(WarmMessagesMax, _parts.Messages / 2));
        _conductor = new Agent("conductor", _parts.Streams.DoWork, AgentIdle.Sleep);
        _venue = new Agent("venue", () => _parts.Venue.Poll(CpuCore.NowNs), AgentIdle.Yield);
        _lane = new Agent("lane", _laneThread.Cycle, AgentIdle.Spin);
        _brokers = new Agent("brokers", () => _parts.Brokers.Poll(CpuCore.NowNs), AgentIdle.Yield);
        _agents = [_conductor, _venue, _lane, _brokers];
    }

    /// <summary>Core of the lane's thread: as configured, else the last one.</summary>
    internal int LaneCore { get; }

    /// <summary>The other threads keep off that core.</summary>
    internal bool LaneIsAlone { get; }

    /// <summary>What the live table shows.</summary>
    internal MarketFigures Figures => new(
        _parts.Lane.Tally,
        _parts.Brokers.Latency,
        _parts.Streams.Log.Position,
        Math.Max(0, _parts.Streams.Log.Position - _parts.Streams.ClearingPosition),
        Math.Max(0, _parts.Streams.Log.Position - _parts.Streams.RecorderPosition));

    /// <summary>How the lane's arena was had.</summary>
    internal string ArenaMemory => _parts.Lane.ArenaMemory;

    /// <summary>Sends no more; any thread.</summary>
    internal void Stop() => _parts.Brokers.Stop();

    /// <summary>Plays the market to its end.</summary>
    /// <param name="turn">Called every few milliseconds while it plays.</param>
    /// <returns>What the parts counted.</returns>
    /// <exception cref="IOException">A part cannot be started.</exception>
    /// <exception cref="JournalException">Recorder or clearing gave up: log or journal cannot be written.</exception>
    internal MarketResult Play(Action<MarketFigures> turn)
    {
        Start();
        (int, int, int) collections = Collections();
        long started = Environment.TickCount64;
        while (!_parts.Brokers.IsDone && IsWell())
        {
            Offer(_input is SyntheticInput synthetic ? synthetic.Permille : 0);
            turn(Figures);
            Thread.Sleep(TurnMs);
        }

        double seconds = (Environment.TickCount64 - started) / 1e3;
        Drain(turn);
        (int gen0, int gen1, int gen2) = Collections();
        End();
        return Result(seconds, (gen0 - collections.Item1, gen1 - collections.Item2, gen2 - collections.Item3));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Agent agent in _agents) agent.Stop();
        _recorder.Dispose();
        _clearing.Dispose();
        _parts.Dispose();
    }

    private void Start()
    {
        if (_parts.Lane.Open() is < 0 and int errno) throw new IOException($"the lane cannot listen: errno {-errno}");
        foreach (Agent agent in _agents)
        {
            if (agent != _brokers) agent.Start();
        }

        foreach (Record row in Opening.Of(_market)) OfferRow(row);
        Await(() => _parts.Lane.VenueIsUp, "the lane did not log on to the venue");
        if (_parts.Brokers.Dial() is { } address) throw new IOException($"no broker can reach {address}");
        _brokers.Start();
        Await(() => _parts.Brokers.AllActive, "the brokers did not log on");
        GC.Collect();
        _parts.Brokers.Start();
    }

    private void Await(Func<bool> condition, string fault)
    {
        long until = Environment.TickCount64 + (StartSecondsMax * 1000);
        while (!condition())
        {
            if (!IsWell()) throw (Exception?)Refusal() ?? new IOException(_faults[0]);
            if (Environment.TickCount64 > until) throw new IOException(fault);
            Thread.Sleep(1);
        }
    }

    /// <summary>A process beside this one tells best what is missing.</summary>
    private JournalException? Refusal() => _recorder.Refusal ?? _clearing.Refusal;

    private void Offer(int permille)
    {
        if (_scenario == null) return;
        _due.Clear();
        _scenario.Take(permille, _due);
        foreach (Record row in _due) OfferRow(row);
    }

    private void OfferRow(in Record row)
    {
        while (!_parts.Offer(row) && IsWell()) Thread.Sleep(1);
    }

    /// <summary>Every part still runs.</summary>
    private bool IsWell()
    {
        if (_faults.Count > 0) return false;
        foreach (Agent agent in _agents)
        {
            if (agent.Failure is { } failure) _faults.Add(failure.ToString());
        }

        if (_parts.Brokers.HasLostLine) _faults.Add("a broker has lost its line to the lane");
        if (_clearing.HasExited) _faults.Add("the clearing process has ended");
        if (_recorder.HasExited) _faults.Add("the recorder has ended");
        return _faults.Count == 0;
    }

    /// <summary>Until nothing is pending: every message answered, no request on its way, no cancel at the
    /// venue.</summary>
    private void Drain(Action<MarketFigures> turn)
    {
        int quiet = 0;
        long until = Environment.TickCount64 + (DrainSecondsMax * 1000);
        while (Environment.TickCount64 < until && IsWell())
        {
            turn(Figures);
            Thread.Sleep(TurnMs * 4);
            quiet = IsQuiet() ? quiet + 1 : 0;
            if (quiet == QuietTurns) break;
        }
    }

    /// <summary>Nothing is on its way; the parts' counts are compared, not relied on: a planted fault ends by
    /// time.</summary>
    private bool IsQuiet()
    {
        long executions = _parts.Venue.Tally.Executions;
        long open = _parts.Brokers.Tally.OrdersSent - _parts.Brokers.Tally.OrdersEnded;
        return _parts.Brokers.IsQuiet
            && _parts.Lane.Orders.WaitingCount == 0
            && _parts.Lane.Tally.Executions == executions
            && _parts.Brokers.Tally.Executions == executions
            && _parts.Lane.Orders.OpenCount == _parts.Venue.OrdersOpen
            && _parts.Lane.Orders.OpenCount == open;
    }

    private void End()
    {
        _brokers.Stop();
        _lane.Stop();
        _venue.Stop();
        _parts.Streams.Log.Close();
        if (Refusal() is { } refused) throw refused;
        _parts.Brokers.Latency.Publish(0, last: true);
    }

    private MarketResult Result(double seconds, (int Gen0, int Gen1, int Gen2) collections)
    {
        long recorded = RecorderChild.Executions(_recorder, out string recorderFault);
        if (_recorder.Refusal is { } unrecorded) throw unrecorded;
        if (recorded < 0) _faults.Add(recorderFault);
        System.Text.Json.JsonDocument? cleared = ClearingChild.Report(_clearing, out string clearingFault);
        if (_clearing.Refusal is { } uncleared) throw uncleared;
        if (cleared == null) _faults.Add(clearingFault);
        System.Text.Json.JsonDocument? replayed = ClearingChild.Replay(_journal, out string replayFault);
        if (replayed == null) _faults.Add(replayFault);
        BrokerTally told = _parts.Brokers.Tally;
        return new MarketResult
        {
            Net = _market.NetBackend,
            Risk = _market.RiskBackend,
            Sent = (told.MessagesSent, told.OrdersSent, told.CancelsSent, told.ReplacesSent),
            Acknowledged = told.OrdersAcknowledged,
            CancelsAccepted = told.CancelsAccepted,
            CancelsRejected = told.CancelsRejected,
            ReplacesAccepted = told.ReplacesAccepted,
            ReplacesRejected = told.ReplacesRejected,
            Rejected = Rejected(told),
            Ended = told.OrdersEnded,
            OrdersOpen = _parts.Brokers.Orders.CountOpen(),
            OrdersOpenLane = _parts.Lane.Orders.OpenCount,
            OrdersOpenVenue = _parts.Venue.OrdersOpen,
            WaitingLane = _parts.Lane.Orders.WaitingCount,
            Unexpected = told.Unexpected,
            UnknownAnswers = _parts.Lane.UnknownAnswers + _parts.Lane.RowsRefused,
            ExecutionsVenue = _parts.Venue.Tally.Executions,
            ExecutionsBrokers = told.Executions,
            ExecutionsLog = recorded,
            Alerts = (long)(_parts.Risk.Underflows + _parts.Risk.Overfills + _parts.Risk.Saturations),
            ExposureDifference = Exposure.Difference(_parts.Lane.Orders, _parts.Risk, _market),
            Cleared = cleared,
            Replayed = replayed,
            LatencyNs = (_parts.Brokers.Latency.P50Ns, _parts.Brokers.Latency.P99Ns, _parts.Brokers.Latency.P999Ns),
            Hops = Hops(),
            Retransmissions = _parts.Retransmissions,
            LaneAllocatedBytes = _laneThread.AllocatedBytes,
            LaneMessagesMeasured = _laneThread.MessagesMeasured,
            Collections = collections,
            Seconds = seconds,
            Faults = _faults,
        };
    }

    private static List<(string, long)> Rejected(BrokerTally told)
    {
        var rejected = new List<(string, long)>();
        for (Verdict verdict = Verdict.Malformed; verdict <= Verdict.MessageRate; verdict++)
            rejected.Add((verdict.ToString(), told.OrdersRejected(verdict)));
        rejected.Add((nameof(Verdict.Venue), told.OrdersRejected(Verdict.Venue)));
        return rejected;
    }

    private List<(string, long)> Hops()
    {
        var hops = new List<(string, long)>();
        for (int i = 0; i < LaneHops.Names.Length; i++) hops.Add((LaneHops.Names[i], _parts.Lane.Hops.MedianNs(i)));
        return hops;
    }

    private static (int, int, int) Collections() =>
        (GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2));
}
