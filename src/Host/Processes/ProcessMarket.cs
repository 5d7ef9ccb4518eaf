using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Gateway.Host.Brokers;
using Gateway.Host.Configuration;
using Gateway.Host.Market;
using Gateway.Host.Verbs;

namespace Gateway.Host.Processes;

/// <summary>The parts of a market, each a process: started, asked, and told to end.</summary>
/// <remarks>
/// <code>
/// broker ─┐
/// broker ─┴─TCP─ lane ─TCP─ venue          each a process, as is a relay before the lane; their parent is none of them
///                 └─ log (shared memory) ─ recorder, clearing
/// </code>
/// </remarks>
internal sealed class ProcessMarket : IDisposable
{
    private const int AnswerMs = 5_000;

    private readonly List<Part> _parts = [];

    /// <summary>Starts every part.</summary>
    /// <param name="source">What is played.</param>
    /// <param name="options">The command line.</param>
    /// <param name="workFolder">Of this market alone.</param>
    /// <param name="disk">Where log and journal lie.</param>
    /// <exception cref="IOException">A part cannot start; the message is what it said.</exception>
    internal ProcessMarket(MarketSource source, RunOptions options, string workFolder, string disk)
    {
        options = options with { Host = options.Host ?? OwnHost(), Log = disk };
        Journal = Path.Combine(Directory.CreateDirectory(disk).FullName, "clearing.journal");
        string[] where = [$"--dir={workFolder}", $"--aeron={Streams.OwnDirectory()}", "--temporary"];
        string[] common = [.. MarketFlags.Arguments(options), .. where];
        string[] brokers = [.. MarketFlags.Arguments(options.IsRelayed ? options with { Host = RelayHost() } : options)];
        string log = $"--log={disk}";
        try
        {
            Venue = Add("venue", common);
            Lane = Add("lane", [.. common, log]);
            if (options.IsRelayed) Relay = Add("relay", RelayOf(source.Market, options));
            Brokers =
            [
                .. source.Market.Firms.Select(
                    firm => Add("broker", [.. brokers, .. where, $"--firm={firm.Id}", "--wait"])),
            ];
            Where = Lane.Ready().Where;
            Recorder = Add("recorder", [.. where, log], tells: false);
            Clearing = Add("clearing", [.. where, $"--journal={Journal}", "--json"], tells: false);
            _ = Venue.Ready();
            _ = Relay?.Ready();
            foreach (Part broker in Brokers) _ = broker.Ready();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What clearing goes on with.</summary>
    internal string Journal { get; }

    /// <summary>Where the lane runs, in words.</summary>
    internal string Where { get; }

    internal Part Lane { get; }

    internal Part Venue { get; }

    /// <summary>Between brokers and lane; null: nothing is.</summary>
    internal Part? Relay { get; }

    internal Part Recorder { get; }

    internal Part Clearing { get; }

    internal Part[] Brokers { get; }

    /// <summary>Figures of the lane; null when it gave none.</summary>
    internal LaneFigures? AskLane(string command = "tally") => Lane.Process.Ask<LaneFigures>(command, AnswerMs);

    /// <summary>Figures of the venue; null when it gave none.</summary>
    internal VenueFigures? AskVenue(string command = "tally") => Venue.Process.Ask<VenueFigures>(command, AnswerMs);

    /// <summary>Figures of the relay; null when there is none or it gave none.</summary>
    internal RelayFigures? AskRelay() => Relay?.Process.Ask<RelayFigures>("tally", AnswerMs);

    /// <summary>Figures of all brokers together; null when one gave none.</summary>
    internal BrokerFigures? AskBrokers(string command = "tally")
    {
        BrokerFigures?[] firms =
            [.. Brokers.Select(broker => broker.Process.Ask<BrokerFigures>(command, AnswerMs))];
        return firms.Contains(null) ? null : BrokerFigures.Sum(firms!);
    }

    /// <summary>Tells every broker.</summary>
    internal void TellBrokers(string command)
    {
        foreach (Part broker in Brokers) broker.Process.Tell(command);
    }

    /// <summary>What parts that have ended said.</summary>
    internal IEnumerable<string> Complaints =>
        _parts.Where(part => part.Process.HasExited).Select(part => part.Process.Complaint);

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = _parts.Count - 1; i >= 0; i--) _parts[i].Dispose();
    }

    /// <summary>An address of this machine that no other run has: all of 127.0.0.0/8 is local.</summary>
    private static string OwnHost(int last = 1)
    {
        int id = Environment.ProcessId;
        return string.Create(
            CultureInfo.InvariantCulture, $"127.{1 + (id >> 15 & 127)}.{id >> 7 & 255}.{last + (id & 127)}");
    }

    /// <summary>Another one.</summary>
    private static string RelayHost() => OwnHost(last: 128);

    private static List<string> RelayOf(MarketConfig market, RunOptions options)
    {
        List<string> arguments =
        [
            .. market.WithHost(RelayHost()).Sessions.Select(session => $"--listen={session.Listen}").Distinct(),
            $"--to={options.Host}",
            $"--seed={options.Seed}",
            FormattableString.Invariant($"--delay={options.Delay.TotalMilliseconds}"),
        ];
        if (options.CutSeconds is { } cut) arguments.Add(FormattableString.Invariant($"--cut={cut}"));
        if (market.LaneCore is { } core) arguments.Add($"--avoid={core}");
        return arguments;
    }

    private Part Add(string verb, IReadOnlyList<string> arguments, bool tells = true)
    {
        var part = new Part(verb, arguments, tells);
        _parts.Add(part);
        return part;
    }
}
