using System;
using System.Collections.Generic;
using Gateway.Venue;
using Xunit;

namespace Gateway.Tests.Venue;

[Collection(BytesAreCounted.Name)]
public class MatchingBookTests
{
    private readonly OrderPool _pool = new(4096);
    private readonly MatchingBook _book;

    public MatchingBookTests() => _book = new MatchingBook(_pool);

    [Fact]
    public void TheBetterPriceTradesFirstThenTheOlderOrder()
    {
        int late = Rest(false, 101, 5);
        int best = Rest(false, 100, 5);
        int second = Rest(false, 100, 5);
        Assert.Equal([(best, 100, 5u), (second, 100, 5u), (late, 101, 2u)], Trades(New(true, 101, 12)));
        Assert.Equal(3u, _pool[late].Open);
    }

    [Fact]
    public void LessQuantityKeepsTheTimeMoreLosesIt()
    {
        int first = Rest(true, 100, 5);
        int second = Rest(true, 100, 5);
        Replace(first, 100, 4);
        Assert.Equal([first, second], Rows(true));
        Replace(first, 100, 5);
        Assert.Equal([second, first], Rows(true));
    }

    [Fact]
    public void AnotherPriceLosesTheTime()
    {
        int first = Rest(true, 100, 5);
        int second = Rest(true, 100, 5);
        Replace(first, 99, 5);
        Replace(first, 100, 5);
        Assert.Equal([second, first], Rows(true));
    }

    [Fact]
    public void AReplaceToACrossingPriceTrades()
    {
        int bid = Rest(true, 99, 5);
        int offer = Rest(false, 101, 3);
        _book.Replace(bid, 101, 5, postOnly: false);
        Assert.Equal([(offer, 101, 3u)], Trades(bid, BookEventKind.Replaced));
        Assert.Equal([bid], Rows(true));
        Assert.Equal(2u, _pool[bid].Open);
    }

    [Theory]
    [InlineData(1u, BookEventKind.ReplaceRejected)]
    [InlineData(3u, BookEventKind.ReplaceRejected)]
    [InlineData(4u, BookEventKind.Replaced)]
    public void AReplaceAsksForMoreThanIsFilled(uint quantity, BookEventKind answer)
    {
        int bid = Rest(true, 100, 5);
        Trades(New(false, 100, 3));
        _book.Replace(bid, 100, quantity, postOnly: false);
        Assert.Equal([answer], Kinds());
    }

    [Theory]
    [InlineData(Validity.Immediate, 3u, BookEventKind.Trade, BookEventKind.Cancelled)]
    [InlineData(Validity.FillOrKill, 3u, BookEventKind.Cancelled, default(BookEventKind))]
    [InlineData(Validity.FillOrKill, 8u, BookEventKind.Trade, default(BookEventKind))]
    [InlineData(Validity.Day, 3u, BookEventKind.Trade, default(BookEventKind))]
    public void AnIocOrFokDoesNotRest(Validity validity, uint offered, BookEventKind second, BookEventKind third)
    {
        Rest(false, 100, offered);
        List<BookEventKind> expected = [BookEventKind.Acknowledged, second];
        if (third != default) expected.Add(third);
        _book.Enter(Row(true, 100, 5, validity));
        Assert.Equal(expected, Kinds());
    }

    [Fact]
    public void AMarketOrderTakesAnyPriceAndItsRestIsCancelled()
    {
        Rest(false, 1_000_000, 2);
        int row = Row(true, 0, 5);
        _pool[row].Market = true;
        _book.Enter(row);
        Assert.Equal([BookEventKind.Acknowledged, BookEventKind.Trade, BookEventKind.Cancelled], Kinds());
        Assert.Empty(Rows(true));
    }

    [Theory]
    [InlineData(99, BookEventKind.Acknowledged)]
    [InlineData(100, BookEventKind.Rejected)]
    public void APostOnlyOrderNeverTakes(int price, BookEventKind answer)
    {
        Rest(false, 100, 1);
        int row = Row(true, price, 1);
        _pool[row].PostOnly = true;
        _book.Enter(row);
        Assert.Equal([answer], Kinds());
    }

    [Fact]
    public void ASweepCanBeTakenInSlices()
    {
        for (int i = 0; i < 1000; i++) Rest(false, 100 + (i % 10), 1);
        _book.Enter(Row(true, 109, 1001));
        int events = 0;
        while (_book.TryNext(out _))
        {
            if (++events % 7 == 0) Assert.True(_book.Working);
        }

        Assert.Equal(1001, events);
        Assert.Single(Rows(true));
        Assert.Empty(Rows(false));
    }

    [Fact]
    public void ACycleAllocatesNothing()
    {
        Churn(1000);
        Assert.Equal(0, BytesAreCounted.Of(() => Churn(20_000)));
    }

    private void Churn(int orders)
    {
        for (int i = 0; i < orders; i++)
        {
            int row = Row(i % 2 == 0, 1000 + (i * 7919 % 41), (uint)(1 + (i % 5)));
            _book.Enter(row);
            Drain();
            if (_pool.Count < 2000) continue;
            _book.Cancel(FirstRow());
            Drain();
        }
    }

    private int FirstRow()
    {
        Span<int> rows = stackalloc int[1];
        if (_book.CopyRows(true, rows) == 0) _book.CopyRows(false, rows);
        return rows[0];
    }

    private void Drain()
    {
        while (_book.TryNext(out BookEvent e))
        {
            if (e.Kind is BookEventKind.Cancelled or BookEventKind.Rejected) _pool.Return(e.Row);
            if (e.Kind != BookEventKind.Trade) continue;
            if (_pool[e.Maker].Open == 0) _pool.Return(e.Maker);
            if (_pool[e.Row].Open == 0) _pool.Return(e.Row);
        }
    }

    private int Row(bool buy, int price, uint quantity, Validity validity = Validity.Day)
    {
        int row = _pool.Take();
        _pool[row] = new BookOrder { Buy = buy, Price = price, Quantity = quantity, Validity = validity };
        return row;
    }

    private int New(bool buy, int price, uint quantity)
    {
        int row = Row(buy, price, quantity);
        _book.Enter(row);
        return row;
    }

    private int Rest(bool buy, int price, uint quantity)
    {
        int row = New(buy, price, quantity);
        Assert.Equal([BookEventKind.Acknowledged], Kinds());
        return row;
    }

    private void Replace(int row, int price, uint quantity)
    {
        _book.Replace(row, price, quantity, postOnly: false);
        Assert.Equal([BookEventKind.Replaced], Kinds());
    }

    private List<BookEventKind> Kinds()
    {
        List<BookEventKind> kinds = [];
        while (_book.TryNext(out BookEvent e)) kinds.Add(e.Kind);
        return kinds;
    }

    private List<(int Maker, int Price, uint Quantity)> Trades(
        int row, BookEventKind first = BookEventKind.Acknowledged)
    {
        List<(int, int, uint)> trades = [];
        Assert.True(_book.TryNext(out BookEvent e));
        Assert.Equal((first, row), (e.Kind, e.Row));
        while (_book.TryNext(out e)) trades.Add((e.Maker, e.Price, e.Quantity));
        return trades;
    }

    private int[] Rows(bool buy)
    {
        int[] rows = new int[_pool.Capacity];
        return rows[.._book.CopyRows(buy, rows)];
    }
}
