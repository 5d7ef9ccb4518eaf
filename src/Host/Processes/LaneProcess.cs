using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Host.Market;
using Gateway.Lane;
using Gateway.Native;
using Gateway.Risk;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Processes;

/// <summary>The gateway proper as a process: the lane on a core of its own, the conductor beside it.</summary>
/// <remarks>
/// Commands: <c>tally</c> gives figures, <c>end</c> stops the lane, ends the log and gives the last ones; the log's
/// memory stays for its readers until standard input closes.
/// </remarks>
internal sealed class LaneProcess : IDisposable
{
    private const int TurnMs = 5;
    private const int PricesMs = 500;
    private const long RowBytes = 96; // in the control stream: the record behind its frame's header
    private const long WarmMessagesMax = 2_000;

    private readonly MarketConfig _market;
    private readonly Scenario? _scenario;
    private readonly int _messages;
    private readonly FileStream _lock;
    private readonly SessionFiles _sessions;
    private readonly Streams _streams;
    private readonly Net _net;
    private readonly Subscription _rows;
    private readonly RiskTwin _risk;
    private readonly LaneThread _lane;
    private readonly Agent _conductor;
    private readonly Agent _spinner;
    private readonly LogonWatch _watch;
    private readonly List<Record> _due = [];
    private uint _version;
    private long _pricedMs = Environment.TickCount64;
    private LaneFigures? _last;

    /// <summary>Reserves everything and listens.</summary>
    /// <exception cref="IOException">No room, no permission, an address that is taken.</exception>
    internal LaneProcess(MarketSource source, RunOptions options, PartFolder folder)
    {
        _market = source.Market;
        _scenario = source.Input is SyntheticInput ? new Scenario(_market) : null;
        _messages = source.Messages(options);
        Placement placement = Placement.KeepOff(_market);
        _lock = folder.Take("lane");
        _sessions = new SessionFiles(folder.Sessions, "lane", _market.Sessions.Length + 1);
        _streams = Streams.TakeOverOrMake(folder.Aeron, options.TermLength);
        _net = Net.Open("kernel:");
        _rows = _streams.Open(_streams.Rows);
        _risk = new RiskTwin(MarketSizes.Risk(_market), options.Fault == Fault.ForgetRelease);
        LaneSettings sizes = MarketSizes.Lane(_messages, _market.Sessions.Length, options.Fault) with
        {
            StoreOf = _sessions.Open,
        };
        var lane = new OrderLane(MarketRows.Of(_market), sizes, _net, _risk, _streams.Log, _rows);
        if (_streams.IsTakenOver) Restore(lane, options.Log ?? folder.Log);
        LaneThread.Listen(lane, _market);
        _watch = new LogonWatch("lane", $"the venue at {_market.Venue.Connect}", Console.Error);
        Where = $"lane on core {placement.LaneCore}, {placement.Words}; arena in {lane.ArenaMemory}";
        long warm = lane.Tally.Messages + Math.Min(WarmMessagesMax, _messages / 2);
        _lane = new LaneThread(lane, placement.LaneCore, warm);
        _conductor = new Agent("conductor", _streams.DoWork, AgentIdle.Sleep);
        _spinner = new Agent("lane", _lane.Cycle, AgentIdle.Spin);
    }

    /// <summary>Where it runs, in words.</summary>
    internal string Where { get; }

    /// <summary>Runs until it is told to end.</summary>
    /// <returns>Null, or what broke.</returns>
    internal string? Run(PartLoop loop)
    {
        _conductor.Start();
        _spinner.Start();
        Open();
        loop.Answer(new PartReady(Where));
        while (!loop.IsOver)
        {
            string? command = loop.Take(TurnMs);
            if (command == "tally") loop.Answer(_last ?? Figures);
            if (command == "end") loop.Answer(End());
            if ((_spinner.Failure ?? _conductor.Failure) is { } failure) return failure.ToString();
            if (_last != null) continue;
            _watch.Look(_lane.Lane.VenueIsUp);
            Play();
        }

        return null;
    }

    /// <inheritdoc/>
    /// <remarks>A log that has not ended stays in memory: the next lane of this folder goes on with it.</remarks>
    public void Dispose()
    {
        _spinner.Stop();
        _conductor.Stop();
        _lane.Lane.Dispose();
        _net.Dispose();
        _rows.Dispose();
        if (_last != null) _streams.Dispose();
        _sessions.Dispose();
        _lock.Dispose();
    }

    private void Restore(OrderLane lane, string segments)
    {
        ulong now = CpuCore.NowNs;
        LaneLog.Read(_streams, segments, (record, position) =>
        {
            if (record.TemplateId == Limit.TemplateId) _version = Math.Max(_version, record.Limit.Version);
            return lane.Restore(record, position, now);
        });
        lane.EndRestore();
        _scenario?.Resume(_version);
    }

    /// <summary>The opening rows, or those of them that a lane that was killed had not offered.</summary>
    private void Open()
    {
        int row = 0;
        foreach (Record opening in Opening.Of(_market))
        {
            if (++row * RowBytes > _streams.Control.Position) Offer(opening);
        }
    }

    private LaneFigures Figures => LaneFigures.Of(_lane, _streams, _risk, _net.Retransmissions);

    private LaneFigures End()
    {
        if (_last != null) return _last;
        _spinner.Stop();
        _streams.Log.Close();
        return _last = Figures.Ended(_lane.Lane, _risk, _market);
    }

    /// <summary>The rows that the day brings; until the first order comes, the opening references stay fresh.</summary>
    private void Play()
    {
        if (_lane.Lane.Tally.Messages == 0 && Environment.TickCount64 - _pricedMs > PricesMs)
        {
            _pricedMs = Environment.TickCount64;
            foreach (Record row in Opening.Prices(_market)) Offer(row);
        }

        if (_scenario == null) return;
        _due.Clear();
        _scenario.Take((int)(_lane.Lane.Tally.Messages * 1000 / _messages), _due);
        foreach (Record row in _due) Offer(row);
    }

    private void Offer(in Record row)
    {
        while (_streams.Control.Offer(MemoryMarshal.AsBytes(new ReadOnlySpan<Record>(in row))) < 0)
        {
            if (_spinner.Failure != null) return;
            System.Threading.Thread.Sleep(1);
        }
    }
}
