using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using Gateway.Host.Brokers;
using Gateway.Host.Clearing;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Host.Logs;
using Gateway.Host.Processes;
using Gateway.Native;
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
    private const int ReadersSecondsMax = 30;
    private const int StandstillSecondsMax = 5;
    private const int TurnMs = 5;
    private const int QuietTurns = 3;
    private const long WarmMessagesMax = 2_000;

    private readonly MarketConfig _market;
    private readonly IInput _input;
    private readonly Placement _placement;
    private readonly MarketParts _parts;
    private readonly LaneThread _laneThread;
    private readonly Agent _conductor;
    private readonly Agent _venue;
    private readonly Agent _lane;
    private readonly Agent _brokers;
    private readonly Agent[] _agents;
    private readonly ChildProcess _recorder;
    private readonly ChildProcess _clearing;
    private readonly string _journal;
    private readonly List<Record> _due = [];
    private readonly Scenario? _scenario;
    private readonly List<string> _faults = [];

    /// <summary>Reserves everything and starts clearing; only the lane's thread may use its core from now on.</summary>
    /// <param name="source">What is played, and what the brokers send.</param>
    /// <param name="options">The command line.</param>
    /// <param name="workFolder">Receives log and journal; must not hold a log.</param>
    /// <exception cref="IOException">No room, no permission, an address that is taken.</exception>
    internal MarketRun(MarketSource source, RunOptions options, string workFolder)
    {
        (MarketConfig market, IInput input) = (_market, _input) = (source.Market, source.Input);
        _scenario = input is SyntheticInput ? new Scenario(market) : null;
        _placement = Placement.KeepOff(market);
        if (SegmentFolder.Existing(workFolder) is { } existing)
            throw new IOException($"{existing} exists: give another folder, a log is never overwritten");
        Directory.CreateDirectory(workFolder);
        _journal = Path.Combine(workFolder, "clearing.journal");
        _parts = new MarketParts(market, input, options);
        string[] where = [$"--dir={workFolder}", $"--aeron={_parts.Streams.Directory}"];
        _recorder = ChildProcess.Start("recorder", [.. where, $"--log={workFolder}"]);
        _clearing = ChildProcess.Start("clearing", [.. where, "--json"]);
        _laneThread = new LaneThread(_parts.Lane, _placement.LaneCore, Math.Min(WarmMessagesMax, _parts.Messages / 2));
        _conductor = new Agent("conductor", _parts.Streams.DoWork, AgentIdle.Sleep);
        _venue = new Agent("venue", () => _parts.Venue.Poll(CpuCore.NowNs), AgentIdle.Yield);
        _lane = new Agent("lane", _laneThread.Cycle, AgentIdle.Spin);
        _brokers = new Agent("brokers", () => _parts.Brokers.Poll(CpuCore.NowNs), AgentIdle.Yield);
        _agents = [_conductor, _venue, _lane, _brokers];
    }

    /// <summary>Where it runs, in words.</summary>
    internal string Where =>
        $"lane on core {_placement.LaneCore}, {_placement.Words}; arena in {_parts.Lane.ArenaMemory}";

    /// <summary>What the live table shows.</summary>
    internal MarketFigures Figures => new(Lane, _parts.Brokers.Latency.Figures);

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
        int[] collections = Lane.Collections;
        long started = Environment.TickCount64;
        while (!_parts.Brokers.IsDone && IsWell())
        {
            Offer(_input is SyntheticInput synthetic ? synthetic.Permille : 0);
            turn(Figures);
            Thread.Sleep(TurnMs);
        }

        double seconds = (Environment.TickCount64 - started) / 1e3;
        Drain(turn);
        End();
        return Result(seconds, collections);
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
        LaneThread.Listen(_parts.Lane, _market);
        foreach (Agent agent in _agents)
        {
            if (agent != _brokers) agent.Start();
        }

        Offer(Opening.Of(_market));
        Await(() => _parts.Lane.VenueIsUp, "the lane did not log on to the venue");
        AwaitReaders();
        _brokers.Start();
        Await(() => _parts.Brokers.AllActive, "the brokers did not log on");
        Offer(Opening.Prices(_market));
        GC.Collect();
        _parts.Brokers.Start(CpuCore.TicksNs);
    }

    /// <summary>Readers that are slow to start would stop a market with short terms. One that never begins shows in the
    /// report.</summary>
    private void AwaitReaders()
    {
        Streams log = _parts.Streams;
        long until = Environment.TickCount64 + (ReadersSecondsMax * 1000);
        while (Environment.TickCount64 < until && Math.Min(log.RecorderPosition, log.ClearingPosition) == 0 && IsWell())
            Thread.Sleep(1);
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
        Offer(CollectionsMarshal.AsSpan(_due));
    }

    private void Offer(ReadOnlySpan<Record> rows)
    {
        while (!rows.IsEmpty && IsWell())
        {
            rows = rows[_parts.Offer(rows)..];
            if (!rows.IsEmpty) Thread.Sleep(1);
        }
    }

    /// <summary>Every part still runs.</summary>
    private bool IsWell()
    {
        if (_faults.Count > 0) return false;
        foreach (Agent agent in _agents)
        {
            if (agent.Failure is { } failure) _faults.Add(failure.ToString());
        }

        if (_parts.Brokers.LinesLost > 0) _faults.Add("a broker has lost its line to the lane");
        if (_clearing.HasExited) _faults.Add("the clearing process has ended");
        if (_recorder.HasExited) _faults.Add("the recorder has ended");
        return _faults.Count == 0;
    }

    /// <summary>Until nothing is pending: every message answered, no request on its way, no cancel at the venue. What a
    /// slow disk holds up is waited for as long as any of it comes.</summary>
    private void Drain(Action<MarketFigures> turn)
    {
        int quiet = 0;
        long handled = -1;
        long until = 0;
        while (IsWell())
        {
            long now = Environment.TickCount64;
            if (Handled != handled) until = now + (StandstillSecondsMax * 1000);
            if (now >= until) break;
            handled = Handled;
            turn(Figures);
            Thread.Sleep(TurnMs * 4);
            quiet = IsQuiet() ? quiet + 1 : 0;
            if (quiet == QuietTurns) break;
        }
    }

    /// <summary>What was taken and told so far, as a number that only grows.</summary>
    private long Handled
    {
        get
        {
            BrokerTally told = _parts.Brokers.Tally;
            long answered = told.MessagesSent - told.Unanswered;
            return _parts.Lane.Tally.Messages + answered + told.Executions + told.OrdersEnded;
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
    }

    private MarketResult Result(double seconds, int[] collections)
    {
        RecorderFigures? recorded = Report<RecorderFigures>(_recorder);
        JsonDocument? cleared = Report<JsonDocument>(_clearing);
        using var replay = ChildProcess.Start("clearing", [$"--replay={_journal}", "--json"]);
        JsonDocument? replayed = Report<JsonDocument>(replay);
        LaneFigures lane = Lane.Ended(_parts.Lane, _parts.Risk, _market);
        int[] during = [.. lane.Collections.Zip(collections, (after, before) => after - before)];
        return new MarketResult
        {
            Net = "memory",
            Risk = _market.RiskBackend,
            Brokers = BrokerFigures.OfEnded(_parts.Brokers),
            Lane = lane with { Collections = during },
            Venue = VenueFigures.Of(_parts.Venue),
            ExecutionsLog = recorded?.Executions ?? -1,
            Cleared = cleared,
            Replayed = replayed,
            Seconds = seconds,
            Faults = _faults,
        };
    }

    private T? Report<T>(ChildProcess child)
        where T : class
    {
        T? report = child.Last<T>();
        if (child.Refusal is { } refusal) throw refusal;
        if (report == null) _faults.Add(child.Complaint);
        return report;
    }

    private LaneFigures Lane => LaneFigures.Of(_laneThread, _parts.Streams, _parts.Risk, _parts.Retransmissions);
}
