using System;
using Gateway.Risk;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Risk;

/// <summary>The rules of records.md section 3, one test each.</summary>
public static class ExposureTests
{
    [Fact]
    public static void Rule2ANewOrderHoldsItsValueOnItsSide()
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        bench.Accepts(RiskBench.Order(Operation.New, 90, 2, side: 5));
        Assert.Equal(new PairState(100 * 5 * 7, 90 * 2 * 7, 5, 2, 0), bench.Pair);
        Assert.Equal((500 + 180) * 7, bench.Twin.AccountOpenValue(RiskBench.Account));
        Assert.Equal((500 + 180) * 7, bench.Twin.FirmOpenValue(RiskBench.Firm));
    }

    [Theory]
    [InlineData(110, 2, 110, 5)]
    [InlineData(90, 9, 100, 9)]
    [InlineData(90, 2, 100, 5)]
    [InlineData(110, 9, 110, 9)]
    public static void Rule3AReplaceHoldsTheLargerPriceTimesTheLargerQuantity(
        int price, uint quantity, int heldPrice, uint heldQuantity)
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        bench.Accepts(RiskBench.Order(Operation.Replace, price, quantity, 1, 100, 5));
        Assert.Equal(heldPrice * (long)heldQuantity * 7, bench.Pair.OpenBuyValue);
        Assert.Equal(heldQuantity, bench.Pair.OpenBuyLots);

        bench.Accepts(RiskBench.Answer('5', price, quantity, heldPrice, heldQuantity));
        Assert.Equal(price * (long)quantity * 7, bench.Pair.OpenBuyValue);
        Assert.Equal(quantity, bench.Pair.OpenBuyLots);
    }

    [Fact]
    public static void Rule4ACancelChangesNothingAndNoLimitRateOrKillRefusesIt()
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        for (LimitScope scope = LimitScope.Gateway; scope <= LimitScope.Trader; scope++)
        {
            bench.Acts(scope, Verdict.Killed, LimitAction.Disable);
        }

        bench.Sets(LimitScope.Gateway, Verdict.OrderQuantity, 0);
        bench.Sets(LimitScope.Session, Verdict.MessageRate, 0, 0);
        ulong hash = bench.Twin.StateHash();
        Assert.Equal(Verdict.Accept, bench.Judge(RiskBench.Order(Operation.Cancel, 5000, 5, 1, 100, 5)));
        Assert.Equal(hash, bench.Twin.StateHash());
    }

    [Theory]
    [InlineData((byte)1, 3)]
    [InlineData((byte)2, -3)]
    [InlineData((byte)5, -3)]
    [InlineData((byte)6, -3)]
    public static void Rule5ATradeReleasesAtTheHeldPriceAndMovesThePosition(byte side, long position)
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5, side));
        bench.Accepts(RiskBench.Answer('F', 95, 3, 100, 5, side));
        Assert.Equal(position, bench.Pair.Position);
        Assert.Equal(100 * 2 * 7, bench.Pair.OpenBuyValue + bench.Pair.OpenSellValue);
        Assert.Equal(2, bench.Pair.OpenBuyLots + bench.Pair.OpenSellLots);

        bench.Accepts(RiskBench.Answer('H', 95, 3, 100, 2, side));
        Assert.Equal(0, bench.Pair.Position);
        Assert.Equal(100 * 2 * 7, bench.Pair.OpenBuyValue + bench.Pair.OpenSellValue);
    }

    [Theory]
    [InlineData('3')]
    [InlineData('4')]
    [InlineData('8')]
    [InlineData('C')]
    public static void Rule5AnEndReleasesAllThatIsHeld(char execType)
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        bench.Accepts(RiskBench.Answer(execType, 0, 0, 100, 5));
        Assert.True(bench.Pair.HoldsNothing);
        Assert.Equal(0, bench.Twin.AccountOpenValue(RiskBench.Account));
        Assert.Equal(0, bench.Twin.FirmOpenValue(RiskBench.Firm));
        Assert.Equal(0UL, bench.Twin.Underflows);
    }

    [Theory]
    [InlineData('0')]
    [InlineData('6')]
    [InlineData('A')]
    [InlineData('E')]
    [InlineData('x')]
    public static void Rule5AnAcknowledgementChangesNothing(char execType)
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        bench.Accepts(RiskBench.Answer(execType, 100, 5, 100, 5));
        Assert.Equal(new PairState(3500, 0, 5, 0, 0), bench.Pair);
    }

    [Theory]
    [InlineData('5', 110, 3)]
    [InlineData('y', 90, 9)]
    [InlineData('D', 100, 1)]
    [InlineData('?', 91, 2)]
    public static void Rule5AllOthersHoldWhatTheySayFromNowOn(char execType, int price, uint quantity)
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        bench.Accepts(RiskBench.Answer(execType, price, quantity, 100, 5));
        Assert.Equal(new PairState(price * (long)quantity * 7, 0, quantity, 0, 0), bench.Pair);
    }

    [Fact]
    public static void Rule7ALimitBelowUseKeepsWorkingOrdersAndRefusesWhatAdds()
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 10));
        bench.SetsMoney(LimitScope.AccountInstrument, Verdict.OpenExposure, 1);
        bench.Sets(LimitScope.AccountInstrument, Verdict.Position, 1, 1);
        Assert.Equal(Verdict.OpenExposure, bench.Judge(RiskBench.Order(Operation.Replace, 101, 10, 1, 100, 10)));
        Assert.Equal(Verdict.OpenExposure, bench.New(100, 1));
        Assert.Equal(Verdict.Accept, bench.Judge(RiskBench.Order(Operation.Replace, 100, 9, 1, 100, 10)));
        bench.SetsMoney(LimitScope.AccountInstrument, Verdict.OpenExposure, 100_000);
        Assert.Equal(Verdict.Position, bench.Judge(RiskBench.Order(Operation.Replace, 100, 11, 1, 100, 10)));
        Assert.Equal(Verdict.Accept, bench.Judge(RiskBench.Order(Operation.Replace, 101, 10, 1, 100, 10)));
        Assert.Equal(101 * 10 * 7, bench.Pair.OpenBuyValue);
    }

    [Fact]
    public static void Rule7ARejectedOrderChangesNothing()
    {
        var bench = new RiskBench();
        bench.Sets(LimitScope.Session, Verdict.MessageRate, 1, 1);
        bench.Accepts(RiskBench.Order(Operation.New, 100, 10));
        ulong hash = bench.Twin.StateHash();
        Assert.Equal(Verdict.MessageRate, bench.New(100, 1));
        Assert.Equal(Verdict.Collar, bench.New(1000, 1));
        Assert.Equal(Verdict.Malformed, bench.New(-1, 1));
        Assert.Equal(hash, bench.Twin.StateHash());
    }

    [Fact]
    public static void Rule8AnUnderflowStopsAtZeroAndIsCountedOnceARecord()
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5, side: 2));
        bench.Accepts(RiskBench.Answer('4', 0, 0, 101, 6));
        Assert.Equal(1UL, bench.Twin.Underflows);
        Assert.Equal(new PairState(0, 3500, 0, 5, 0), bench.Pair);
        Assert.Equal(3500, bench.Twin.AccountOpenValue(RiskBench.Account));
        Assert.Equal(3500, bench.Twin.FirmOpenValue(RiskBench.Firm));
    }

    [Fact]
    public static void Rule8AnOverfillReleasesWhatIsHeldAndMovesThePositionByAllOfIt()
    {
        var bench = new RiskBench();
        bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
        bench.Accepts(RiskBench.Answer('F', 100, 8, 100, 5));
        Assert.Equal(new PairState(0, 0, 0, 0, 8), bench.Pair);
        Assert.Equal(1UL, bench.Twin.Overfills);
        Assert.Equal(0UL, bench.Twin.Underflows);
    }

    [Theory]
    [InlineData(0UL, 1u, 1u)]
    [InlineData(1UL, 0u, 1u)]
    [InlineData(1UL, 4u, 1u)]
    [InlineData(1UL, 1u, 0u)]
    [InlineData(1UL, 1u, 3u)]
    [InlineData(1UL, 2u, 2u)]
    [InlineData(1UL, uint.MaxValue, uint.MaxValue)]
    public static void Rule8AnExecutionOfAnUnknownOrderMovesNothing(ulong orderId, uint account, uint instrument)
    {
        var bench = new RiskBench();
        ulong hash = bench.Twin.StateHash();
        Record fill = RiskBench.Answer('F', 100, 8, 100, 5);
        fill.Execution.OrderId = orderId;
        fill.Execution.Account = account;
        fill.Execution.Instrument = instrument;
        Assert.Equal(Verdict.UnknownRow, bench.Judge(fill));
        Assert.Equal(hash, bench.Twin.StateHash());
    }

    [Fact]
    public static void TheLargestValuesAddUpExactlyToTheTablesEndAndStopThere()
    {
        var bench = new RiskBench();
        Assert.Equal(Verdict.Accept, bench.Sets(LimitScope.Instrument, Verdict.Accept, (1UL << 48) - 1));
        Record most = RiskBench.Answer('0', int.MinValue, uint.MaxValue, 0, 0);
        Int128 each = ((Int128)1 << 31) * uint.MaxValue * ((1L << 48) - 1);
        for (int i = 0; i < 1 << 16; i++) bench.Accepts(most);
        Assert.Equal(each << 16, bench.Pair.OpenBuyValue);
        Assert.Equal(0UL, bench.Twin.Saturations);

        bench.Accepts(most);
        Assert.Equal(Int128.MaxValue, bench.Pair.OpenBuyValue);
        Assert.Equal(Int128.MaxValue, bench.Twin.FirmOpenValue(RiskBench.Firm));
        Assert.Equal(1UL, bench.Twin.Saturations);
        Assert.Equal(Verdict.OpenExposure, bench.New(100, 1));
    }

    [Fact]
    public static void APositionStopsAtTheTablesEnd()
    {
        var bench = new RiskBench(opening: (1L << 61) - 1);
        bench.Accepts(RiskBench.Answer('F', 100, 2, 0, 0));
        Assert.Equal(1L << 61, bench.Pair.Position);
        Assert.Equal(1UL, bench.Twin.Saturations);
    }

    [Theory]
    [InlineData('F', 3500)]
    [InlineData('4', 3500)]
    public static void TheForgottenReleaseIsTheFirstAndTheOnlyOne(char execType, int forgotten)
    {
        var bench = new RiskBench(new RiskTwin(RiskBench.Sizes, forgetRelease: true));
        for (int i = 0; i < 3; i++)
        {
            bench.Accepts(RiskBench.Order(Operation.New, 100, 5));
            bench.Accepts(RiskBench.Answer('0', 100, 5, 100, 5));
            Assert.Equal(i == 0, bench.Twin.ForgetRelease);
            bench.Accepts(RiskBench.Answer(execType, 0, execType == 'F' ? 5u : 0, 100, 5));
            Assert.Equal(forgotten, bench.Pair.OpenBuyValue);
        }

        Assert.Equal(execType == 'F' ? 15 : 0, bench.Pair.Position);
    }
}
