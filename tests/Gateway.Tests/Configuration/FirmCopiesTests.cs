using System;
using System.Linq;
using Gateway.Host.Configuration;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Configuration;

/// <summary>More firms than the file has are made like its last one, and are firms of their own.</summary>
public sealed class FirmCopiesTests
{
    private static readonly MarketConfig Small = SmallMarket.Parse(SmallMarket.Json);

    [Fact]
    public void AMadeFirmHasNamesAndPortsOfItsOwn()
    {
        MarketConfig market = Small.WithFirms(4);
        Assert.Equal("BRKA BRKB BRKB.3 BRKB.4", string.Join(' ', market.Firms.Select(f => f.Id)));
        Assert.Equal(
            "A1:0 B1:1 B2:1 B1.3:2 B2.3:2 B1.4:3 B2.4:3",
            string.Join(' ', market.Accounts.Select(a => $"{a.Name}:{a.FirmRow}")));
        Assert.Equal(
            "9001 9002 9003 9004", string.Join(' ', market.Sessions.Select(s => s.Listen.Split(':')[1])));
        Assert.Equal(
            "BRKA BRKB BRKB.3 BRKB.4", string.Join(' ', market.Sessions.Select(s => s.TargetCompId)));
        Assert.Equal("T1:1 T1.3:2 T1.4:3", string.Join(' ', market.Traders.Select(t => $"{t.Name}:{t.FirmRow}")));
    }

    [Fact]
    public void AMadeFirmHasTheLastOnesLimits()
    {
        MarketConfig market = Small.WithFirms(3);
        foreach (LimitConfig limit in Small.Limits.Where(l => l.Firm == 1 || l.Account >= 1 || l.Session == 1))
        {
            Assert.Contains(
                limit with { Firm = limit.Firm + 1, Account = limit.Account + 2, Session = limit.Session + 1 },
                market.Limits);
        }

        Assert.Equal(market.Limits.Length, market.Limits.Distinct().Count());
        Assert.Equal(3, market.Limits.Count(l => l.Check == Verdict.MessageRate));
    }

    [Fact]
    public void FewerFirmsAreTheFirstOnes()
    {
        MarketConfig market = Small.WithFirms(1);
        Assert.Equal((1, 1, 1, 0), (
            market.Firms.Length, market.Accounts.Length, market.Sessions.Length, market.Traders.Length));
        Assert.All(market.Limits, limit => Assert.True((limit.Firm ?? limit.Account ?? limit.Session) == 0));
    }

    [Fact]
    public void AsManyAsThereAreIsTheSameMarket() =>
        Assert.Equal(Small.Limits, Small.WithFirms(Small.Firms.Length).Limits);

    [Fact]
    public void ANameThatTheFileHasIsNotGivenAgain()
    {
        string json = SmallMarket.With("\"name\": \"B1\"", "\"name\": \"B2.3\"");
        MarketConfig market = SmallMarket.Parse(json).WithFirms(3);
        Assert.Equal(market.Accounts.Length, market.Accounts.Select(a => a.Name).Distinct().Count());
    }

    [Fact]
    public void APortBehindTheLastBeginsAgain()
    {
        MarketConfig market = SmallMarket.Parse(SmallMarket.With("10.0.0.2:9002", "10.0.0.2:65535")).WithFirms(3);
        Assert.Equal("10.0.0.2:1024", market.Sessions[2].Listen);
    }

    [Fact]
    public void ThereAreNoMoreFirmsThanConnections()
    {
        MarketConfig market = Small.WithFirms(Small.FirmsMax);
        Assert.Equal(market.Sessions.Length, market.Sessions.Select(s => s.Listen).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.WithFirms(Small.FirmsMax + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.WithFirms(0));
    }
}
