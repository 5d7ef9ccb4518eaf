using System;
using System.Collections.Generic;

namespace Gateway.Clearing;

/// <summary>Joint cover of a set of trades: a leg may spend what another brings.</summary>
/// <remarks>
/// Spec: clearing.md section 7, resolution by `fifo`, after Bech and Soramäki (Bank of Finland DP 9/2001), widened to
/// many assets; keys are taken in the order of their account rows. The house needs no look: each trade leaves it flat.
/// </remarks>
internal sealed class Coverage
{
    private readonly Ledger _ledger;
    private readonly Rows<Trade> _trades;
    private readonly List<int> _set;
    private readonly Int128[] _nets;
    private readonly bool[] _removed;

    /// <summary>By account row: the last debit of it, an index into <see cref="_before"/>.</summary>
    private readonly int[] _lasts;

    /// <summary>Two debits a trade, cash at 2k and securities at 2k + 1: the debit of the same row before it.</summary>
    private readonly int[] _before;

    /// <summary>Adds up a set of trades.</summary>
    internal Coverage(Ledger ledger, Rows<Trade> trades, List<int> set)
    {
        (_ledger, _trades, _set) = (ledger, trades, set);
        _nets = new Int128[ledger.AccountCount];
        _removed = new bool[set.Count];
        _lasts = new int[ledger.AccountCount];
        _before = new int[2 * set.Count];
        Array.Fill(_lasts, -1);
        for (int k = 0; k < set.Count; k++)
        {
            ref Trade trade = ref trades[set[k]];
            Net(trade, 1);
            if (trade.MovesCash) Push(2 * k, trade.PayerRow);
            if (trade.MovesLots) Push((2 * k) + 1, trade.DelivererRow);
        }
    }

    /// <summary>Whether no account would be short if the whole set settled.</summary>
    internal bool CoversAll()
    {
        for (int row = 0; row < _nets.Length; row++)
        {
            if (Short(row)) return false;
        }

        return true;
    }

    /// <summary>Takes the last trades of short accounts out until nobody is short.</summary>
    /// <param name="kept">Gets the trades that can settle together, in order.</param>
    internal void Resolve(List<int> kept)
    {
        var shorts = new PriorityQueue<int, int>();
        for (int row = 0; row < _nets.Length; row++)
        {
            if (Short(row)) shorts.Enqueue(row, row);
        }

        while (shorts.TryPeek(out int row, out _))
        {
            if (Short(row)) RemoveLast(row, shorts);
            else shorts.Dequeue();
        }

        for (int k = 0; k < _set.Count; k++)
        {
            if (!_removed[k]) kept.Add(_set[k]);
        }
    }

    private bool Short(int row)
    {
        ref readonly LedgerAccount account = ref _ledger.Account(row);
        return account.Bounded && account.Free + _nets[row] < 0;
    }

    private void RemoveLast(int row, PriorityQueue<int, int> shorts)
    {
        int debit = _lasts[row];
        while (_removed[debit / 2]) debit = _before[debit];
        _lasts[row] = _before[debit];
        _removed[debit / 2] = true;
        ref Trade trade = ref _trades[_set[debit / 2]];
        Net(trade, -1);
        if (Short(trade.PayeeRow)) shorts.Enqueue(trade.PayeeRow, trade.PayeeRow);
        if (Short(trade.ReceiverRow)) shorts.Enqueue(trade.ReceiverRow, trade.ReceiverRow);
    }

    private void Push(int debit, int row)
    {
        _before[debit] = _lasts[row];
        _lasts[row] = debit;
    }

    private void Net(in Trade trade, int sign)
    {
        _nets[trade.PayerRow] -= sign * trade.Cash;
        _nets[trade.PayeeRow] += sign * trade.Cash;
        _nets[trade.DelivererRow] -= sign * (Int128)trade.Lots;
        _nets[trade.ReceiverRow] += sign * (Int128)trade.Lots;
    }
}
