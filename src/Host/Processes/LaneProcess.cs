using System;
using System.IO;
using System.Threading;
using Gateway.Aeron;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Host.Market;
using Gateway.Lane;
using Gateway.Native;
using Gateway.Risk;

namespace Gateway.Host.Processes;

/// <summary>The gateway proper as a process: the lane on a core of its own, the conductor beside it.</summary>
/// <remarks>
/// Commands: <c>tally</c> gives figures, <c>end</c> stops the lane, ends the log and gives the last ones; the log's
/// memory stays for its readers until standard input closes.
/// </remarks>
internal sealed class LaneProcess : IDisposable
{
    private const int TurnMs = 5;
    private const long WarmMessagesMax = 2_000;

    private readonly MarketConfig _market;
    private readonly int _messages;
    private readonly FileStream _lock;
    private readonly SessionFiles _sessions;
    private readonly Streams _streams;
    private readonly Net _net;
    private readonly RiskTwin _risk;
    private readonly LaneBody _body;
    private readonly LaneThread _lane;
    private readonly Agent _conductor;
    private readonly Agent _spinner;
    private readonly LogonWatch _watch;
    private LaneFigures? _last;

    /// <summary>Reserves everything and listens.</summary>
    /// <exception cref="IOException">No room, no permission, an address that is taken.</exception>
    internal LaneProcess(MarketSource source, RunOptions options, PartFolder folder)
    {
        _market = source.Market;
        _messages = source.Messages(options);
        Placement placement = Placement.KeepOff(_market);
        _lock = folder.Take("lane");
        _sessions = new SessionFiles(folder.Sessions, "lane", _market.Sessions.Length + 1);
        if (_sessions.HasAny && !CncFile.IsReady(folder.Aeron))
            throw new IOException($"{folder.Sessions}: sessions of a log that has ended; take another folder");
        _streams = Streams.TakeOverOrMake(folder.Aeron, options.TermLength);
        _net = Net.Open("kernel:");
        _risk = new RiskTwin(MarketSizes.Risk(_market), options.Fault == Fault.ForgetRelease);
        LaneSettings sizes = MarketSizes.Lane(_messages, _market.Sessions.Length, options.Fault) with
        {
            StoreOf = _sessions.Open,
        };
        _body = new LaneBody(_market, sizes, _streams, _net, _risk, _sessions.Open(LaneBody.KeptBytes))
        {
            Scenario = source.Input is SyntheticInput ? new Scenario(_market) : null,
        };
        OrderLane lane = _body.Lane;
        if (_streams.IsTakenOver) _body.Restore(options.Log ?? folder.Log, CpuCore.NowNs);
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
            _body.Play(Environment.TickCount64, _messages);
        }

        return null;
    }

    /// <inheritdoc/>
    /// <remarks>A log that has not ended stays in memory: the next lane of this folder goes on with it.</remarks>
    public void Dispose()
    {
        _spinner.Stop();
        _conductor.Stop();
        _body.Dispose();
        _net.Dispose();
        if (_last != null) _streams.Dispose();
        else _streams.Leave();
        _sessions.Dispose();
        _lock.Dispose();
    }

    private LaneFigures Figures => LaneFigures.Of(_lane, _streams, _risk, _net.Retransmissions);

    private LaneFigures End()
    {
        if (_last != null) return _last;
        _spinner.Stop();
        _streams.Log.Close();
        return _last = Figures.Ended(_lane.Lane, _risk, _market);
    }

    /// <summary>The opening rows are in the control stream when it is ready.</summary>
    private void Open()
    {
        _body.Open(Environment.TickCount64);
        while (!_body.Offer() && (_spinner.Failure ?? _conductor.Failure) == null) Thread.Sleep(1);
    }
}
