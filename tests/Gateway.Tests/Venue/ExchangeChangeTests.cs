using System;
using System.Linq;
using Xunit;

namespace Gateway.Tests.Venue;

public sealed class ExchangeChangeTests : IDisposable
{
    private readonly Market _market = new();

    private Trader Gw => _market.One;

    public void Dispose() => _market.Dispose();

    [Fact]
    public void ACancelEndsTheOrder()
    {
        Gw.New("1", true, 10, 5);
        Gw.New("2", false, 10, 2);
        Gw.Cancel("3", "1", true);
        _market.Run();
        Reply last = Gw.Last;
        Assert.Equal("8 4 4", last.Kind);
        Assert.Equal(("3", "1", "0", "2", "1"), (last[11], last[41], last[151], last[14], last[37]));
        Assert.Equal(0, _market.Venue.OrdersOpen);
    }

    [Theory]
    [InlineData("unknown", "7", true, "AAA", "9 1 1 8", "NONE")]
    [InlineData("filled", "1", true, "AAA", "9 1 0 2", "1")]
    [InlineData("cancelled", "3", false, "AAA", "9 1 0 4", "3")]
    [InlineData("other side", "4", false, "AAA", "9 1 99 0", "4")]
    [InlineData("other symbol", "4", true, "BBB", "9 1 99 0", "4")]
    [InlineData("unknown symbol", "4", true, "CCC", "9 1 99 0", "4")]
    public void ACancelThatFindsNothingToCancelIsRejected(
        string name, string named, bool buy, string symbol, string told, string orderId)
    {
        Gw.New("1", true, 10, 5);
        Gw.New("2", false, 10, 5);
        Gw.New("3", false, 12, 5, '3');
        Gw.New("4", true, 9, 5);
        _market.Run();
        Gw.Cancel("5", named, buy, symbol);
        _market.Run();
        Assert.True(told == Gw.Last.Kind, $"{name}: {Gw.Last}");
        Assert.Equal(("5", named, orderId), (Gw.Last[11], Gw.Last[41], Gw.Last[37]));
        Assert.Equal((0, 1), (_market.Venue.Tally.CancelsAccepted, _market.Venue.Tally.CancelsRejected));
    }

    [Theory]
    [InlineData(true, "9 1 6 0")]
    [InlineData(false, "9 2 6 0")]
    public void ACancelOrReplaceNeedsAClOrdIdOfItsOwn(bool cancel, string told)
    {
        Gw.New("1", true, 10, 5);
        if (cancel) Gw.Cancel("1", "1", true);
        else Gw.Replace("1", "1", true, 10, 4);
        _market.Run();
        Assert.Equal(told, Gw.Last.Kind);
    }

    [Fact]
    public void AChainOfReplacesIsOneOrder()
    {
        Gw.New("1", true, 10, 5);
        Gw.Replace("2", "1", true, 10.01m, 6);
        Gw.Replace("3", "2", true, 10.02m, 7);
        Gw.New("4", false, 10.02m, 3);
        _market.Run();
        Assert.Equal(["8 0 0", "8 5 0", "8 5 0", "8 0 0", "8 F 1", "8 F 2"], Gw.Kinds);
        Assert.Equal(("2", "1", "6"), (Gw.Told[1][11], Gw.Told[1][41], Gw.Told[1][38]));
        Assert.Equal(("3", "1", "4", "10.02"), (Gw.Told[4][11], Gw.Told[4][37], Gw.Told[4][151], Gw.Told[4][44]));
        Gw.Replace("5", "1", true, 10.02m, 3);
        Gw.Replace("6", "1", true, 10.02m, 4);
        Gw.Cancel("7", "2", true);
        _market.Run();
        Assert.Equal(["9 2 99 1", "8 5 1", "8 4 4"], Gw.Kinds.Skip(6));
        Assert.Equal(("7", "2", "1"), (Gw.Last[11], Gw.Last[41], Gw.Last[37]));
    }

    [Fact]
    public void ARefusedReplaceLeavesTheOrderAndItsName()
    {
        Gw.New("1", true, 10, 5);
        Gw.Replace("2", "1", true, 10.005m, 6);
        Gw.New("3", false, 10, 5);
        _market.Run();
        Assert.Equal(["8 0 0", "9 2 99 0", "8 0 0", "8 F 2", "8 F 2"], Gw.Kinds);
        Assert.Equal(("1", "5"), (Gw.Told[3][11], Gw.Told[3][32]));
        Gw.Cancel("4", "2", true);
        _market.Run();
        Assert.Equal("9 1 1 8", Gw.Last.Kind);
    }

    [Fact]
    public void AReplaceThatCrossesTrades()
    {
        Gw.New("1", true, 10, 5);
        Gw.New("2", false, 11, 5);
        Gw.Replace("3", "1", true, 11, 6);
        _market.Run();
        Assert.Equal(["8 0 0", "8 0 0", "8 5 0", "8 F 2", "8 F 1"], Gw.Kinds);
        Assert.Equal(("2", "3"), (Gw.Told[3][851] == "1" ? Gw.Told[3][11] : "", Gw.Told[4][11]));
    }

    [Fact]
    public void APostOnlyReplaceNeverTakes()
    {
        Gw.New("1", true, 10, 5);
        Gw.New("2", false, 11, 5);
        Gw.Replace("3", "1", true, 11, 6, postOnly: true);
        _market.Run();
        Assert.Equal("9 2 99 0", Gw.Last.Kind);
        Assert.Equal(0, _market.Venue.Tally.Trades);
    }

    [Fact]
    public void OfACancelAndAFillTheFirstWins()
    {
        _market.LogOnTwo();
        Gw.New("1", true, 10, 5);
        _market.Run();
        _market.Two.New("1", false, 10, 5);
        _market.Two.Poll(_market.NowNs);
        _market.Poll();
        Gw.Cancel("2", "1", true);
        _market.Run();
        Assert.Equal(["8 0 0", "8 F 2", "9 1 0 2"], Gw.Kinds);
    }

    [Fact]
    public void AnotherMembersOrderIsUnknown()
    {
        _market.LogOnTwo();
        Gw.New("1", true, 10, 5);
        _market.Run();
        _market.Two.Cancel("2", "1", true);
        _market.Run();
        Assert.Equal(["9 1 1 8"], _market.Two.Kinds);
        Assert.Equal(1, _market.Venue.OrdersOpen);
    }

    [Fact]
    public void ARowThatIsTakenAgainIsNotTheOldOrder()
    {
        Gw.New("1", true, 10, 5);
        Gw.Cancel("2", "1", true);
        Gw.New("3", true, 10, 5);
        Gw.Cancel("4", "1", true);
        _market.Run();
        Assert.Equal(["8 0 0", "8 4 4", "8 0 0", "9 1 0 4"], Gw.Kinds);
        Assert.Equal(1, _market.Venue.OrdersOpen);
        Assert.Equal(2, Gw.Told.Where(r => r.Type == "8" && r[150] == "0").Select(r => r[37]).Distinct().Count());
    }
}
