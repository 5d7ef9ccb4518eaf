using System;
using System.Diagnostics;

namespace Gateway.Venue;

/// <summary>The order book of one instrument: price, then time. Pure; one thread owns it.</summary>
/// <remarks>
/// <para>
/// <see cref="Enter"/>, <see cref="Cancel"/> or <see cref="Replace"/> begins, then <see cref="TryNext"/> does the work
/// one event at a time until it returns false: whoever has no room to tell an event simply asks for it later. Nothing
/// else may begin before.
/// </para>
/// <para>
/// An incoming order trades at the price of the order that rests. A market order trades at any price, and what is left
/// of it, of an IOC or of an unfillable FOK is cancelled. Orders of one owner trade with each other: preventing that is
/// the member's business. A replace keeps its time only when the price stays and the quantity does not rise.
/// </para>
/// <para>
/// The row of an order that ended (rejected, cancelled, open quantity 0 after a trade) is the caller's again with the
/// event that says so.
/// </para>
/// </remarks>
/// <param name="pool">Rows of the orders; books may share one.</param>
public sealed class MatchingBook(OrderPool pool)
{
    private readonly PriceLadder _bids = new(pool.Capacity);
    private readonly PriceLadder _offers = new(pool.Capacity);
    private Stage _stage;
    private Stage _after;
    private BookEvent _answer;

    private enum Stage : byte
    {
        Idle,
        Answer,
        Match,
        CancelRest,
    }

    /// <summary>Something began and <see cref="TryNext"/> has not returned false yet.</summary>
    public bool Working => _stage != Stage.Idle;

    /// <summary>Brings a new order in: acknowledged, then its trades, then perhaps cancelled; or rejected.</summary>
    /// <param name="row">Its row, filled in, <see cref="BookOrder.Filled"/> 0, quantity above 0.</param>
    public void Enter(int row)
    {
        ref BookOrder order = ref pool[row];
        order.Level = -1;
        bool refused = order.PostOnly && Crosses(order);
        if (refused) Begin(new BookEvent(BookEventKind.Rejected, row, BookReason.WouldTake), Stage.Idle);
        else Begin(new BookEvent(BookEventKind.Acknowledged, row), Taking(order));
    }

    /// <summary>Takes a resting order out: cancelled.</summary>
    /// <param name="row">An order that rests here.</param>
    public void Cancel(int row)
    {
        Unlink(row);
        Begin(new BookEvent(BookEventKind.Cancelled, row), Stage.Idle);
    }

    /// <summary>Changes a resting order: replaced, then perhaps trades; or the replace is rejected.</summary>
    /// <param name="row">An order that rests here.</param>
    /// <param name="price">New limit, ticks.</param>
    /// <param name="quantity">New quantity in all, fills included, lots.</param>
    /// <param name="postOnly">It may only rest.</param>
    public void Replace(int row, int price, uint quantity, bool postOnly)
    {
        ref BookOrder order = ref pool[row];
        BookReason reason = Refusal(order, price, quantity, postOnly);
        if (reason != BookReason.None)
        {
            Begin(new BookEvent(BookEventKind.ReplaceRejected, row, reason), Stage.Idle);
            return;
        }

        order.PostOnly = postOnly;
        bool stays = price == order.Price && quantity <= order.Quantity;
        if (stays) pool.Levels[order.Level].Quantity -= order.Quantity - quantity;
        else Unlink(row);
        order.Price = price;
        order.Quantity = quantity;
        Begin(new BookEvent(BookEventKind.Replaced, row), stays ? Stage.Idle : Stage.Match);
    }

    /// <summary>Does the next step of what began.</summary>
    /// <param name="happened">What it was; default when false.</param>
    /// <returns>False when there was nothing left to tell: the book is idle.</returns>
    public bool TryNext(out BookEvent happened)
    {
        happened = default;
        switch (_stage)
        {
            case Stage.Answer:
                happened = _answer;
                _stage = _after;
                return true;
            case Stage.Match:
                return Match(_answer.Row, out happened);
            case Stage.CancelRest:
                happened = new BookEvent(BookEventKind.Cancelled, _answer.Row);
                _stage = Stage.Idle;
                return true;
            default:
                return false;
        }
    }

    /// <summary>The best price of a side.</summary>
    /// <param name="buy">True: bids.</param>
    /// <param name="price">Ticks.</param>
    /// <param name="quantity">Open lots at it.</param>
    /// <returns>False when the side is empty.</returns>
    public bool TryBest(bool buy, out int price, out ulong quantity)
    {
        PriceLadder side = Side(buy);
        (price, quantity) = (0, 0);
        if (side.Count == 0) return false;

        price = buy ? side.BestKey : -side.BestKey;
        quantity = pool.Levels[side.BestLevel].Quantity;
        return true;
    }

    /// <summary>The orders that rest on a side, in the order in which they would trade.</summary>
    /// <param name="buy">True: bids.</param>
    /// <param name="rows">Filled from the front.</param>
    /// <returns>How many were filled.</returns>
    public int CopyRows(bool buy, Span<int> rows)
    {
        PriceLadder side = Side(buy);
        int count = 0;
        for (int rank = 0; rank < side.Count; rank++)
        {
            side.At(rank, out int level);
            for (int row = pool.Levels[level].Head; row >= 0 && count < rows.Length; row = pool[row].Next)
            {
                rows[count++] = row;
            }
        }

        return count;
    }

    private PriceLadder Side(bool buy) => buy ? _bids : _offers;

    private void Begin(BookEvent answer, Stage after)
    {
        Debug.Assert(_stage == Stage.Idle, "one thing at a time");
        _answer = answer;
        _after = after;
        _stage = Stage.Answer;
    }

    private BookReason Refusal(in BookOrder order, int price, uint quantity, bool postOnly)
    {
        if (quantity <= order.Filled) return BookReason.QuantityFilled;
        BookOrder wanted = order;
        wanted.Price = price;
        return postOnly && Crosses(wanted) ? BookReason.WouldTake : BookReason.None;
    }

    private Stage Taking(in BookOrder order) =>
        order.Validity == Validity.FillOrKill && !Fills(order) ? Stage.CancelRest : Stage.Match;

    private bool Crosses(in BookOrder order)
    {
        PriceLadder against = Side(!order.Buy);
        return against.Count > 0 && against.BestKey >= Worst(order);
    }

    /// <summary>The worst key of the other side that the order still takes.</summary>
    private static int Worst(in BookOrder order) => order.Market ? int.MinValue : -order.Key;

    private bool Fills(in BookOrder order)
    {
        PriceLadder against = Side(!order.Buy);
        ulong there = 0;
        for (int rank = 0; rank < against.Count && there < order.Open; rank++)
        {
            if (against.At(rank, out int level) < Worst(order)) break;
            there += pool.Levels[level].Quantity;
        }

        return there >= order.Open;
    }

    private bool Match(int row, out BookEvent happened)
    {
        ref BookOrder taker = ref pool[row];
        if (Crosses(taker))
        {
            happened = Trade(row, ref taker);
            return true;
        }

        _stage = Stage.Idle;
        happened = taker.Rests ? default : new BookEvent(BookEventKind.Cancelled, row);
        if (taker.Rests) Link(row, ref taker);
        return happened.Kind == BookEventKind.Cancelled;
    }

    private BookEvent Trade(int row, ref BookOrder taker)
    {
        ref PriceLevel level = ref pool.Levels[Side(!taker.Buy).BestLevel];
        int makerRow = level.Head;
        ref BookOrder maker = ref pool[makerRow];
        uint quantity = Math.Min(taker.Open, maker.Open);
        taker.Filled += quantity;
        maker.Filled += quantity;
        level.Quantity -= quantity;
        if (maker.Open == 0) Unlink(makerRow);
        if (taker.Open == 0) _stage = Stage.Idle;
        return new BookEvent(BookEventKind.Trade, row, BookReason.None, makerRow, maker.Price, quantity);
    }

    private void Link(int row, ref BookOrder order)
    {
        PriceLadder side = Side(order.Buy);
        int levelRow = side.Find(order.Key, out int index);
        if (levelRow < 0)
        {
            levelRow = pool.FreeLevels.Take();
            pool.Levels[levelRow] = new PriceLevel { Head = -1, Tail = -1 };
            side.Insert(index, order.Key, levelRow);
        }

        ref PriceLevel level = ref pool.Levels[levelRow];
        order.Level = levelRow;
        order.Next = -1;
        order.Previous = level.Tail;
        if (level.Tail < 0) level.Head = row;
        else pool[level.Tail].Next = row;
        level.Tail = row;
        level.Quantity += order.Open;
    }

    private void Unlink(int row)
    {
        ref BookOrder order = ref pool[row];
        ref PriceLevel level = ref pool.Levels[order.Level];
        level.Quantity -= order.Open;
        if (order.Previous < 0) level.Head = order.Next;
        else pool[order.Previous].Next = order.Next;
        if (order.Next < 0) level.Tail = order.Previous;
        else pool[order.Next].Previous = order.Previous;
        if (level.Head < 0) Drop(order);
        order.Level = -1;
    }

    private void Drop(in BookOrder order)
    {
        PriceLadder side = Side(order.Buy);
        pool.FreeLevels.Return(side.Find(order.Key, out int index));
        side.Remove(index);
    }
}
