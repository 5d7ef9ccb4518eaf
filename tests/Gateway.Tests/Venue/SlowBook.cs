using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Venue;

namespace Gateway.Tests.Venue;

/// <summary>What a book has to do, as plainly as possible: a list, sorted whenever an order is looked for.</summary>
internal sealed class SlowBook
{
    private readonly List<SlowOrder> _resting = [];
    private int _time;

    public List<string> Told { get; } = [];

    public IEnumerable<int> Rows(bool buy) => Sorted(buy).Select(order => order.Row);

    public SlowOrder? Find(int row) => _resting.Find(order => order.Row == row);

    public void Enter(SlowOrder order)
    {
        if (order.PostOnly && Takes(order).Any())
        {
            Told.Add($"rejected {order.Row} {BookReason.WouldTake}");
            return;
        }

        Told.Add($"acknowledged {order.Row}");
        bool kill = order.Validity == Validity.FillOrKill && Takes(order).Sum(o => o.Open) < order.Open;
        if (!kill) Match(order);
        Settle(order);
    }

    public void Cancel(int row)
    {
        _resting.Remove(Find(row)!);
        Told.Add($"cancelled {row}");
    }

    public void Replace(int row, int price, uint quantity, bool postOnly)
    {
        SlowOrder order = Find(row)!;
        SlowOrder wanted = order with { Price = price, Quantity = quantity, PostOnly = postOnly };
        BookReason reason = quantity <= order.Filled ? BookReason.QuantityFilled
            : postOnly && Takes(wanted).Any() ? BookReason.WouldTake : BookReason.None;
        Told.Add(reason == BookReason.None ? $"replaced {row}" : $"replace rejected {row} {reason}");
        if (reason != BookReason.None) return;

        _resting.Remove(order);
        if (price == order.Price && quantity <= order.Quantity)
        {
            _resting.Add(wanted);
            return;
        }

        Match(wanted);
        Settle(wanted);
    }

    private IEnumerable<SlowOrder> Sorted(bool buy) => _resting.Where(o => o.Buy == buy)
        .OrderBy(o => buy ? -(long)o.Price : o.Price).ThenBy(o => o.Time);

    private IEnumerable<SlowOrder> Takes(SlowOrder taker) => Sorted(!taker.Buy)
        .Where(o => taker.Market || (taker.Buy ? o.Price <= taker.Price : o.Price >= taker.Price));

    private void Match(SlowOrder taker)
    {
        foreach (SlowOrder maker in Takes(taker).ToList())
        {
            uint quantity = Math.Min(taker.Open, maker.Open);
            if (quantity == 0) return;
            taker.Filled += quantity;
            maker.Filled += quantity;
            Told.Add($"trade {taker.Row} {maker.Row} {quantity} at {maker.Price}");
            if (maker.Open == 0) _resting.Remove(maker);
        }
    }

    private void Settle(SlowOrder order)
    {
        if (order.Open == 0) return;
        order.Time = _time++;
        bool stands = order.Validity is Validity.Day or Validity.UntilCancelled;
        if (stands && !order.Market) _resting.Add(order);
        else Told.Add($"cancelled {order.Row}");
    }
}
