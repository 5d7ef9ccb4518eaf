using System.Collections.Generic;
using System.Text.Json;

namespace Gateway.Host.Market;

/// <summary>Everything that the parts of a run counted, each by itself.</summary>
internal sealed record MarketResult
{
    /// <summary>Packet path.</summary>
    internal required string Net { get; init; }

    /// <summary>Risk device.</summary>
    internal required string Risk { get; init; }

    /// <summary>Messages, orders, cancels and replaces that the brokers sent.</summary>
    internal required (long Messages, long Orders, long Cancels, long Replaces) Sent { get; init; }

    internal required long Acknowledged { get; init; }

    internal required long CancelsAccepted { get; init; }

    internal required long CancelsRejected { get; init; }

    internal required long ReplacesAccepted { get; init; }

    internal required long ReplacesRejected { get; init; }

    /// <summary>Verdict and count; every verdict that an order can have.</summary>
    internal required IReadOnlyList<(string Verdict, long Count)> Rejected { get; init; }

    internal required long Ended { get; init; }

    internal required long OrdersOpen { get; init; }

    internal required long OrdersOpenLane { get; init; }

    internal required long OrdersOpenVenue { get; init; }

    internal required long WaitingLane { get; init; }

    internal required long Unexpected { get; init; }

    internal required long UnknownAnswers { get; init; }

    internal required long ExecutionsVenue { get; init; }

    internal required long ExecutionsBrokers { get; init; }

    internal required long ExecutionsLog { get; init; }

    /// <summary>Underflows, overfills and saturations of exposure.</summary>
    internal required long Alerts { get; init; }

    internal required string? ExposureDifference { get; init; }

    /// <summary>Clearing's own report; null when it gave none.</summary>
    internal required JsonDocument? Cleared { get; init; }

    /// <summary>The report of a new process that read the journal; null when it gave none.</summary>
    internal required JsonDocument? Replayed { get; init; }

    internal required (long P50, long P99, long P999) LatencyNs { get; init; }

    /// <summary>Hop and median ns per message.</summary>
    internal required IReadOnlyList<(string Hop, long Ns)> Hops { get; init; }

    internal required long Retransmissions { get; init; }

    internal required long LaneAllocatedBytes { get; init; }

    internal required long LaneMessagesMeasured { get; init; }

    internal required (int Gen0, int Gen1, int Gen2) Collections { get; init; }

    /// <summary>Sending lasted so long.</summary>
    internal required double Seconds { get; init; }

    /// <summary>What went wrong on the way.</summary>
    internal required IReadOnlyList<string> Faults { get; init; }

    internal long RejectedCount
    {
        get
        {
            long sum = 0;
            foreach ((_, long count) in Rejected) sum += count;
            return sum;
        }
    }

    internal long TradesCleared => Cleared?.RootElement.GetProperty("tradesCleared").GetInt64() ?? -1;

    internal string StateHashLive => Hash(Cleared);

    internal string StateHashReplay => Hash(Replayed);

    /// <summary>Asset and sum, as clearing wrote them.</summary>
    internal IEnumerable<(string Asset, string Sum)> LedgerSum
    {
        get
        {
            if (Cleared == null) yield break;
            foreach (JsonProperty asset in Cleared.RootElement.GetProperty("ledgerSum").EnumerateObject())
                yield return (asset.Name, asset.Value.GetRawText());
        }
    }

    private static string Hash(JsonDocument? report) =>
        report?.RootElement.GetProperty("stateHash").GetString() ?? "";
}
