using System;
using System.Linq;
using Gateway.Venue;
using Xunit;

namespace Gateway.Tests.Venue;

public sealed class ExchangeOrderTests : IDisposable
{
    private const decimal AtMarket = decimal.MaxValue;

    private readonly Market _market = new();

    private Trader Gw => _market.One;

    public void Dispose() => _market.Dispose();

    [Fact]
    public void AnAcknowledgementComesBeforeTheFills()
    {
        Gw.New("1", false, 10.00m, 5);
        Gw.New("2", true, 10.01m, 7);
        _market.Run();
        Assert.Equal(["8 0 0", "8 0 0", "8 F 2", "8 F 1"], Gw.Kinds);
        Assert.Equal(["1", "2", "1", "2"], Gw.Told.Select(reply => reply[11]));
    }

    [Fact]
    public void AFillSaysWhatTradedAndWhatIsLeft()
    {
        Gw.New("1", false, 10.00m, 5);
        Gw.New("2", false, 10.03m, 5);
        Gw.New("3", true, 10.05m, 11);
        _market.Run();
        Reply[] fills = [.. Gw.Told.Where(reply => reply[150] == "F")];
        Assert.Equal(["1", "3", "2", "3"], fills.Select(fill => fill[11]));
        Assert.Equal(["10", "10", "10.03", "10.03"], fills.Select(fill => fill[31]));
        Assert.Equal(["5", "5", "5", "5"], fills.Select(fill => fill[32]));
        Assert.Equal(["5", "5", "5", "10"], fills.Select(fill => fill[14]));
        Assert.Equal(["0", "6", "0", "1"], fills.Select(fill => fill[151]));
        Assert.Equal(["10", "10", "10.03", "10.015"], fills.Select(fill => fill[6]));
        Assert.Equal(["1", "2", "1", "2"], fills.Select(fill => fill[851]));
        Assert.Equal(["M1", "M1", "M2", "M2"], fills.Select(fill => fill[880]));
        Assert.Equal(7, Gw.Told.Select(reply => reply[17]).Distinct().Count());
        Assert.All(fills, fill => Assert.Equal("ACC", fill[1]));
        Assert.All(fills, fill => Assert.StartsWith("20231114-22:13:20", fill[60]));
    }

    [Theory]
    [InlineData("IOC", 10.01, '3', "8 0 0", "8 F 2", "8 F 1", "8 4 4")]
    [InlineData("IOC unfilled", 9.99, '3', "8 0 0", "8 4 4")]
    [InlineData("FOK too large", 10.01, '4', "8 0 0", "8 4 4")]
    [InlineData("market", -1, '0', "8 0 0", "8 F 2", "8 F 1", "8 4 4")]
    [InlineData("limit", 10.01, '1', "8 0 0", "8 F 2", "8 F 1")]
    public void EveryOrderTypeEndsAsItShould(string name, double price, char tif, params string[] told)
    {
        Gw.New("1", false, 10.00m, 5);
        _market.Run();
        Gw.Told.Clear();
        Gw.New("2", true, price < 0 ? AtMarket : (decimal)price, 7, tif);
        _market.Run();
        Assert.True(told.SequenceEqual(Gw.Kinds), $"{name}: {string.Join(", ", Gw.Kinds)}");
        if (told[^1] == "8 4 4") Assert.Equal(("0", "2"), (Gw.Last[151], Gw.Last[11]));
    }

    [Fact]
    public void AMarketOrderWithoutLiquidityIsAcknowledgedThenCancelled()
    {
        Gw.New("1", true, AtMarket, 7);
        _market.Run();
        Assert.Equal(["8 0 0", "8 4 4"], Gw.Kinds);
        Assert.Equal(0, _market.Venue.OrdersOpen);
    }

    [Theory]
    [InlineData("unknown symbol", "103=1", "CCC", 10, 1, '0', false)]
    [InlineData("off the tick", "103=99", "AAA", 10.005, 1, '0', false)]
    [InlineData("price 0", "103=99", "AAA", 0, 1, '0', false)]
    [InlineData("negative price", "103=99", "AAA", -1, 1, '0', false)]
    [InlineData("off the lot", "103=99", "AAA", 10, 1.5, '0', false)]
    [InlineData("off the lot of ten", "103=99", "BBB", 10, 15, '0', false)]
    [InlineData("quantity 0", "103=99", "AAA", 10, 0, '0', false)]
    [InlineData("out of range", "103=99", "AAA", 10, 4294967296, '0', false)]
    [InlineData("post-only IOC", "103=99", "AAA", 9, 1, '3', true)]
    [InlineData("post-only that would take", "103=99", "AAA", 11, 1, '0', true)]
    [InlineData("unknown time in force", "103=99", "AAA", 11, 1, '6', false)]
    public void ABadOrderIsRejectedOnce(
        string name, string reason, string symbol, double price, double quantity, char tif, bool postOnly)
    {
        Gw.New("1", false, 11m, 5);
        _market.Run();
        Gw.Told.Clear();
        if (quantity == 0) Gw.Raw("D", "11=2|55=AAA|54=1|60=20231114-22:13:20|38=0|40=2|44=10");
        else Gw.New("2", true, (decimal)price, (decimal)quantity, tif, symbol, postOnly);
        _market.Run();
        Assert.True(Gw.Kinds.SequenceEqual(["8 8 8"]), $"{name}: {string.Join(", ", Gw.Told)}");
        Assert.Equal((reason, "2", "NONE", "0"), ($"103={Gw.Last[103]}", Gw.Last[11], Gw.Last[37], Gw.Last[151]));
        Assert.NotEqual("", Gw.Last[58]);
        Assert.Equal((2, 1, 1, 1), Tallies());
    }

    [Fact]
    public void AClOrdIdIsAcceptedOnce()
    {
        Gw.New("1", false, 11m, 5);
        Gw.New("1", false, 11m, 5);
        Gw.New(new string('x', 32), false, 11m, 5);
        Gw.New(new string('x', 33), false, 11m, 5);
        _market.Run();
        Assert.Equal(["8 0 0", "8 8 8", "8 0 0", "8 8 8"], Gw.Kinds);
        Assert.Equal("6", Gw.Told[1][103]);
    }

    [Fact]
    public void ARefusedClOrdIdIsStillFree()
    {
        Gw.New("1", false, 11.005m, 5);
        Gw.New("1", false, 11m, 5);
        _market.Run();
        Assert.Equal(["8 8 8", "8 0 0"], Gw.Kinds);
    }

    [Fact]
    public void MembersMayUseTheSameClOrdId()
    {
        _market.LogOnTwo();
        Gw.New("1", false, 11m, 5);
        _market.Two.New("1", true, 11m, 5);
        _market.Run();
        Assert.Equal(["8 0 0", "8 F 2"], Gw.Kinds);
        Assert.Equal(["8 0 0", "8 F 2"], _market.Two.Kinds);
        Assert.Equal(Gw.Last[880], _market.Two.Last[880]);
    }

    [Theory]
    [InlineData("D", "55=AAA|54=1|60=20231114-22:13:20|38=1|40=2|44=10", "3", "373=1", 371, "11")]
    [InlineData("D", "11=1|55=AAA|54=1|60=20231114-22:13:20|38=1|40=2", "j", "380=5", 372, "D")]
    [InlineData("F", "11=1|55=AAA|54=1|60=20231114-22:13:20", "3", "373=1", 371, "41")]
    [InlineData("AE", "571=1", "j", "380=3", 372, "AE")]
    [InlineData("V", "262=1|263=1|264=1|267=1|269=2|146=1|55=CCC", "j", "380=2", 372, "V")]
    public void WhatCannotBeReadIsRefused(
        string type, string fields, string answer, string reason, int tag, string value)
    {
        Gw.Raw(type, fields);
        _market.Run();
        Assert.Equal([answer], Gw.Kinds);
        Assert.Equal((reason, value), ($"{reason[..3]}={Gw.Last[int.Parse(reason[..3])]}", Gw.Last[tag]));
        Assert.Equal((1, 1), (_market.Venue.Tally.Messages, _market.Venue.Tally.MessagesRefused));
    }

    [Theory]
    [InlineData("no room for another open order", 2, 10)]
    [InlineData("no room for another ClOrdID", 10, 2)]
    public void AFullTableRefusesNewOrders(string text, int orders, int clOrdIds)
    {
        using var market = new Market(s => s with { OrdersOpenMax = orders, ClOrdIdsMax = clOrdIds });
        for (int i = 1; i <= 3; i++) market.One.New($"{i}", true, 10, 1);
        market.One.Cancel("4", "1", true);
        market.Run();
        Assert.Equal(["8 0 0", "8 0 0", "8 8 8", "8 4 4"], market.One.Kinds);
        Assert.Equal(("99", text), (market.One.Told[2][103], market.One.Told[2][58]));
    }

    private (long Orders, long Acknowledged, long Rejected, int Open) Tallies()
    {
        ExchangeTally tally = _market.Venue.Tally;
        return (tally.Orders, tally.OrdersAcknowledged, tally.OrdersRejected, _market.Venue.OrdersOpen);
    }
}
