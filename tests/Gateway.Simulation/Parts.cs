using System.Collections.Generic;
using System.Linq;

namespace Gateway.Simulation;

/// <summary>The processes of a market, and the lines between them.</summary>
internal sealed class Parts
{
    internal Parts(Machine machine, Flow flow, LateJournals? late)
    {
        Lane = new LanePart(machine, flow.Messages, late);
        Venue = new VenuePart(machine, flow.Messages);
        Brokers = [.. machine.Outside.Firms.Select((_, row) => new BrokerPart(machine, row, flow))];
        Clearing = new ClearingPart(machine);
        Recorder = new RecorderPart(machine);
        Links =
        [
            new Link(machine, machine.Gateway.Venue.Connect, machine.Outside.Venue.Connect),
            .. machine.Outside.Sessions.Select(
                (session, row) => new Link(machine, session.Listen, machine.Gateway.Sessions[row].Listen)),
        ];
        All = [Lane, Venue, .. Brokers, Clearing, Recorder];
    }

    internal LanePart Lane { get; }

    internal VenuePart Venue { get; }

    internal BrokerPart[] Brokers { get; }

    internal ClearingPart Clearing { get; }

    internal RecorderPart Recorder { get; }

    /// <summary>The first one leads to the venue.</summary>
    internal Link[] Links { get; }

    /// <summary>All processes; the lane, which makes what the others look for, comes first.</summary>
    internal IReadOnlyList<Part> All { get; }
}
