using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Native;
using Gateway.Venue;
using Xunit;

namespace Gateway.Tests.Venue;

[Collection(BytesAreCounted.Name)]
public class ExchangeFlowTests
{
    /// <summary>Whatever the pieces, however little the pipes hold.</summary>
    [Theory]
    [InlineData(1, "memory:", "memory:")]
    [InlineData(2, "memory:seed=7", "memory:seed=9")]
    [InlineData(3, "memory:seed=7,piece=40", "memory:seed=9,piece=1")]
    [InlineData(4, "memory:pipe=1", "memory:")]
    public void EveryRequestIsAnsweredOnceAndEveryMatchTwice(int seed, string net, string traderNet)
    {
        using var market = new Market(net: net, traderNet: traderNet);
        market.LogOnTwo();
        market.One.Subscribe("AAA");
        var random = new Random(seed);
        for (int i = 0; i < 1500; i++)
        {
            Ask(random, i, random.Next(2) == 0 ? market.One : market.Two);
            if (i % 11 == 0) market.Run();
        }

        market.Run();
        Check(market);
    }

    /// <summary>A member that does not read stops the venue, which then loses nothing.</summary>
    [Fact]
    public void ASweepWaitsForAMemberWhoDoesNotRead()
    {
        const int Resting = 3000;
        using var market = new Market(net: "memory:pipe=16");
        market.One.Subscribe("AAA");
        for (int i = 0; i < Resting; i++)
        {
            market.One.New($"r{i}", false, 10 + (i % 7 * 0.01m), 1);
            if (i % 100 == 0) market.Run();
        }

        market.Run();
        market.One.Reads = false;
        market.One.New("sweep", true, 11, Resting + 1);
        market.One.Cancel("cancel", "sweep", true);
        market.Run();
        Assert.InRange(market.Venue.Tally.Trades, 1, Resting - 1);
        long stalledAt = market.Venue.Tally.Trades;
        market.Wait(50);
        Assert.Equal(stalledAt, market.Venue.Tally.Trades);

        market.One.Reads = true;
        market.Run();
        Assert.Equal(Resting, market.Venue.Tally.Trades);
        Assert.Equal("8 4 4", market.One.Told.Last(reply => reply.Type == "8").Kind);
        Assert.Equal(2 * Resting, market.One.Kinds.Count(kind => kind.StartsWith("8 F")));
        Assert.Equal(Resting, market.One.Told.Count(reply => reply.Type == "W"));
    }

    [Fact]
    public void WhatHappensWhileAMemberIsAwayIsResent()
    {
        using var market = new Market();
        market.LogOnTwo();
        market.One.New("1", false, 10, 5);
        market.Run();
        market.One.Hang();
        market.Run();
        market.Two.New("1", true, 10, 3);
        market.Run();
        Assert.Equal(["8 0 0", "8 F 2"], market.Two.Kinds);

        market.One.Connect(market.NowNs);
        market.Run();
        Assert.Equal(["8 0 0", "8 F 1"], market.One.Kinds);
        Assert.Equal(("Y", "3"), (market.One.Last[43], market.One.Last[32]));
        market.One.Cancel("2", "1", false);
        market.Run();
        Assert.Equal("8 4 4", market.One.Last.Kind);
    }

    [Fact]
    public void AStrangerIsCutOff()
    {
        using var market = new Market();
        using var stranger = new Trader(market.Address, "NOBODY", "memory:");
        using var twin = new Trader(market.Address, "GW1", "memory:");
        stranger.Connect(market.NowNs);
        twin.Connect(market.NowNs);
        for (int i = 0; i < 10; i++)
        {
            market.Run();
            stranger.Poll(market.NowNs);
            twin.Poll(market.NowNs);
        }

        Assert.False(stranger.Up);
        Assert.False(twin.Up);
        market.One.New("1", true, 10, 1);
        market.Run();
        Assert.Equal(["8 0 0"], market.One.Kinds);
    }

    [Fact]
    public void AConnectionThatNeverLogsOnIsClosed()
    {
        using var market = new Market();
        using var silent = Net.Open("memory:");
        Assert.Equal(0, silent.Connect(market.Address, out uint conn));
        var events = new NetEvent[4];
        market.Run();
        Assert.Equal(1, silent.Poll(market.NowNs, events));
        market.Wait(10_001);
        Assert.Equal(1, silent.Poll(market.NowNs, events));
        Assert.Equal((NetEventKind.Closed, conn), (events[0].Kind, events[0].Conn));
    }

    [Fact]
    public void APlantedDoubleFillUpsetsTheBalance()
    {
        using var market = new Market(s => s with { DoubleFillAt = 3 });
        for (int i = 0; i < 4; i++)
        {
            market.One.New($"s{i}", false, 10, 1);
            market.One.New($"b{i}", true, 10, 1);
        }

        market.Run();
        Reply[] fills = [.. market.One.Told.Where(reply => reply[150] == "F")];
        Assert.Equal((4, 9), (market.Venue.Tally.Trades, market.Venue.Tally.Executions));
        Assert.Equal(8, fills.Select(fill => fill[17]).Distinct().Count());
        Assert.Equal((fills[2][17], fills[2][880]), (fills[3][17], fills[3][880]));
        Assert.NotEqual(fills[2][34], fills[3][34]);
    }

    [Fact]
    public void APollAllocatesNothing()
    {
        using var market = new Market();
        market.One.Subscribe("AAA");
        var random = new Random(5);
        Steps(market, random, 0, 2000);
        long before = market.Allocated;
        long messages = market.Venue.Tally.Messages;
        _ = BytesAreCounted.Of(() => Steps(market, random, 2000, 8000));
        Assert.Equal(0, market.Allocated - before);
        Assert.Equal(6000, market.Venue.Tally.Messages - messages);
        Assert.True(market.Venue.Tally.Trades > 500, $"{market.Venue.Tally.Trades}");
    }

    private static void Steps(Market market, Random random, int from, int to)
    {
        for (int i = from; i < to; i++) Step(market, random, i);
    }

    private static void Step(Market market, Random random, int i)
    {
        Ask(random, i, market.One);
        if (i % 8 == 7) market.Run();
    }

    private static void Ask(Random random, int i, Trader trader)
    {
        bool buy = random.Next(2) == 0;
        decimal price = 10 + (random.Next(-4, 5) * 0.01m);
        int what = random.Next(10);
        if (what == 0) price = decimal.MaxValue;
        int back = random.Next(1, 16);
        (string named, bool side) = back > trader.Asked.Count ? ("unknown", buy) : trader.Asked[^back];
        char tif = "00000134"[random.Next(8)];
        if (what < 6) trader.New($"{i}", buy, price, random.Next(1, 9), tif, postOnly: what == 1);
        else if (what < 8) trader.Cancel($"{i}", named, side);
        else trader.Replace($"{i}", named, side, price == decimal.MaxValue ? 10 : price, random.Next(1, 9));
    }

    private static void Check(Market market)
    {
        ExchangeTally tally = market.Venue.Tally;
        List<Reply> told = [.. market.One.Told, .. market.Two.Told];
        Dictionary<string, int> counts = told.GroupBy(r => r.Type == "8" ? r[150] : r.Type + r[434])
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(1501, tally.Messages);
        Assert.Equal(1500, tally.Orders + counts["91"] + counts["92"] + counts["5"] + tally.CancelsAccepted);
        Assert.Equal(tally.Orders, counts["0"] + counts["8"]);
        Assert.Equal(tally.OrdersAcknowledged, counts["0"]);
        Assert.Equal(tally.Executions, counts["F"]);
        Assert.Equal(2 * tally.Trades, counts["F"]);
        Assert.Equal(tally.CancelsAccepted + tally.RestsCancelled, counts["4"]);
        Assert.Equal(tally.Trades, counts["W"]);
        Assert.All(told.Where(r => r[150] == "F").GroupBy(r => r[880]), match => Assert.Equal(2, match.Count()));
        int ended = told.Count(r => r[150] is "4" || r[150] == "F" && r[39] == "2");
        Assert.Equal(market.Venue.OrdersOpen, counts["0"] - ended);
        foreach (string kind in (string[])["0", "4", "5", "8", "F", "91", "92"])
        {
            Assert.True(counts[kind] >= 30, $"{kind}: {counts[kind]}");
        }
    }
}
