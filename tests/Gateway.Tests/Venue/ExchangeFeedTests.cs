using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Gateway.Tests.Venue;

public sealed class ExchangeFeedTests : IDisposable
{
    private readonly Market _market = new();

    private Trader Gw => _market.One;

    public void Dispose() => _market.Dispose();

    [Fact]
    public void NobodyIsToldWhatNobodyAskedFor()
    {
        Match(10, 1);
        _market.Wait(300);
        Assert.DoesNotContain("W", Gw.Kinds);
    }

    [Fact]
    public void EveryMatchHasASnapshotBehindItsReports()
    {
        Gw.Subscribe("AAA", "BBB");
        for (int i = 0; i < 40; i++) Gw.New($"o{i}", false, 10 + (i * 0.01m), 2);
        Gw.New("b", true, 9, 4);
        Gw.New("t", true, 10.38m, 77);
        _market.Run();
        Reply[] quotes = Quotes();
        Assert.Equal(39, quotes.Length);
        Assert.Equal(Enumerable.Range(0, 39).Select(i => 10 + (i * 0.01m)), quotes.Select(LastPrice));
        List<string> kinds = [.. Gw.Kinds];
        for (int i = 1; i <= quotes.Length; i++)
        {
            int quote = IndexOf(kinds, kind => kind == "W", i);
            Assert.True(IndexOf(kinds, kind => kind.StartsWith("8 F"), 2 * i) < quote, $"{i}");
        }
    }

    [Fact]
    public void ASnapshotShowsTheBookThatTheBurstLeft()
    {
        Gw.Subscribe("AAA");
        Gw.New("1", false, 10, 2);
        Gw.New("2", false, 11, 3);
        Gw.New("3", true, 9, 4);
        Gw.New("4", true, 10, 5);
        _market.Run();
        Reply quote = Quotes().Single();
        Assert.Equal("md", quote[262]);
        Assert.Equal("3", quote[268]);
        Assert.Equal((10, 3), quote.Entry("0"));
        Assert.Equal((11, 3), quote.Entry("1"));
        Assert.Equal((10, 2), quote.Entry("2"));
    }

    [Fact]
    public void TheLastTradeIsToldAgainEvery100Ms()
    {
        Gw.Subscribe("AAA", "BBB");
        Match(10, 1);
        int before = Quotes().Length;
        _market.Wait(1000);
        int again = Quotes().Length - before;
        Assert.InRange(again, 10, 25);
        Assert.All(Quotes(), quote => Assert.Equal("AAA", quote[55]));
        Assert.Equal(before + again, (int)_market.Venue.Tally.Snapshots);
    }

    [Fact]
    public void ALateSubscriberHearsTheLastTradeAtOnce()
    {
        Match(10, 1);
        Gw.Subscribe("AAA");
        _market.Run();
        Assert.Equal(10m, LastPrice(Quotes().Single()));
    }

    [Fact]
    public void UnsubscribingEndsIt()
    {
        Gw.Subscribe("AAA");
        Match(10, 1);
        Gw.Raw("V", "262=md|263=2|264=1|267=1|269=2|146=1|55=AAA");
        _market.Run();
        int before = Quotes().Length;
        _market.Wait(300);
        Assert.Equal(before, Quotes().Length);
    }

    [Fact]
    public void OneSnapshotOfAnEmptyBookHasNoEntries()
    {
        Gw.Raw("V", "262=md|263=0|264=1|267=1|269=2|146=1|55=AAA");
        _market.Wait(300);
        Assert.Equal("0", Quotes().Single()[268]);
    }

    [Fact]
    public void ASubscriptionEndsWithItsConnection()
    {
        Gw.Subscribe("AAA");
        Match(10, 1);
        Gw.Hang();
        _market.Run();
        long before = _market.Venue.Tally.Snapshots;
        _market.Wait(300);
        Assert.Equal(before, _market.Venue.Tally.Snapshots);
    }

    private void Match(decimal price, decimal quantity)
    {
        Gw.New($"s{_market.Venue.Tally.Orders}", false, price, quantity);
        Gw.New($"b{_market.Venue.Tally.Orders}", true, price, quantity);
        _market.Run();
    }

    private Reply[] Quotes() => [.. Gw.Told.Where(reply => reply.Type == "W")];

    private static decimal LastPrice(Reply quote) => quote.Entry("2").Price;

    private static int IndexOf(List<string> kinds, Predicate<string> kind, int occurrence)
    {
        for (int i = 0; i < kinds.Count; i++)
        {
            if (kind(kinds[i]) && --occurrence == 0) return i;
        }

        return int.MaxValue;
    }
}
