using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Risk;

/// <summary>Each limit at −1, 0 and +1 of it, in each of its scopes.</summary>
public static class CheckTests
{
    [Theory]
    [InlineData(89, Verdict.Collar)]
    [InlineData(90, Verdict.Accept)]
    [InlineData(110, Verdict.Accept)]
    [InlineData(111, Verdict.Collar)]
    public static void ALimitPriceKeepsWithinTheCollar(int price, Verdict verdict) =>
        Assert.Equal(verdict, new RiskBench().New(price, 1));

    [Theory]
    [InlineData(0, Verdict.Accept)]
    [InlineData(499_999_999, Verdict.Accept)]
    [InlineData(500_000_000, Verdict.Accept)]
    [InlineData(500_000_001, Verdict.StaleReference)]
    [InlineData(-1, Verdict.Accept)]
    public static void AReferenceMayBeSoOld(long ageNs, Verdict verdict)
    {
        Record order = RiskBench.Order(Operation.New, 100, 1);
        order.Order.TimeNs = (ulong)((long)RiskBench.NowNs + ageNs);
        Assert.Equal(verdict, new RiskBench().Judge(order));
    }

    [Fact]
    public static void WithoutAPriceRowThereIsNoReference()
    {
        Record order = RiskBench.Order(Operation.New, 100, 1);
        order.Order.Instrument = RiskBench.OtherInstrument;
        Assert.Equal(Verdict.NoReference, new RiskBench().Judge(order));
    }

    [Theory]
    [InlineData(LimitScope.Gateway)]
    [InlineData(LimitScope.Firm)]
    [InlineData(LimitScope.Account)]
    [InlineData(LimitScope.Instrument)]
    [InlineData(LimitScope.AccountInstrument)]
    public static void AnOrderHasAtMostSoManyLots(LimitScope scope)
    {
        var bench = new RiskBench();
        bench.Sets(scope, Verdict.OrderQuantity, 10);
        Assert.Equal(Verdict.Accept, bench.New(100, 9));
        Assert.Equal(Verdict.Accept, bench.New(100, 10));
        Assert.Equal(Verdict.OrderQuantity, bench.New(100, 11));
    }

    [Theory]
    [InlineData(LimitScope.Gateway)]
    [InlineData(LimitScope.Firm)]
    [InlineData(LimitScope.Account)]
    [InlineData(LimitScope.Instrument)]
    [InlineData(LimitScope.AccountInstrument)]
    public static void AnOrderIsWorthAtMostSoMuch(LimitScope scope)
    {
        var bench = new RiskBench();
        bench.SetsMoney(scope, Verdict.OrderValue, 7000);
        Assert.Equal(Verdict.Accept, bench.New(100, 10));
        Assert.Equal(Verdict.OrderValue, bench.New(101, 10));
        bench.SetsMoney(scope, Verdict.OrderValue, 6999);
        Assert.Equal(Verdict.OrderValue, bench.New(100, 10));
        bench.SetsMoney(scope, Verdict.OrderValue, -1);
        Assert.Equal(Verdict.OrderValue, bench.New(100, 1));
    }

    [Theory]
    [InlineData(LimitScope.Firm)]
    [InlineData(LimitScope.Account)]
    [InlineData(LimitScope.AccountInstrument)]
    public static void OpenValueOfBothSidesKeepsWithinItsLimit(LimitScope scope)
    {
        var bench = new RiskBench();
        Assert.Equal(Verdict.Accept, bench.New(100, 10));
        Assert.Equal(Verdict.Accept, bench.New(100, 10, side: 2));
        bench.SetsMoney(scope, Verdict.OpenExposure, 14_000 + 699);
        Assert.Equal(Verdict.OpenExposure, bench.New(100, 1));
        bench.SetsMoney(scope, Verdict.OpenExposure, 14_000 + 700);
        Assert.Equal(Verdict.Accept, bench.New(100, 1));
        Assert.Equal(Verdict.OpenExposure, bench.New(100, 1, side: 2));
    }

    [Fact]
    public static void AFirmAddsUpItsAccounts()
    {
        var bench = new RiskBench();
        Record other = RiskBench.Order(Operation.New, 100, 10);
        other.Order.Account = RiskBench.OtherAccount;
        bench.Sets(LimitScope.Gateway, Verdict.OrderQuantity, 10);
        Record wide = bench.Row(LimitScope.Account, Verdict.Position, LimitAction.Set, 1000, 1000);
        wide.Limit.Account = RiskBench.OtherAccount;
        bench.Accepts(wide);
        bench.Accepts(other);
        bench.SetsMoney(LimitScope.Firm, Verdict.OpenExposure, 7699);
        Assert.Equal(Verdict.OpenExposure, bench.New(100, 1));
        bench.SetsMoney(LimitScope.Firm, Verdict.OpenExposure, 7700);
        Assert.Equal(Verdict.Accept, bench.New(100, 1));
        Assert.Equal(7700, bench.Twin.FirmOpenValue(RiskBench.Firm));
        Assert.Equal(700, bench.Twin.AccountOpenValue(RiskBench.Account));
        Assert.Equal(7000, bench.Twin.AccountOpenValue(RiskBench.OtherAccount));
    }

    [Theory]
    [InlineData(LimitScope.Account, 0, 1, 10)]
    [InlineData(LimitScope.AccountInstrument, 0, 1, 10)]
    [InlineData(LimitScope.AccountInstrument, 4, 1, 6)]
    [InlineData(LimitScope.AccountInstrument, -4, 1, 14)]
    [InlineData(LimitScope.Account, 0, 2, 5)]
    [InlineData(LimitScope.Account, 0, 5, 5)]
    [InlineData(LimitScope.AccountInstrument, 4, 6, 9)]
    [InlineData(LimitScope.AccountInstrument, -4, 2, 1)]
    public static void APositionReachesSoFarWithItsOpenOrders(LimitScope scope, long opening, byte side, uint most)
    {
        var bench = new RiskBench(opening: opening);
        bench.Sets(scope, Verdict.Position, 10, 5);
        Assert.Equal(Verdict.Position, bench.New(100, most + 1, side));
        Assert.Equal(Verdict.Accept, bench.New(100, most, side));
        Assert.Equal(Verdict.Position, bench.New(100, 1, side));
    }

    [Fact]
    public static void AnAccountsPositionLimitHoldsForEachInstrumentAlone()
    {
        var bench = new RiskBench();
        bench.Sets(LimitScope.Account, Verdict.Position, 10, 10);
        Record price = bench.PriceRow(100, 90, 110);
        price.Price.Instrument = RiskBench.OtherInstrument;
        bench.Accepts(price);
        Record other = RiskBench.Order(Operation.New, 100, 10);
        other.Order.Instrument = RiskBench.OtherInstrument;
        Assert.Equal(Verdict.Accept, bench.New(100, 10));
        Assert.Equal(Verdict.Accept, bench.Judge(other));
        Assert.Equal(Verdict.Position, bench.Judge(other));
    }

    [Theory]
    [InlineData(2, 1, 500_000_000)]
    [InlineData(2, 3, 500_000_000)]
    [InlineData(3, 1, 333_333_333)]
    [InlineData(1_000_000_000, 2, 1)]
    public static void ASessionSendsABurstAndThenItsRate(ulong rate, ulong burst, ulong gapNs)
    {
        var bench = new RiskBench();
        bench.Sets(LimitScope.Session, Verdict.MessageRate, rate, burst);
        ulong now = RiskBench.NowNs;
        for (ulong i = 0; i < burst; i++) Assert.Equal(Verdict.Accept, At(bench, now));

        Assert.Equal(Verdict.MessageRate, At(bench, now));
        Assert.Equal(Verdict.MessageRate, At(bench, now + gapNs - 1));
        Assert.Equal(Verdict.Accept, At(bench, now + gapNs));
        Assert.Equal(Verdict.MessageRate, At(bench, now + gapNs));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(0, 0)]
    public static void ARateOrBurstOfZeroRefusesEveryMessage(ulong rate, ulong burst)
    {
        var bench = new RiskBench();
        bench.Sets(LimitScope.Session, Verdict.MessageRate, rate, burst);
        Assert.Equal(Verdict.MessageRate, bench.New(100, 1));
        bench.Acts(LimitScope.Session, Verdict.MessageRate, LimitAction.Disable);
        Assert.Equal(Verdict.Accept, bench.New(100, 1));
        bench.Sets(LimitScope.Session, Verdict.MessageRate, 1000, 1);
        Assert.Equal(Verdict.Accept, bench.New(100, 1));
    }

    [Fact]
    public static void ABurstBeyondAllTimeNeverFails()
    {
        var bench = new RiskBench();
        bench.Sets(LimitScope.Session, Verdict.MessageRate, 1, ulong.MaxValue);
        for (int i = 0; i < 100; i++) Assert.Equal(Verdict.Accept, At(bench, RiskBench.NowNs));
    }

    [Fact]
    public static void OnlyAcceptedNewsAndReplacesCountForTheRate()
    {
        var bench = new RiskBench();
        bench.Sets(LimitScope.Session, Verdict.MessageRate, 1, 1);
        Assert.Equal(Verdict.Collar, bench.New(200, 1));
        Assert.Equal(Verdict.Accept, bench.Judge(RiskBench.Order(Operation.Cancel, 100, 1)));
        Assert.Equal(Verdict.Accept, bench.New(100, 1));
        Assert.Equal(Verdict.Accept, bench.Judge(RiskBench.Order(Operation.Cancel, 100, 1)));
        Assert.Equal(Verdict.MessageRate, bench.Judge(RiskBench.Order(Operation.Replace, 100, 1, 1, 100, 1)));
    }

    private static Verdict At(RiskBench bench, ulong timeNs)
    {
        Record order = RiskBench.Order(Operation.New, 100, 1);
        order.Order.TimeNs = timeNs;
        Record price = bench.PriceRow(100, 90, 110);
        price.Price.TimeNs = timeNs;
        bench.Accepts(price);
        return bench.Judge(order);
    }
}
