using System.Collections.Generic;

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

        Equal("orders sent = acknowledged + rejected", of.Sent.Orders, of.Acknowledged + of.RejectedCount);
        Equal("cancels sent = accepted + rejected", of.Sent.Cancels, of.CancelsAccepted + of.CancelsRejected);
        Equal("replaces sent = accepted + rejected", of.Sent.Replaces, of.ReplacesAccepted + of.ReplacesRejected);
        Equal("orders sent = ended or open at the brokers", of.Sent.Orders, of.Ended + of.OrdersOpen);
        Equal("orders open at the brokers and in the lane", of.OrdersOpen, of.OrdersOpenLane);
        Equal("orders open at the brokers and at the venue", of.OrdersOpen, of.OrdersOpenVenue);
        Equal("answers that nobody asked for", of.Unexpected, 0);
        Equal("requests in the lane that wait for the venue", of.WaitingLane, 0);
        Equal("answers of the venue about unknown orders, and control rows that are none", of.UnknownAnswers, 0);
        Equal("executions at the venue and at the brokers", of.ExecutionsVenue, of.ExecutionsBrokers);
        Equal("executions at the venue and in the log", of.ExecutionsVenue, of.ExecutionsLog);
        Equal("executions at the venue = 2 × trades cleared", of.ExecutionsVenue, 2 * of.TradesCleared);
        Equal("underflows, overfills and saturations of exposure", of.Alerts, 0);
        if (of.ExposureDifference != null) findings.Add($"exposure: {of.ExposureDifference}");
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
