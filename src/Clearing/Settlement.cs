using System;
using System.Collections.Generic;

namespace Gateway.Clearing;

/// <summary>Delivery versus payment: every leg of a trade or none. Spec: clearing.md section 7, model 1.</summary>
/// <remarks>
/// First all open trades at once, if together they are covered. Else the queue is scanned in order, a covered trade
/// booked at once, until a scan books nothing; then what is left is resolved, and scanned again while that helps.
/// A trade that nobody covers stops no ring that is before it in the queue.
/// Cost: O(trades) when all are covered, else O(trades) a scan; a scan beyond the first has booked something before.
/// </remarks>
internal sealed class Settlement(Ledger ledger, Rows<Trade> trades, uint house)
{
    private readonly Transfer[] _legs = new Transfer[Trade.LegsMax];
    private readonly TransferResult[] _results = new TransferResult[Trade.LegsMax];

    /// <summary>Settles what is covered.</summary>
    /// <param name="queue">Rows of pending trades in order; those that settle leave it.</param>
    /// <returns>Trades settled.</returns>
    internal int Run(List<int> queue)
    {
        int before = queue.Count;
        List<int> open = OpenOf(queue);
        if (new Coverage(ledger, trades, open).CoversAll())
        {
            SettleTogether(open);
        }
        else
        {
            Scan(open);
            while (Resolve(open)) Scan(open);
        }

        queue.RemoveAll(row => trades[row].State != TradeState.Pending);
        return before - queue.Count;
    }

    /// <summary>What a trade lacks, looked at alone; lots before money.</summary>
    internal PendingTrade Lack(int row)
    {
        ref Trade trade = ref trades[row];
        Int128 lots = trade.MovesLots ? Missing(trade.DelivererRow, trade.Lots) : 0;
        Int128 cash = trade.MovesCash ? Missing(trade.PayerRow, trade.Cash) : 0;
        var pending = new PendingTrade(row + 1, trade.Match, PendingReason.NotSettledYet, 0, 0, 0);
        return trade.Busts != 0
            ? pending with { Reason = PendingReason.Held }
            : lots > 0
            ? new(row + 1, trade.Match, PendingReason.Securities, trade.Deliverer, trade.Security, lots)
            : cash > 0
            ? new(row + 1, trade.Match, PendingReason.Cash, trade.Payer, trade.Currency, cash)
            : pending;
    }

    private List<int> OpenOf(List<int> queue)
    {
        var open = new List<int>(queue.Count);
        foreach (int row in queue)
        {
            if (trades[row].IsOpen) open.Add(row);
        }

        return open;
    }

    private void Scan(List<int> open)
    {
        bool booked = true;
        while (booked)
        {
            booked = false;
            foreach (int row in open)
            {
                if (Covered(trades[row])) booked |= Settle(row);
            }

            open.RemoveAll(row => !trades[row].IsOpen);
        }
    }

    private bool Resolve(List<int> open)
    {
        var kept = new List<int>();
        new Coverage(ledger, trades, open).Resolve(kept);
        SettleTogether(kept);
        open.RemoveAll(row => !trades[row].IsOpen);
        return kept.Count > 0;
    }

    private bool Covered(in Trade trade) =>
        (!trade.MovesCash || Missing(trade.PayerRow, trade.Cash) <= 0)
        && (!trade.MovesLots || Missing(trade.DelivererRow, trade.Lots) <= 0);

    private Int128 Missing(int accountRow, Int128 amount)
    {
        ref readonly LedgerAccount account = ref ledger.Account(accountRow);
        return account.Bounded ? amount - account.Free : 0;
    }

    private bool Settle(int row)
    {
        int count = TradeLegs.Write(_legs, trades[row], row, house, TransferFlags.Post);
        ledger.Post(_legs.AsSpan(0, count), _results);
        Invariant.Require(_results[0] == TransferResult.Ok, "a covered trade settles");
        trades[row].State = TradeState.Settled;
        return true;
    }

    /// <summary>One chain over every leg, so that the ledger itself tests the joint cover.</summary>
    private void SettleTogether(List<int> set)
    {
        var legs = new Transfer[set.Count * Trade.LegsMax];
        int count = 0;
        foreach (int row in set)
        {
            count += TradeLegs.Write(legs.AsSpan(count), trades[row], row, house, TransferFlags.Post);
            legs[count - 1].Flags |= TransferFlags.Linked;
            trades[row].State = TradeState.Settled;
        }

        if (count == 0) return;
        legs[count - 1].Flags &= ~TransferFlags.Linked;
        var results = new TransferResult[count];
        ledger.Post(legs.AsSpan(0, count), results);
        Invariant.Require(results[0] == TransferResult.Ok, "trades covered together settle together");
    }
}
