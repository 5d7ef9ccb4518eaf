using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Gateway.Host.Brokers;
using Gateway.Host.Logs;
using Gateway.Host.Market;
using Gateway.Host.Verbs;
using Gateway.Native;

namespace Gateway.Host.Processes;

/// <summary>A market of processes: starts every part, watches it, and compares what the parts counted.</summary>
/// <remarks>
/// <code>
/// broker ─┐
/// broker ─┴─TCP─ lane ─TCP─ venue          each a process; this one is none of them
///                 └─ log (shared memory) ─ recorder, clearing
/// </code>
/// </remarks>
internal sealed class ProcessRun : IDisposable
{
    private const int StartMs = 30_000;
    private const int AnswerMs = 5_000;
    private const int EndMs = 30_000;
    private const int DrainMs = 5_000;
    private const int TurnMs = 50;
    private const int QuietTurns = 3;
    private const ulong HeadStartNs = 100_000_000;
    private const string Loopback = "127.";

    private readonly MarketSource _source;
    private readonly RunOptions _options;
    private readonly PartFolder _folder;
    private readonly CancellationToken _stop;
    private readonly List<ChildProcess> _children = [];
    private readonly List<ChildProcess> _brokers = [];
    private readonly List<string> _faults = [];
    private readonly ChildProcess _venue;
    private readonly ChildProcess _lane;
    private readonly ChildProcess _recorder;
    private readonly ChildProcess _clearing;

    /// <summary>Starts every part and waits until all are logged on.</summary>
    /// <param name="source">What is played.</param>
    /// <param name="options">The command line.</param>
    /// <param name="workFolder">Of this run alone.</param>
    /// <param name="stop">Ctrl-C.</param>
    /// <exception cref="IOException">A part cannot start; the message is what it said.</exception>
    internal ProcessRun(MarketSource source, RunOptions options, string workFolder, CancellationToken stop)
    {
        (_source, _stop) = (source, stop);
        _options = options with { Host = options.Host ?? OwnHost() };
        string aeron = Streams.OwnDirectory();
        _folder = new PartFolder(workFolder, aeron);
        string[] common = [.. MarketFlags.Arguments(_options), $"--dir={workFolder}", $"--aeron={aeron}"];
        try
        {
            _venue = Begin("venue", common);
            _lane = Begin("lane", common);
            for (int firm = 0; firm < source.Market.Firms.Length; firm++)
                _brokers.Add(Begin("broker", [.. common, $"--firm={source.Market.Firms[firm].Id}", "--wait"]));
            Where = Ready(_lane).Where;
            string[] readers = [$"--dir={workFolder}", $"--aeron={aeron}"];
            _recorder = Begin("recorder", [.. readers, $"--log={options.Log ?? _folder.Log}"]);
            _clearing = Begin("clearing", [.. readers, "--json"]);
            _ = Ready(_venue);
            foreach (ChildProcess broker in _brokers) _ = Ready(broker);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where the lane runs, in words.</summary>
    internal string Where { get; }

    /// <summary>Plays the market to its end.</summary>
    /// <param name="turn">Called with figures every now and then while it plays.</param>
    internal MarketResult Play(Action<MarketFigures> turn)
    {
        Await(() => Lane() is { VenueIsUp: true } && Brokers() is { AllActive: true }, "a part did not log on");
        string start = string.Create(CultureInfo.InvariantCulture, $"start {CpuCore.TicksNs + HeadStartNs}");
        int[] collections = Lane()?.Collections ?? [0, 0, 0];
        long started = Environment.TickCount64;
        Tell(start);
        using CancellationTokenRegistration stopping = _stop.Register(() => Tell("stop"));
        while (IsWell() && Brokers() is { IsDone: false } brokers)
        {
            if (Lane() is { } lane) turn(new MarketFigures(lane, brokers.Latency));
            Thread.Sleep(TurnMs);
        }

        double seconds = (Environment.TickCount64 - started) / 1e3;
        Drain();
        return Result(seconds, collections);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = _children.Count - 1; i >= 0; i--) _children[i].Dispose();
    }

    /// <summary>An address of this machine that no other run has: all of 127.0.0.0/8 is local.</summary>
    private static string OwnHost()
    {
        int id = Environment.ProcessId;
        return string.Create(
            CultureInfo.InvariantCulture, $"{Loopback}{1 + (id >> 16 & 63)}.{id >> 8 & 255}.{1 + (id & 127)}");
    }

    private ChildProcess Begin(string verb, string[] arguments)
    {
        ChildProcess child = ChildProcess.Start(verb, arguments);
        _children.Add(child);
        return child;
    }

    private void Tell(string command)
    {
        foreach (ChildProcess broker in _brokers) broker.Tell(command);
    }

    private static PartReady Ready(ChildProcess child) =>
        child.Await<PartReady>(StartMs) ?? throw new IOException(child.Complaint);

    private LaneFigures? Lane() => _lane.Ask<LaneFigures>("tally", AnswerMs);

    private BrokerFigures? Brokers() => Sum(_brokers.Select(b => b.Ask<BrokerFigures>("tally", AnswerMs)));

    private static BrokerFigures? Sum(IEnumerable<BrokerFigures?> figures)
    {
        BrokerFigures?[] firms = [.. figures];
        return firms.Contains(null) ? null : BrokerFigures.Sum(firms!);
    }

    private void Await(Func<bool> condition, string fault)
    {
        long until = Environment.TickCount64 + StartMs;
        while (!condition())
        {
            if (!IsWell()) throw new IOException(_faults[0]);
            if (Environment.TickCount64 > until) throw new IOException(fault);
            Thread.Sleep(TurnMs);
        }
    }

    /// <summary>Every part still runs.</summary>
    private bool IsWell()
    {
        foreach (ChildProcess child in _children)
        {
            if (!child.HasExited || _faults.Contains(child.Complaint)) continue;
            _faults.Add(child.Complaint);
        }

        return _faults.Count == 0;
    }

    /// <summary>Until nothing is pending; the parts' counts are compared, not relied on: a planted fault ends by
    /// time.</summary>
    private void Drain()
    {
        long until = Environment.TickCount64 + DrainMs;
        for (int quiet = 0; quiet < QuietTurns && Environment.TickCount64 < until && IsWell();)
        {
            Thread.Sleep(TurnMs);
            quiet = IsQuiet() ? quiet + 1 : 0;
        }
    }

    private bool IsQuiet() =>
        Lane() is { } lane
        && _venue.Ask<VenueFigures>("tally", AnswerMs) is { } venue
        && Brokers() is { } brokers
        && brokers.IsQuiet
        && lane.Waiting == 0
        && lane.Executions == venue.Executions
        && brokers.Tally.Executions == venue.Executions
        && lane.OrdersOpen == venue.OrdersOpen
        && lane.OrdersOpen == brokers.Tally.OrdersSent - brokers.Tally.OrdersEnded;

    private MarketResult Result(double seconds, int[] collections)
    {
        BrokerFigures brokers = Sum(_brokers.Select(Last<BrokerFigures>)) ?? throw Lost();
        LaneFigures lane = Last<LaneFigures>(_lane) ?? throw Lost();
        VenueFigures venue = Last<VenueFigures>(_venue) ?? throw Lost();
        RecorderFigures? recorded = Report<RecorderFigures>(_recorder);
        JsonDocument? cleared = Report<JsonDocument>(_clearing);
        using var replay = ChildProcess.Start("clearing", [$"--replay={_folder.ClearingJournal}", "--json"]);
        JsonDocument? replayed = Report<JsonDocument>(replay);
        return new MarketResult
        {
            Net = "kernel",
            Risk = _source.Market.RiskBackend,
            Brokers = brokers,
            Lane = lane with { Collections = [.. lane.Collections.Zip(collections, (now, then) => now - then)] },
            Venue = venue,
            ExecutionsLog = recorded?.Executions ?? -1,
            Cleared = cleared,
            Replayed = replayed,
            Seconds = seconds,
            Faults = _faults,
        };
    }

    private static T? Last<T>(ChildProcess child)
        where T : class => child.Ask<T>("end", EndMs);

    /// <summary>What a reader of the log says at its end.</summary>
    private T? Report<T>(ChildProcess child)
        where T : class
    {
        T? report = child.Last<T>();
        if (child.Refusal is { } refusal) throw refusal;
        if (report == null) _faults.Add(child.Complaint);
        return report;
    }

    private IOException Lost()
    {
        _ = IsWell();
        return new IOException(_faults.Count > 0 ? _faults[0] : "a part gave no figures");
    }
}
