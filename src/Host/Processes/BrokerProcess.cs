using System;
using System.Globalization;
using System.IO;
using Gateway.Host.Brokers;
using Gateway.Host.Market;
using Gateway.Native;

namespace Gateway.Host.Processes;

/// <summary>One firm as a process: its sessions, and its part of what all brokers send.</summary>
/// <remarks>
/// Commands: <c>start T</c> starts the schedule at a time of <see cref="CpuCore.TicksNs"/>, <c>stop</c> sends no more,
/// <c>tally</c> gives figures, <c>end</c> the last ones.
/// </remarks>
internal sealed class BrokerProcess : IDisposable
{
    private const int TurnMs = 20;

    private readonly FileStream _lock;
    private readonly SessionFiles _sessions;
    private readonly Net _net;
    private readonly BrokerBody _body;
    private readonly BrokerDesk _brokers;
    private readonly Agent _agent;
    private readonly bool _waits;
    private readonly LogonWatch _watch;

    /// <summary>Reserves everything and dials.</summary>
    /// <param name="source">The market and what all its brokers send.</param>
    /// <param name="options">The command line.</param>
    /// <param name="folder">What outlives it.</param>
    /// <param name="firm">Row of the firm.</param>
    /// <param name="waits">It waits for <c>start</c>; else it starts when it is logged on.</param>
    internal BrokerProcess(MarketSource source, RunOptions options, PartFolder folder, int firm, bool waits)
    {
        _ = Placement.KeepOff(source.Market);
        _waits = waits;
        int messages = source.Messages(options);
        string part = $"broker-{source.Market.Firms[firm].Id}";
        _lock = folder.Take(part);
        _sessions = new SessionFiles(folder.Sessions, part, source.Market.Sessions.Length);
        _net = Net.Open("kernel:");
        double seconds = options.Seconds ?? double.PositiveInfinity;
        var schedule = new BrokerSettings(source.Market, options.Rate, messages, seconds)
        {
            Firm = firm,
            StoreOf = _sessions.Open,
        };
        _body = new BrokerBody(_net, schedule, source.Input, folder.Journal(part));
        _brokers = _body.Desk;
        _watch = new LogonWatch(part, "the lane", Console.Error);
        _agent = new Agent("broker", () => _brokers.Poll(CpuCore.NowNs), AgentIdle.Yield);
    }

    /// <summary>Runs until it is told to end.</summary>
    /// <returns>Null, or what broke.</returns>
    internal string? Run(PartLoop loop)
    {
        _agent.Start();
        loop.Answer(new PartReady("broker polls and yields"));
        while (!loop.IsOver)
        {
            string command = loop.Take(TurnMs) ?? "";
            if (command.StartsWith("start ", StringComparison.Ordinal)) Start(command["start ".Length..]);
            if (command == "stop") _brokers.Stop();
            if (command == "tally") loop.Answer(BrokerFigures.Of(_brokers));
            if (command == "end") loop.Answer(End());
            if (_agent.Failure is { } failure) return failure.ToString();
            _watch.Look(_brokers.AllActive);
            if (!_waits && !_body.IsStarted && _brokers.AllActive) _body.Start(CpuCore.TicksNs);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _agent.Stop();
        _body.Dispose();
        _net.Dispose();
        _sessions.Dispose();
        _lock.Dispose();
    }

    private void Start(string time)
    {
        if (ulong.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out ulong ticksNs))
            _body.Start(ticksNs);
    }

    private BrokerFigures End()
    {
        _agent.Stop();
        return BrokerFigures.OfEnded(_brokers);
    }
}
