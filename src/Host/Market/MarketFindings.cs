using System.Collections.Generic;
using System.Linq;
using Gateway.Host.Brokers;

namespace Gateway.Host.Market;

/// <summary>What must hold at the end of a run, compared between the parts' own tallies.</summary>
internal static class MarketFindings
{
    /// <summary>Compares.</summary>
    /// <param name="of">The run's parts.</param>
    /// <returns>What does not hold, one line each; empty when the books balance.</returns>
    internal static List<string> Of(MarketResult of)
    {
        var findings = new List<string>();
        void Equal(string what, long left, long right)
        {
            if (left != right) findings.Add($"{what}: {left} against {right}");
        }

        BrokerTally told = of.Brokers.Tally;
        long rejected = told.OrdersRejected.Sum();
        Equal("orders sent = acknowledged + rejected", told.OrdersSent, told.OrdersAcknowledged + rejected);
        Equal("cancels sent = accepted + rejected", told.CancelsSent, told.CancelsAccepted + told.CancelsRejected);
        Equal("replaces sent = accepted + rejected", told.ReplacesSent, told.ReplacesAccepted + told.ReplacesRejected);
        Equal("orders sent = ended or open at the brokers", told.OrdersSent, told.OrdersEnded + of.Brokers.OrdersOpen);
        Equal("orders open at the brokers and in the lane", of.Brokers.OrdersOpen, of.Lane.OrdersOpen);
        Equal("orders open at the brokers and at the venue", of.Brokers.OrdersOpen, of.Venue.OrdersOpen);
        Equal("answers that nobody asked for", told.Unexpected, 0);
        Equal("requests in the lane that wait for the venue", of.Lane.Waiting, 0);
        Equal("answers of the venue about unknown orders, and control rows that are none", of.Lane.Unknown, 0);
        Equal("executions at the venue and at the brokers", of.Venue.Executions, told.Executions);
        Equal("executions at the venue and in the log", of.Venue.Executions, of.ExecutionsLog);
        Equal("executions at the venue = 2 × trades cleared", of.Venue.Executions, 2 * of.TradesCleared);
        Equal("underflows, overfills and saturations of exposure", of.Lane.Alerts, 0);
        if (of.Lane.ExposureDifference != null) findings.Add($"exposure: {of.Lane.ExposureDifference}");
        foreach ((string asset, string sum) in of.LedgerSum)
        {
            if (sum != "0") findings.Add($"ledger sum of {asset}: {sum}");
        }

        if (of.StateHashLive.Length == 0 || of.StateHashLive != of.StateHashReplay)
            findings.Add($"state hash: live {of.StateHashLive}, replayed {of.StateHashReplay}");
        findings.AddRange(of.Faults);
        return findings;
    }
}
