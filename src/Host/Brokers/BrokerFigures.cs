using System;
using System.Collections.Generic;

namespace Gateway.Host.Brokers;

/// <summary>What brokers counted, as one object: taken where they ran, added up and compared elsewhere.</summary>
public sealed record BrokerFigures
{
    /// <summary>What they sent and were told.</summary>
    public required BrokerTally Tally { get; init; }

    /// <summary>Every session is logged on.</summary>
    public required bool AllActive { get; init; }

    /// <summary>Everything that was to be sent is sent.</summary>
    public required bool IsDone { get; init; }

    /// <summary>Orders acknowledged that have had no final answer; -1 while they run.</summary>
    public long OrdersOpen { get; init; } = -1;

    /// <summary>Percentiles as they were published last.</summary>
    public required LatencyFigures Latency { get; init; }

    /// <summary>Every latency and how often it was seen, in turn; empty while they run.</summary>
    public long[] LatencyCounts { get; init; } = [];

    /// <summary>Nothing that was sent waits for its answer.</summary>
    internal bool IsQuiet => IsDone && Tally.Unanswered == 0;

    /// <summary>Takes the figures; any thread.</summary>
    internal static BrokerFigures Of(BrokerDesk brokers) => new()
    {
        Tally = brokers.Tally,
        AllActive = brokers.AllActive,
        IsDone = brokers.IsDone,
        Latency = brokers.Latency.Figures,
    };

    /// <summary>Takes the figures once the brokers' thread has ended.</summary>
    internal static BrokerFigures OfEnded(BrokerDesk brokers)
    {
        brokers.Latency.Publish(0, last: true);
        return Of(brokers) with
        {
            OrdersOpen = brokers.Orders.CountOpen(),
            LatencyCounts = brokers.Latency.Counts(),
        };
    }

    /// <summary>Adds firms up; of percentiles that cannot be added the worst counts.</summary>
    /// <param name="firms">At least one.</param>
    internal static BrokerFigures Sum(IReadOnlyList<BrokerFigures> firms)
    {
        var tally = new BrokerTally();
        var latency = new Latency();
        bool active = true, done = true;
        long open = 0;
        LatencyFigures worst = new(0, 0, 0);
        foreach (BrokerFigures firm in firms)
        {
            tally.Add(firm.Tally);
            latency.Add(firm.LatencyCounts);
            active &= firm.AllActive;
            done &= firm.IsDone;
            open += firm.OrdersOpen;
            worst = new LatencyFigures(
                Math.Max(worst.P50, firm.Latency.P50),
                Math.Max(worst.P99, firm.Latency.P99),
                Math.Max(worst.P999, firm.Latency.P999));
        }

        latency.Publish(0, last: true);
        return new BrokerFigures
        {
            Tally = tally,
            AllActive = active,
            IsDone = done,
            OrdersOpen = open,
            Latency = latency.Figures.P50 > 0 ? latency.Figures : worst,
        };
    }
}
