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
using Gateway.Native;

namespace Gateway.Host.Processes;

/// <summary>Plays a market of processes to its end, disturbs it if asked to, and compares what the parts counted.
/// </summary>
internal sealed class ProcessRun : IDisposable
{
    private const int LogOnMs = 30_000;
    private const int StandstillMs = 5_000;
    private const int TurnMs = 100;
    private const int FiguresMs = 1_000;
    private const int QuietTurns = 3;
    private const ulong HeadStartNs = 100_000_000;

    private readonly MarketSource _source;
    private readonly RunOptions _options;
    private readonly PrivateDisk? _disk;
    private readonly CancellationToken _stop;
    private readonly ProcessMarket _market;
    private readonly Chaos _chaos;
    private readonly ChaosPlan _plan;
    private readonly List<string> _faults = [];

    /// <summary>Starts every part.</summary>
    /// <param name="source">What is played.</param>
    /// <param name="options">The command line.</param>
    /// <param name="workFolder">Of this run alone.</param>
    /// <param name="stop">Ctrl-C.</param>
    /// <exception cref="IOException">A part cannot start; the message is what it said.</exception>
    internal ProcessRun(MarketSource source, RunOptions options, string workFolder, CancellationToken stop)
    {
        (_source, _options, _stop) = (source, options, stop);
        if (options.Log != null && SegmentFolder.Existing(options.Log) is { } existing)
            throw new IOException($"{existing} exists: give another folder, a log is never overwritten");
        _disk = OwnDisk(options, Path.Combine(workFolder, "disk"));
        try
        {
            string kept = options.Log ?? Path.Combine(_disk?.Path ?? workFolder, "log");
            _market = new ProcessMarket(source, options, workFolder, kept);
        }
        catch
        {
            _disk?.Dispose();
            throw;
        }

        _chaos = new Chaos(_market, _disk, options.Seed);
        double seconds = options.Seconds ?? double.PositiveInfinity;
        _plan = new ChaosPlan(options.Chaos, options.Seed, seconds, _disk != null);
    }

    /// <summary>Where the lane runs, in words.</summary>
    internal string Where => _market.Where;

    /// <summary>Plays the market to its end.</summary>
    /// <param name="turn">Called with figures every now and then while it plays.</param>
    /// <exception cref="IOException">A part ended, or did not come back.</exception>
    internal MarketResult Play(Action<MarketFigures> turn)
    {
        Await(() => _market.AskLane() is { VenueIsUp: true } && _market.AskBrokers() is { AllActive: true });
        int[] collections = _market.AskLane()?.Collections ?? [0, 0, 0];
        long started = Environment.TickCount64;
        _market.TellBrokers(string.Create(CultureInfo.InvariantCulture, $"start {CpuCore.TicksNs + HeadStartNs}"));
        using CancellationTokenRegistration stopping = _stop.Register(() => _market.TellBrokers("stop"));
        for (long shown = 0, now = started; IsWell(); now = Environment.TickCount64)
        {
            Thread.Sleep(TurnMs);
            while (!_stop.IsCancellationRequested && _plan.TryNext((now - started) / 1e3, out string what))
                _chaos.Do(what, (now - started) / 1e3);
            if (now - shown < FiguresMs) continue;
            shown = now;
            if (_market.AskBrokers() is not { IsDone: false } brokers || _market.AskLane() is not { } lane) break;
            turn(new MarketFigures(lane, brokers.Latency));
        }

        double seconds = (Environment.TickCount64 - started) / 1e3;
        _market.Relay?.Process.Tell("stop");
        Drain();
        return Result(seconds, collections);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _market.Dispose();
        _disk?.Dispose();
    }

    /// <summary>The disk that is going to be filled; null: none is.</summary>
    /// <exception cref="UnauthorizedAccessException">There can be none, and it was asked for by name.</exception>
    private static PrivateDisk? OwnDisk(RunOptions options, string folder)
    {
        const string Needs = "full-disk needs a mount namespace, which is not allowed here: run as root";
        if (options.Chaos is not (ChaosPlan.All or ChaosPlan.FullDisk)) return null;
        PrivateDisk? disk = options.Log == null ? PrivateDisk.TryMount(folder) : null;
        if (disk == null && options.Chaos == ChaosPlan.FullDisk)
            throw new UnauthorizedAccessException($"--chaos {Needs}");
        string why = options.Log != null ? "the disk of --log is not ours to fill" : Needs;
        if (disk == null) Console.Error.WriteLine($"chaos: without full-disk: {why}");
        return disk;
    }

    private void Await(Func<bool> condition)
    {
        for (long until = Environment.TickCount64 + LogOnMs; !condition(); Thread.Sleep(TurnMs))
        {
            if (!IsWell()) throw new IOException(_faults[0]);
            if (Environment.TickCount64 > until) throw new IOException("a part did not log on");
        }
    }

    /// <summary>Every part still runs.</summary>
    private bool IsWell()
    {
        foreach (string complaint in _market.Complaints)
        {
            if (!_faults.Contains(complaint)) _faults.Add(complaint);
        }

        return _faults.Count == 0;
    }

    /// <summary>Until nothing is pending, or nothing has moved for a while: the parts' counts are compared, not relied
    /// on.</summary>
    private void Drain()
    {
        (long handled, long until) = (-1, 0);
        for (int quiet = 0; quiet < QuietTurns && IsWell(); Thread.Sleep(TurnMs))
        {
            if (_market.AskLane() is not { } lane || _market.AskBrokers() is not { } brokers) return;
            long now = Environment.TickCount64;
            long moved = lane.LogPosition + brokers.Tally.MessagesSent - brokers.Tally.Unanswered;
            if (moved != handled) until = now + StandstillMs;
            if (now > until) return;
            handled = moved;
            quiet = IsQuiet(lane, brokers, _market.AskVenue()) ? quiet + 1 : 0;
        }
    }

    private static bool IsQuiet(LaneFigures lane, BrokerFigures brokers, VenueFigures? venue) =>
        brokers.IsQuiet
        && lane.Waiting == 0
        && lane.Executions == venue?.Executions
        && brokers.Tally.Executions == venue.Executions
        && lane.OrdersOpen == venue.OrdersOpen
        && lane.OrdersOpen == brokers.Tally.OrdersSent - brokers.Tally.OrdersEnded;

    private MarketResult Result(double seconds, int[] collections)
    {
        BrokerFigures brokers = _market.AskBrokers("end") ?? throw Lost();
        LaneFigures lane = _market.AskLane("end") ?? throw Lost();
        VenueFigures venue = _market.AskVenue("end") ?? throw Lost();
        RecorderFigures? recorded = Report<RecorderFigures>(_market.Recorder.Process);
        JsonDocument? cleared = Report<JsonDocument>(_market.Clearing.Process);
        using var replay = ChildProcess.Start("clearing", [$"--replay={_market.Journal}", "--json"]);
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
            Chaos = _options.Chaos == null ? null : _chaos.Events,
            Cuts = _market.AskRelay()?.Cuts,
            Faults = [.. _faults, .. NotDone],
        };
    }

    /// <summary>A chaos that did not happen is not survived.</summary>
    private IEnumerable<string> NotDone => _stop.IsCancellationRequested
        ? []
        : _plan.Left.Select(what => $"{what} was not done: all was sent before; play for longer");

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
