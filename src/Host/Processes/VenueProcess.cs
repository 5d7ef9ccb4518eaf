using System;
using System.IO;
using Gateway.Host.Market;
using Gateway.Native;
using Gateway.Venue;

namespace Gateway.Host.Processes;

/// <summary>The simulated exchange as a process.</summary>
/// <remarks>Commands: <c>tally</c> gives figures, <c>end</c> the last ones.</remarks>
internal sealed class VenueProcess : IDisposable
{
    private const int TurnMs = 20;

    private readonly FileStream _lock;
    private readonly SessionFiles _sessions;
    private readonly Net _net;
    private readonly Exchange _venue;
    private readonly VenueBody _body;
    private readonly Agent _agent;

    /// <summary>Opens its books and listens.</summary>
    /// <exception cref="IOException">No room, an address that is taken.</exception>
    internal VenueProcess(MarketSource source, RunOptions options, PartFolder folder)
    {
        _ = Placement.KeepOff(source.Market);
        int messages = source.Messages(options);
        _lock = folder.Take("venue");
        _sessions = new SessionFiles(folder.Sessions, "venue", 1);
        _net = Net.Open("kernel:");
        ExchangeSettings sizes = MarketSizes.Venue(source.Market, messages, options.Fault);
        _body = new VenueBody(_net, sizes with { StoreOf = _sessions.Open }, folder.Journal("venue"));
        _venue = _body.Books;
        _agent = new Agent("venue", () => _venue.Poll(CpuCore.NowNs), AgentIdle.Yield);
    }

    /// <summary>Runs until it is told to end.</summary>
    /// <returns>Null, or what broke.</returns>
    internal string? Run(PartLoop loop)
    {
        _agent.Start();
        loop.Answer(new PartReady("venue polls and yields"));
        while (!loop.IsOver)
        {
            string? command = loop.Take(TurnMs);
            if (command == "end") _agent.Stop();
            if (command is "tally" or "end") loop.Answer(VenueFigures.Of(_venue));
            if (_agent.Failure is { } failure) return failure.ToString();
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _agent.Stop();
        _net.Dispose();
        _body.Dispose();
        _sessions.Dispose();
        _lock.Dispose();
    }
}
