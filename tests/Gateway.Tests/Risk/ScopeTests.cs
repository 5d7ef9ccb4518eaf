using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Risk;

/// <summary>Kills, reduce-only, limits that are off or absent, and what may be registered again.</summary>
public static class ScopeTests
{
    [Theory]
    [InlineData(LimitScope.Gateway)]
    [InlineData(LimitScope.Firm)]
    [InlineData(LimitScope.Account)]
    [InlineData(LimitScope.Instrument)]
    [InlineData(LimitScope.AccountInstrument)]
    [InlineData(LimitScope.Session)]
    [InlineData(LimitScope.Trader)]
    public static void AKilledScopeRefusesUntilItIsResumed(LimitScope scope)
    {
        var bench = new RiskBench(opening: 5);
        bench.Acts(scope, Verdict.Killed, LimitAction.Disable);
        bench.Acts(scope, Verdict.Killed, LimitAction.ReduceOnly);
        Assert.Equal(Verdict.Killed, bench.Judge(ByTrader(1)));
        Assert.Equal(Verdict.Killed, bench.Judge(ByTrader(1, side: 2)));
        bench.Acts(scope, Verdict.Killed, LimitAction.Enable);
        Assert.Equal(Verdict.Accept, bench.Judge(ByTrader(1)));

        bench.Acts(scope, Verdict.Killed, LimitAction.ReduceOnly);
        Assert.Equal(Verdict.Killed, bench.Judge(ByTrader(1)));
        Assert.Equal(Verdict.Accept, bench.Judge(ByTrader(5, side: 2)));
        Assert.Equal(Verdict.Killed, bench.Judge(ByTrader(1, side: 2)));
    }

    [Fact]
    public static void AKilledTraderStopsNobodyElse()
    {
        var bench = new RiskBench();
        bench.Acts(LimitScope.Trader, Verdict.Killed, LimitAction.Disable);
        Assert.Equal(Verdict.Killed, bench.Judge(ByTrader(1)));
        Assert.Equal(Verdict.Accept, bench.New(100, 1));
    }

    [Fact]
    public static void RegisteringAgainResumesNothing()
    {
        var bench = new RiskBench();
        bench.Acts(LimitScope.Firm, Verdict.Killed, LimitAction.Disable);
        bench.Registers(LimitScope.Firm, RiskBench.Firm);
        Assert.Equal(Verdict.Killed, bench.New(100, 1));
    }

    [Theory]
    [InlineData(5, 2, 5, Verdict.Accept)]
    [InlineData(5, 2, 6, Verdict.Position)]
    [InlineData(5, 1, 1, Verdict.Position)]
    [InlineData(0, 1, 1, Verdict.Position)]
    [InlineData(0, 2, 1, Verdict.Position)]
    [InlineData(-5, 1, 5, Verdict.Accept)]
    [InlineData(-5, 1, 6, Verdict.Position)]
    [InlineData(-5, 5, 1, Verdict.Position)]
    public static void AReduceOnlyOrderReduces(long position, byte side, uint quantity, Verdict verdict)
    {
        var bench = new RiskBench(opening: position);
        Record order = RiskBench.Order(Operation.New, 100, quantity, side);
        order.Order.Flags = OrderFlags.ReduceOnly;
        Assert.Equal(verdict, bench.Judge(order));
    }

    [Fact]
    public static void AReduceOnlyOrderIsSparedChecks8And9()
    {
        var bench = new RiskBench(opening: 5, limits: false);
        bench.Sets(LimitScope.Gateway, Verdict.OrderQuantity, 100);
        bench.Sets(LimitScope.Account, Verdict.Position, 100, 100);
        bench.Sets(LimitScope.Session, Verdict.MessageRate, 100, 100);
        Record order = RiskBench.Order(Operation.New, 100, 5, side: 2);
        Assert.Equal(Verdict.OrderValue, bench.Judge(order));
        order.Order.Flags = OrderFlags.ReduceOnly;
        Assert.Equal(Verdict.Accept, bench.Judge(order));
    }

    [Fact]
    public static void AReduceOnlyReplaceCountsItselfOnce()
    {
        var bench = new RiskBench(opening: 5);
        Record order = RiskBench.Order(Operation.New, 100, 5, side: 2);
        order.Order.Flags = OrderFlags.ReduceOnly;
        bench.Accepts(order);
        order = RiskBench.Order(Operation.Replace, 101, 5, 2, 100, 5);
        order.Order.Flags = OrderFlags.ReduceOnly;
        Assert.Equal(Verdict.Accept, bench.Judge(order));
        order = RiskBench.Order(Operation.Replace, 101, 6, 2, 101, 5);
        order.Order.Flags = OrderFlags.ReduceOnly;
        Assert.Equal(Verdict.Position, bench.Judge(order));
    }

    [Fact]
    public static void ACheckWithoutAnyRowFailsAndOneThatIsOffDoesNot()
    {
        var bench = new RiskBench(limits: false);
        (LimitScope, Verdict)[] rows =
        [
            (LimitScope.Instrument, Verdict.OrderQuantity),
            (LimitScope.Account, Verdict.OrderValue),
            (LimitScope.AccountInstrument, Verdict.OpenExposure),
            (LimitScope.AccountInstrument, Verdict.Position),
            (LimitScope.Session, Verdict.MessageRate),
        ];
        foreach ((LimitScope scope, Verdict check) in rows)
        {
            Assert.Equal(check, bench.New(100, 1));
            bench.Sets(scope, check, 0);
            Assert.Equal(check, bench.New(100, 1));
            Assert.Equal(Verdict.Accept, bench.Acts(scope, check, LimitAction.Disable));
        }

        Assert.Equal(Verdict.Accept, bench.New(100, 1));
        Assert.Equal(Verdict.Accept, bench.Acts(LimitScope.Account, Verdict.OrderValue, LimitAction.Enable));
        Assert.Equal(Verdict.OrderValue, bench.New(100, 1));
    }

    [Fact]
    public static void TheLowestVerdictWins()
    {
        var bench = new RiskBench();
        bench.Sets(LimitScope.Gateway, Verdict.OrderQuantity, 0);
        bench.Sets(LimitScope.Gateway, Verdict.OrderValue, 0);
        bench.Sets(LimitScope.Firm, Verdict.OpenExposure, 0);
        bench.Sets(LimitScope.Account, Verdict.Position, 0);
        bench.Sets(LimitScope.Session, Verdict.MessageRate, 0);
        Assert.Equal(Verdict.OrderQuantity, bench.New(100, 1));
        bench.Sets(LimitScope.Gateway, Verdict.OrderQuantity, 1);
        Assert.Equal(Verdict.OrderValue, bench.New(100, 1));
        bench.Sets(LimitScope.Gateway, Verdict.OrderValue, 1000);
        Assert.Equal(Verdict.OpenExposure, bench.New(100, 1));
        bench.Sets(LimitScope.Firm, Verdict.OpenExposure, 1000);
        Assert.Equal(Verdict.Position, bench.New(100, 1));
        bench.Sets(LimitScope.Account, Verdict.Position, 1);
        Assert.Equal(Verdict.MessageRate, bench.New(100, 1));
        Assert.Equal(Verdict.Collar, bench.New(111, 1));
    }

    [Fact]
    public static void ATickValueChangesOnlyWhileNothingIsOpen()
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        Assert.Equal(Verdict.Malformed, bench.Sets(LimitScope.Instrument, Verdict.Accept, 8));
        Assert.Equal(Verdict.Accept, bench.Sets(LimitScope.Instrument, Verdict.Accept, RiskBench.TickValue));
        bench.Accepts(RiskBench.Answer('F', 100, 5, 100, 5));
        Assert.Equal(Verdict.Accept, bench.Sets(LimitScope.Instrument, Verdict.Accept, 8));
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        Assert.Equal(100 * 5 * 8, bench.Pair.OpenBuyValue);
    }

    [Fact]
    public static void AnAccountChangesItsFirmOnlyWhileItHasNoOpenValue()
    {
        var bench = new RiskBench();
        bench.Registers(LimitScope.Firm, 2);
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        Assert.Equal(Verdict.Malformed, bench.Sets(LimitScope.Account, Verdict.Accept, 2));
        Assert.Equal(Verdict.Accept, bench.Sets(LimitScope.Account, Verdict.Accept, RiskBench.Firm));
        bench.Accepts(RiskBench.Answer('4', 0, 0, 100, 5));
        Assert.Equal(Verdict.Accept, bench.Sets(LimitScope.Account, Verdict.Accept, 2));
        bench.SetsMoney(LimitScope.Account, Verdict.OpenExposure, 100_000);
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        Assert.Equal(0, bench.Twin.FirmOpenValue(RiskBench.Firm));
        Assert.Equal(3500, bench.Twin.FirmOpenValue(2));
    }

    [Fact]
    public static void AnOpeningPositionIsSetBeforeThePairsFirstOrder()
    {
        var bench = new RiskBench();
        Assert.Equal(Verdict.Collar, bench.New(1000, 1));
        Assert.Equal(Verdict.Accept, bench.Sets(LimitScope.AccountInstrument, Verdict.Accept, unchecked((ulong)-3)));
        Assert.Equal(-3, bench.Pair.Position);
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        Assert.Equal(Verdict.Malformed, bench.Sets(LimitScope.AccountInstrument, Verdict.Accept, 1));
        bench.Registers(LimitScope.AccountInstrument, RiskBench.Account, RiskBench.OtherInstrument, 9);
        Assert.Equal(9, bench.Twin.Pair(RiskBench.Account, RiskBench.OtherInstrument).Position);
    }

    private static Record ByTrader(uint quantity, byte side = 1)
    {
        Record order = RiskBench.Order(Operation.New, 100, quantity, side);
        order.Order.Trader = RiskBench.Trader;
        return order;
    }
}
