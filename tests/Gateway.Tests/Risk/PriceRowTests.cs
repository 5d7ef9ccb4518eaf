using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Risk;

/// <summary>Price rows, and what a market order takes from them.</summary>
public static class PriceRowTests
{
    [Theory]
    [InlineData(100, 90, 110, 1u, Verdict.Accept)]
    [InlineData(100, 100, 100, 1u, Verdict.Accept)]
    [InlineData(-100, -110, -90, uint.MaxValue, Verdict.Accept)]
    [InlineData(100, 101, 110, 1u, Verdict.Malformed)]
    [InlineData(100, 90, 99, 1u, Verdict.Malformed)]
    [InlineData(100, 90, 110, 0u, Verdict.Malformed)]
    [InlineData(0, int.MinValue, 0, 1u, Verdict.Malformed)]
    [InlineData(0, int.MinValue + 1, int.MaxValue, 1u, Verdict.Accept)]
    public static void AReferenceLiesWithinItsCollar(int reference, int low, int high, uint age, Verdict verdict)
    {
        var bench = new RiskBench();
        Record row = bench.PriceRow(reference, low, high);
        row.Price.AgeMsMax = age;
        Assert.Equal(verdict, bench.Judge(row));
    }

    [Fact]
    public static void ReservedBytesAreZero()
    {
        var bench = new RiskBench();
        Record good = bench.PriceRow(100, 90, 110);
        for (int field = 0; field < 5; field++)
        {
            Record row = good;
            if (field == 0) row.Price.ReservedAccount = 1;
            if (field == 1) row.Price.ReservedSession = 1;
            if (field == 2) row.Price.Reserved57 = 1;
            if (field == 3) row.Price.Reserved58 = 1;
            if (field == 4) row.Price.Reserved60 = 1;
            Assert.Equal(Verdict.Malformed, bench.Judge(row));
        }

        bench.Accepts(good);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(3u)]
    [InlineData(uint.MaxValue)]
    public static void AnInstrumentThatIsNotRegisteredIsUnknown(uint instrument)
    {
        var bench = new RiskBench();
        Record row = bench.PriceRow(100, 90, 110);
        row.Price.Instrument = instrument;
        Assert.Equal(Verdict.UnknownRow, bench.Judge(row));
        row.Price.Verdict = Verdict.Accept;
        row.Price.AgeMsMax = 0;
        Assert.Equal(Verdict.Malformed, bench.Judge(row));
    }

    [Theory]
    [InlineData(100, 90, 110, 110)]
    [InlineData(-100, -110, -90, 110)]
    [InlineData(0, -7, 5, 7)]
    [InlineData(0, int.MinValue + 1, 5, int.MaxValue)]
    public static void AMarketOrderIsPricedAtTheCollarsLargerEnd(int reference, int low, int high, int priced)
    {
        var bench = new RiskBench();
        bench.Prices(reference, low, high);
        Record order = Market(-3);
        Assert.Equal(Verdict.Accept, bench.Judge(ref order));
        Assert.Equal(priced, order.Order.Price);
        Assert.Equal(2L * priced * 7, bench.Pair.OpenBuyValue);
    }

    [Fact]
    public static void ItsPriceIsWrittenWhereCheck6IsReachedWhateverTheVerdict()
    {
        var bench = new RiskBench();
        bench.Sets(LimitScope.Gateway, Verdict.OrderQuantity, 1);
        Record order = Market(0);
        Assert.Equal(Verdict.OrderQuantity, bench.Judge(ref order));
        Assert.Equal(110, order.Order.Price);
        Assert.True(bench.Pair.HoldsNothing);

        order = Market(0);
        order.Order.TimeNs = ulong.MaxValue;
        Assert.Equal(Verdict.StaleReference, bench.Judge(ref order));
        Assert.Equal(0, order.Order.Price);

        bench.Acts(LimitScope.Gateway, Verdict.Killed, LimitAction.Disable);
        order = Market(0);
        Assert.Equal(Verdict.Killed, bench.Judge(ref order));
        Assert.Equal(0, order.Order.Price);
    }

    [Fact]
    public static void AMarketOrdersPriceIsWhatItsValueIsLimitedBy()
    {
        var bench = new RiskBench();
        bench.SetsMoney(LimitScope.Gateway, Verdict.OrderValue, (110 * 2 * 7) - 1);
        Assert.Equal(Verdict.OrderValue, bench.Judge(Market(0)));
        bench.SetsMoney(LimitScope.Gateway, Verdict.OrderValue, 110 * 2 * 7);
        Assert.Equal(Verdict.Accept, bench.Judge(Market(0)));
    }

    private static Record Market(int price)
    {
        Record order = RiskBench.Order(Operation.New, price, 2);
        order.Order.Kind = 1;
        return order;
    }
}
