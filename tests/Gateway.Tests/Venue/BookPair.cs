using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Venue;
using Xunit;

namespace Gateway.Tests.Venue;

/// <summary>The book and its plain model, given the same steps; <see cref="Told"/> is what the book said.</summary>
internal sealed class BookPair(int capacity = 64)
{
    public OrderPool Pool { get; } = new(capacity);

    public List<string> Told { get; } = [];

    public MatchingBook Book => field ??= new MatchingBook(Pool);

    public SlowBook Model { get; } = new();

    public void Do(BookStep step)
    {
        int[] open = [.. Model.Rows(true), .. Model.Rows(false)];
        if (step.What < 6 || open.Length == 0) Enter(step);
        else Change(step, open[step.Which % open.Length]);
        Assert.Equal(Model.Told, Told);
        Agree(true);
        Agree(false);
        Assert.True(IsNotCrossed());
    }

    private void Enter(BookStep step)
    {
        int row = Pool.Take();
        if (row < 0) return;
        Pool[row] = new BookOrder
        {
            Price = step.Market ? 0 : step.Price,
            Quantity = step.Quantity,
            Buy = step.Buy,
            Market = step.Market,
            PostOnly = step.PostOnly,
            Validity = step.Validity,
        };
        Model.Enter(new SlowOrder(row, step.Buy, step.Market, step.Validity)
        {
            Price = step.Price,
            Quantity = step.Quantity,
            PostOnly = step.PostOnly,
        });
        Book.Enter(row);
        Listen();
    }

    private void Change(BookStep step, int row)
    {
        SlowOrder order = Model.Find(row)!;
        int price = step.Which % 3 == 0 ? order.Price : step.Price;
        if (step.What < 8) Model.Cancel(row);
        else Model.Replace(row, price, step.Quantity, step.PostOnly);
        if (step.What < 8) Book.Cancel(row);
        else Book.Replace(row, price, step.Quantity, step.PostOnly);
        Listen();
    }

    private void Listen()
    {
        while (Book.TryNext(out BookEvent happened)) Told.Add(Tell(happened));
        Assert.False(Book.Working);
    }

    private string Tell(BookEvent e)
    {
        if (e.Kind == BookEventKind.Trade) return Trade(e);
        if (e.Kind is BookEventKind.Rejected or BookEventKind.Cancelled) Pool.Return(e.Row);
        return e.Kind switch
        {
            BookEventKind.Acknowledged => $"acknowledged {e.Row}",
            BookEventKind.Rejected => $"rejected {e.Row} {e.Reason}",
            BookEventKind.Cancelled => $"cancelled {e.Row}",
            BookEventKind.Replaced => $"replaced {e.Row}",
            BookEventKind.ReplaceRejected => $"replace rejected {e.Row} {e.Reason}",
            _ => throw new InvalidOperationException(e.ToString()),
        };
    }

    private string Trade(BookEvent e)
    {
        if (Pool[e.Maker].Open == 0) Pool.Return(e.Maker);
        if (Pool[e.Row].Open == 0) Pool.Return(e.Row);
        return $"trade {e.Row} {e.Maker} {e.Quantity} at {e.Price}";
    }

    private void Agree(bool buy)
    {
        int[] rows = new int[Pool.Capacity];
        int count = Book.CopyRows(buy, rows);
        Assert.Equal(Model.Rows(buy), rows.Take(count));
        SlowOrder[] best = [.. Model.Rows(buy).Select(row => Model.Find(row)!)];
        bool any = Book.TryBest(buy, out int price, out ulong quantity);
        Assert.Equal(best.Length > 0, any);
        if (any) Assert.Equal(best[0].Price, price);
        Assert.Equal(best.Where(o => o.Price == best[0].Price).Sum(o => o.Open), (long)quantity);
        foreach (SlowOrder order in best)
        {
            BookOrder booked = Pool[order.Row];
            Assert.Equal((order.Filled, order.Quantity), (booked.Filled, booked.Quantity));
        }
    }

    private bool IsNotCrossed() =>
        !Book.TryBest(true, out int bid, out _) || !Book.TryBest(false, out int offer, out _) || bid < offer;
}
