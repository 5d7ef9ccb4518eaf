using System;
using System.IO;
using System.Linq;
using Gateway.Host.Configuration;
using Gateway.Tests.Tidy;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Configuration;

/// <summary>What a good configuration becomes: rows in order, integers, one limit row wherever one must hold.</summary>
public sealed class MarketConfigTests
{
    private const LimitScope Pair = LimitScope.AccountInstrument;

    private static readonly MarketConfig Small = SmallMarket.Parse(SmallMarket.Json);

    [Fact]
    public void RowsAreNumberedThroughAllFirms()
    {
        Assert.Equal("AAPL MSFT", string.Join(' ', Small.Instruments.Select(i => i.Symbol)));
        Assert.Equal("BRKA BRKB", string.Join(' ', Small.Firms.Select(f => f.Id)));
        Assert.Equal("A1:0 B1:1 B2:1", string.Join(' ', Small.Accounts.Select(a => $"{a.Name}:{a.FirmRow}")));
        Assert.Equal("BRKA-1:0 BRKB-1:1", string.Join(' ', Small.Sessions.Select(s => $"{s.Name}:{s.FirmRow}")));
        Assert.Equal([new TraderConfig("T1", 1)], Small.Traders);
        Assert.Equal(new VenueConfig("XSIM", "10.0.1.9:7001", "GW1", "XSIM"), Small.Venue);
    }

    [Fact]
    public void PricesAreTicks()
    {
        Assert.Equal([18_525, 9_263], Small.Instruments.Select(i => i.ReferenceTicks!.Value));
        Assert.Equal([1_000_000, 10_000_000], Small.Instruments.Select(i => i.Units.TickValueE8));
        Assert.Equal([500, 500], Small.Instruments.Select(i => (int)i.CollarBp));
        Assert.Equal([2000u, 2000u], Small.Instruments.Select(i => i.AgeMsMax));
    }

    [Fact]
    public void OpeningBalancesAreMinorUnitsAndLots()
    {
        Assert.Equal([new OpeningCash("USD", 10_050_000_000)], Small.Accounts[0].OpeningCash);
        Assert.Equal([new OpeningSecurities(InstrumentRow: 1, Lots: 6)], Small.Accounts[0].OpeningSecurities);
    }

    [Fact]
    public void LikeCopiesAllButIdentity()
    {
        Assert.Equal([true, false], Small.Accounts[1].InstrumentAllowed);
        Assert.Equal([true, true], Small.Accounts[2].InstrumentAllowed);
        Assert.Equal(Small.Accounts[0].OpeningCash, Small.Accounts[2].OpeningCash);
        Assert.Equal(
            new SessionConfig("BRKB-1", 1, "10.0.0.2:9002", "GW1", "BRKB", 10, 60, 2000, 500), Small.Sessions[1]);
    }

    [Theory]
    [InlineData(Pair, Verdict.OrderQuantity, "A1.AAPL=1000 B1.AAPL=1000 B2.AAPL=5000 B2.MSFT=2000")]
    [InlineData(Pair, Verdict.Position, "A1.AAPL=20000 B1.AAPL=20000 B2.AAPL=20000 B2.MSFT=40000")]
    [InlineData(LimitScope.Account, Verdict.OpenExposure, "A1.=200000000000000")]
    [InlineData(LimitScope.Firm, Verdict.OpenExposure, "BRKB=700000000")]
    [InlineData(LimitScope.Session, Verdict.MessageRate, "BRKA-1=2000/500 BRKB-1=2000/500")]
    public void ASetTakesTheDefaultsPlace(LimitScope scope, Verdict check, string rows) =>
        Assert.Equal(rows, string.Join(' ', Small.Limits
            .Where(limit => limit.Scope == scope && limit.Check == check)
            .Select(limit => Words(limit, scope))
            .Order(StringComparer.Ordinal)));

    [Fact]
    public void EveryAllowedPairHasARowOfEachCheck()
    {
        MarketConfig market = Load();
        for (int account = 0; account < market.Accounts.Length; account++)
        {
            for (int instrument = 0; instrument < market.Instruments.Length; instrument++)
            {
                Verdict[] checks = [.. market.Limits.Where(l => Covers(market, l, account, instrument))
                    .Select(l => l.Check).Distinct().Order()];
                Assert.Equal(
                    [Verdict.OrderQuantity, Verdict.OrderValue, Verdict.OpenExposure, Verdict.Position], checks);
            }
        }
    }

    [Fact]
    public void TheDefaultMarketIsOfFourInstrumentsAndTwoFirms()
    {
        MarketConfig market = Load();
        Assert.Equal((4, 2, 4, 2), (
            market.Instruments.Length, market.Firms.Length, market.Accounts.Length, market.Sessions.Length));
        Assert.Equal([18_525, 25_000, 23_500, null], market.Instruments.Select(i => i.ReferenceTicks));
        Assert.Equal(3, market.Instruments.Select(i => i.Units.TickValueE8).Distinct().Count());
        Assert.Equal(market.Sessions.Length, market.Limits.Count(l => l.Check == Verdict.MessageRate));
    }

    [Fact]
    public void AMissingFileIsAnError()
    {
        Assert.Null(MarketConfig.Load("no/such.json", out var errors));
        Assert.StartsWith("no/such.json: cannot be read: ", Assert.Single(errors).ToString());
    }

    private static string Words(LimitConfig limit, LimitScope scope) => scope switch
    {
        LimitScope.Firm => $"{Small.Firms[(int)limit.Firm!].Id}={limit.Value}",
        LimitScope.Session => $"{Small.Sessions[(int)limit.Session!].Name}={limit.Value}/{limit.Value2}",
        _ => $"{Small.Accounts[(int)limit.Account!].Name}."
            + $"{(limit.Instrument is { } row ? Small.Instruments[(int)row].Symbol : "")}={limit.Value}",
    };

    private static bool Covers(MarketConfig market, LimitConfig limit, int account, int instrument) =>
        limit.Scope != LimitScope.Session
        && (limit.Firm ?? (uint)market.Accounts[account].FirmRow) == market.Accounts[account].FirmRow
        && (limit.Account ?? (uint)account) == account
        && (limit.Instrument ?? (uint)instrument) == instrument;

    private static MarketConfig Load()
    {
        MarketConfig? market = MarketConfig.Load(Path.Combine(House.Root, "config/market.json"), out var errors);
        Assert.Empty(errors);
        return market!;
    }
}
