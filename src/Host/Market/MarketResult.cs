using System.Collections.Generic;
using System.Text.Json;
using Gateway.Host.Brokers;
using Gateway.Host.Processes;
using Gateway.Wire;

namespace Gateway.Host.Market;

/// <summary>Everything that the parts of a run counted, each by itself.</summary>
internal sealed record MarketResult
{
    /// <summary>Packet path.</summary>
    internal required string Net { get; init; }

    /// <summary>Risk device.</summary>
    internal required string Risk { get; init; }

    /// <summary>What the brokers counted, all firms together.</summary>
    internal required BrokerFigures Brokers { get; init; }

    /// <summary>What the lane counted.</summary>
    internal required LaneFigures Lane { get; init; }

    /// <summary>What the venue counted.</summary>
    internal required VenueFigures Venue { get; init; }

    /// <summary>Fills in the log.</summary>
    internal required long ExecutionsLog { get; init; }

    /// <summary>Clearing's own report; null when it gave none.</summary>
    internal required JsonDocument? Cleared { get; init; }

    /// <summary>The report of a new process that read the journal; null when it gave none.</summary>
    internal required JsonDocument? Replayed { get; init; }

    /// <summary>Sending lasted so long.</summary>
    internal required double Seconds { get; init; }

    /// <summary>What was done to the parts; null: nothing was asked for.</summary>
    internal IReadOnlyList<ChaosEvent>? Chaos { get; init; }

    /// <summary>Connections of the brokers that were cut; null: there was no relay.</summary>
    internal long? Cuts { get; init; }

    /// <summary>What went wrong on the way.</summary>
    internal required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Verdict and count; every verdict that an order can have.</summary>
    internal IEnumerable<(string Verdict, long Count)> Rejected
    {
        get
        {
            for (Verdict verdict = Verdict.Malformed; verdict <= Verdict.MessageRate; verdict++)
                yield return (verdict.ToString(), Brokers.Tally.OrdersRejected[(int)verdict]);
            yield return (nameof(Verdict.Venue), Brokers.Tally.OrdersRejected[(int)Verdict.Venue]);
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
