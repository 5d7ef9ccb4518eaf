using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Gateway.Host.Brokers;
using Gateway.Host.Clearing;
using Gateway.Host.Market;

namespace Gateway.Simulation;

/// <summary>A whole market on one thread, in small steps and a drawn order, with faults, by a seed.</summary>
internal sealed class MarketSimulation : IDisposable
{
    private const int MessagesMin = 30;
    private const int MessagesMax = 120;
    private const int LongEvery = 12; // a longer run wraps the log
    private const int LongTimes = 6;
    private const int RateMin = 2_000;
    private const int RateMax = 50_000;
    private const int IdleSteps = 40;
    private const int BusyNsMax = 20_000;
    private const int IdleNsMax = 10_000_000;
    private const int StillSteps = 400;
    private const int StillNsMax = 50_000_000;
    private const int LooksEvery = 32;
    private const long StepsMax = 150_000;
    private const int QuietLooks = 8;

    private readonly int _seed;
    private readonly Machine _machine;
    private readonly Flow _flow;
    private readonly Parts _parts;
    private readonly Faults _faults;
    private readonly Audit _audit;
    private readonly List<string> _findings = [];
    private int _idle;
    private int _quiet;
    private long _sent;

    private MarketSimulation(int seed, bool lateJournals)
    {
        _seed = seed;
        _machine = new Machine(seed);
        int messages = _machine.Dice.Next(MessagesMin, MessagesMax);
        if (_machine.Dice.Next(LongEvery) == 0) messages *= LongTimes;
        _flow = new Flow(seed, messages, _machine.Dice.Next(RateMin, RateMax));
        _parts = new Parts(_machine, _flow, lateJournals ? new LateJournals() : null);
        _faults = new Faults(_machine, _parts, _flow.Messages);
        _audit = new Audit(_machine, _parts);
    }

    /// <summary>Plays one seed to its end.</summary>
    /// <param name="seed">Same seed, same bits.</param>
    /// <param name="lateJournals">Plants a bug: the lane writes its session journals after the send.</param>
    internal static Outcome Play(int seed, bool lateJournals = false)
    {
        using var market = new MarketSimulation(seed, lateJournals);
        return market.Play();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Part part in _parts.All) part.Dispose();
        foreach (Link link in _parts.Links) link.Dispose();
        _audit.Dispose();
        _machine.Dispose();
    }

    private Outcome Play()
    {
        try
        {
            foreach (Part part in _parts.All) Step(part);
            while (!IsDrained()) Step();
            Close();
        }
        catch (Exception broken)
        {
            string where = broken is Broken ? "" : $" at {broken.StackTrace?.Split('\n')[0].Trim()}";
            _findings.Add($"step {_machine.Steps}: {broken.Message}{where}");
        }

        return new Outcome(_seed, _machine.Steps, _sent, _audit.Hash, _machine.Happened, _findings);
    }

    private void Step()
    {
        int nsMax = _idle < IdleSteps ? BusyNsMax : _idle < StillSteps ? IdleNsMax : StillNsMax;
        _machine.NowNs += (ulong)_machine.Dice.Next(1, nsMax);
        int dice = _machine.Dice.Next(_parts.All.Count + 1 + _parts.Links.Length);
        int done = dice <= _parts.All.Count
            ? Step(_parts.All[dice % _parts.All.Count]) // the lane has two turns
            : _parts.Links[dice - _parts.All.Count - 1].Step();
        _idle = done > 0 ? 0 : _idle + 1;
        _machine.Steps++;
        _faults.Step(_sent);
    }

    private int Step(Part part)
    {
        int done = part.Step();
        _audit.Look(part);
        if (part is BrokerPart && done > 0)
            _sent = Math.Max(_sent, _parts.Brokers.Sum(broker => broker.Desk?.Tally.MessagesSent ?? 0));
        return done;
    }

    /// <summary>Everything was sent and answered, and stays so; or it never will be.</summary>
    private bool IsDrained()
    {
        if (_machine.Steps % LooksEvery != 0) return false;
        if (_machine.Steps > StepsMax) throw new Broken("it does not come to rest");
        _quiet = IsQuiet() ? _quiet + 1 : 0;
        return _quiet > QuietLooks;
    }

    private bool IsQuiet() =>
        _faults.IsOver && _machine.NowNs >= _parts.Links.Max(link => link.RestsUntilNs)
        && _parts.All.All(part => part.IsUp && !part.IsDoomed)
        && _parts.Brokers.All(broker => broker.Desk!.IsQuiet)
        && _parts.Lane.Body!.Lane.VenueIsUp
        && _parts.Lane.Body.Lane.Orders.WaitingCount == 0
        && _parts.Lane.Body.Lane.Orders.OpenCount == _parts.Venue.Books!.OrdersOpen
        && _parts.Lane.Body.Lane.Orders.OpenCount == _parts.Brokers.Sum(broker => broker.Desk!.Orders.CountOpen())
        && _parts.Brokers.Sum(broker => broker.Desk!.Tally.Executions) == _parts.Venue.Books.Tally.Executions;

    /// <summary>Ends the log, has its readers come to the end, and compares the books.</summary>
    private void Close()
    {
        LanePart lane = _parts.Lane;
        LaneFigures figures = Figures(lane);
        lane.Streams!.Log.Close();
        foreach (Part part in _parts.All) part.Spare();
        while (!_parts.Clearing.IsAtEnd || !_parts.Recorder.IsAtEnd)
        {
            _ = _parts.Clearing.Step() + _parts.Recorder.Step() + lane.Streams.DoWork();
            if (_machine.Steps++ > StepsMax) throw new Broken("a reader does not come to the log's end");
        }

        _parts.Clearing.Settle();
        JsonDocument cleared = Report(_parts.Clearing.Cleared!);
        _parts.Clearing.Dispose();
        using ClearingRun again = ClearingRun.Replay(_machine.Folder.ClearingJournal);
        var result = new MarketResult
        {
            Net = "memory",
            Risk = "software",
            Brokers = BrokerFigures.Sum([.. _parts.Brokers.Select(broker => BrokerFigures.OfEnded(broker.Desk!))]),
            Lane = figures,
            Venue = VenueFigures.Of(_parts.Venue.Books!),
            ExecutionsLog = _parts.Recorder.Writer!.Recorded.Executions,
            Cleared = cleared,
            Replayed = Report(again),
            Seconds = 0,
            Faults = [],
        };
        _findings.AddRange(MarketFindings.Of(result));
        for (int row = 0; row < _machine.Outside.Sessions.Length; row++)
        {
            BrokerPart broker = _parts.Brokers[_machine.Outside.Sessions[row].FirmRow];
            _findings.AddRange(_audit.Fates.Differences((uint)row, broker.Desk!));
        }

        _audit.Add(JsonSerializer.SerializeToUtf8Bytes(cleared));
        _audit.Add(JsonSerializer.SerializeToUtf8Bytes(result.Brokers.Tally));
    }

    private LaneFigures Figures(LanePart lane)
    {
        var thread = new LaneThread(lane.Body!.Lane, core: 0, warmMessages: long.MaxValue);
        return LaneFigures.Of(thread, lane.Streams!, lane.Risk!, retransmissions: 0)
            .Ended(lane.Body.Lane, lane.Risk!, _machine.Gateway);
    }

    private static JsonDocument Report(ClearingRun run)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) run.WriteReport(json);
        return JsonDocument.Parse(bytes.ToArray());
    }
}
