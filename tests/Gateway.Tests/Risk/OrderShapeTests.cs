using System;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Risk;

/// <summary>Checks 1 and 2: shape, and rows.</summary>
public static class OrderShapeTests
{
    [Theory]
    [InlineData(Operation.None, false)]
    [InlineData(Operation.New, true)]
    [InlineData(Operation.Cancel, true)]
    [InlineData(Operation.Replace, true)]
    [InlineData(Operation.MassCancel, true)]
    [InlineData((Operation)5, false)]
    [InlineData((Operation)255, false)]
    public static void AnOperationIs1To4(Operation operation, bool passes) =>
        Passes(passes, Change(operation, static (ref Order _) => { }));

    [Fact]
    public static void ASideIs1Or2Or5Or6AndInAMassCancelAlso0()
    {
        for (int side = 0; side < 256; side++)
        {
            byte value = (byte)side;
            bool passes = value is 1 or 2 or 5 or 6;
            Passes(passes, Change(Operation.New, (ref Order order) => order.Side = value));
            Passes(passes || value == 0, Change(Operation.MassCancel, (ref Order order) => order.Side = value));
        }
    }

    [Fact]
    public static void AKindIs1Or2AndATimeInForce0Or1Or3Or4InEveryOperation()
    {
        for (int i = 0; i < 256; i++)
        {
            byte value = (byte)i;
            for (Operation operation = Operation.New; operation <= Operation.MassCancel; operation++)
            {
                Passes(value is 1 or 2, Change(operation, (ref Order order) => order.Kind = value));
                Passes(value is 0 or 1 or 3 or 4, Change(operation, (ref Order order) => order.TimeInForce = value));
            }
        }
    }

    [Fact]
    public static void AQuantityOfZeroIsAMassCancelsAlone()
    {
        for (Operation operation = Operation.New; operation <= Operation.MassCancel; operation++)
        {
            bool mass = operation == Operation.MassCancel;
            Passes(mass, Change(operation, static (ref Order order) => order.Quantity = 0));
            Passes(false, Change(operation, static (ref Order order) => order.Price = int.MinValue));
            Passes(false, Change(operation, static (ref Order order) => order.HeldPrice = int.MinValue));
        }
    }

    [Theory]
    [InlineData(Operation.New, 2, 0, Verdict.Malformed)]
    [InlineData(Operation.New, 2, -1, Verdict.Malformed)]
    [InlineData(Operation.New, 2, 1, Verdict.Collar)]
    [InlineData(Operation.Replace, 2, 0, Verdict.Malformed)]
    [InlineData(Operation.Cancel, 2, 0, Verdict.Accept)]
    [InlineData(Operation.Cancel, 2, -1, Verdict.Accept)]
    [InlineData(Operation.New, 1, 0, Verdict.Accept)]
    [InlineData(Operation.New, 1, -5, Verdict.Accept)]
    [InlineData(Operation.MassCancel, 2, 0, Verdict.Accept)]
    public static void ALimitPriceIsAboveZero(Operation operation, byte kind, int price, Verdict verdict)
    {
        Record order = RiskBench.Order(operation, price, 1);
        order.Order.Kind = kind;
        Assert.Equal(verdict, new RiskBench().Judge(order));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-40)]
    public static void AnInstrumentMayAllowAPriceOfZeroAndLess(int price)
    {
        var bench = new RiskBench();
        Assert.Equal(Verdict.Accept, bench.Sets(LimitScope.Instrument, Verdict.Accept, RiskBench.TickValue, 1));
        bench.Prices(price, price - 1, price + 1);
        Assert.Equal(Verdict.Accept, bench.New(price, 3));
        Assert.Equal(Math.Abs(price) * 3 * 7, bench.Pair.OpenBuyValue);
        Assert.Equal(Verdict.Accept, bench.Sets(LimitScope.Instrument, Verdict.Accept, RiskBench.TickValue, 2));
        Assert.Equal(Verdict.Malformed, bench.New(price, 3));
    }

    [Theory]
    [InlineData(0u, 1u, 1u, 1)]
    [InlineData(3u, 1u, 1u, 1)]
    [InlineData(uint.MaxValue, 1u, 1u, 1)]
    [InlineData(1u, 0u, 1u, 1)]
    [InlineData(1u, 4u, 1u, 1)]
    [InlineData(1u, uint.MaxValue, 1u, 1)]
    [InlineData(1u, 1u, 0u, 1)]
    [InlineData(1u, 1u, 3u, 1)]
    [InlineData(1u, 1u, uint.MaxValue, 1)]
    [InlineData(1u, 1u, 1u, 2)]
    [InlineData(1u, 1u, 1u, 4)]
    [InlineData(1u, 1u, 1u, 0xFFFF)]
    [InlineData(2u, 2u, 1u, 1)]
    public static void ARowThatIsNotRegisteredIsUnknown(uint instrument, uint account, uint session, int trader)
    {
        var bench = new RiskBench();
        for (Operation operation = Operation.New; operation <= Operation.Replace; operation++)
        {
            Record order = Rows(RiskBench.Order(operation, 100, 1), instrument, account, session, trader);
            Assert.Equal(Verdict.UnknownRow, bench.Judge(order));
        }
    }

    [Fact]
    public static void MalformedComesBeforeUnknownRow()
    {
        Record order = Rows(RiskBench.Order(Operation.New, 0, 1), 1, 3, 1, 1);
        Assert.Equal(Verdict.Malformed, new RiskBench().Judge(order));
        order = Rows(RiskBench.Order(Operation.New, 0, 1), 0, 1, 1, 1);
        Assert.Equal(Verdict.UnknownRow, new RiskBench().Judge(order));
    }

    [Theory]
    [InlineData(uint.MaxValue, uint.MaxValue, uint.MaxValue, 0xFFFF, Verdict.Accept)]
    [InlineData(1u, 1u, 1u, 1, Verdict.Accept)]
    [InlineData(1u, 1u, 1u, 0, Verdict.Accept)]
    [InlineData(2u, 2u, 1u, 0, Verdict.Accept)]
    [InlineData(0u, 1u, 1u, 0, Verdict.UnknownRow)]
    [InlineData(1u, 0u, 1u, 0, Verdict.UnknownRow)]
    [InlineData(1u, 1u, 0u, 0, Verdict.UnknownRow)]
    [InlineData(1u, 1u, 1u, 2, Verdict.UnknownRow)]
    [InlineData(uint.MaxValue, 77u, uint.MaxValue, 0, Verdict.UnknownRow)]
    public static void AMassCancelsRowsAreRegisteredOrAny(
        uint instrument, uint account, uint session, int trader, Verdict verdict)
    {
        var bench = new RiskBench();
        bench.Acts(LimitScope.Gateway, Verdict.Killed, LimitAction.Disable);
        Record order = Rows(RiskBench.Order(Operation.MassCancel, 0, 0, side: 0), instrument, account, session, trader);
        Assert.Equal(verdict, bench.Judge(order));
    }

    [Fact]
    public static void ANonZeroVerdictIsLeftAloneAndDoesNothing()
    {
        var bench = new RiskBench();
        ulong hash = bench.Twin.StateHash();
        foreach (Record record in new[]
        {
            RiskBench.Order(Operation.New, 100, 1),
            RiskBench.Answer('F', 100, 1, 100, 1),
            bench.Row(LimitScope.Gateway, Verdict.Killed, LimitAction.Disable),
            bench.PriceRow(50, 40, 60),
        })
        {
            Record judged = record;
            judged.Order.Verdict = Verdict.Duplicate;
            Assert.Equal(Verdict.Duplicate, bench.Judge(judged));
        }

        Assert.Equal(hash, bench.Twin.StateHash());
    }

    [Theory]
    [InlineData(5, Verdict.Accept)]
    [InlineData(6, Verdict.Accept)]
    [InlineData(7, Verdict.Accept)]
    [InlineData(8, Verdict.Accept)]
    [InlineData(9, Verdict.Accept)]
    [InlineData(16, Verdict.Accept)]
    [InlineData(31, Verdict.Accept)]
    [InlineData(0, Verdict.Malformed)]
    [InlineData(10, Verdict.Malformed)]
    [InlineData(15, Verdict.Malformed)]
    [InlineData(32, Verdict.Malformed)]
    [InlineData(65_535, Verdict.Malformed)]
    public static void OtherKnownRecordsAreLeftAloneUnknownOnesAreMalformed(int template, Verdict verdict)
    {
        Record record = RiskBench.Order(Operation.New, 100, 1);
        record.Header = (Order.HeaderBits & ~0xFFFF_0000UL) | ((ulong)template << 16);
        var bench = new RiskBench();
        ulong hash = bench.Twin.StateHash();
        Assert.Equal(verdict, bench.Judge(record));
        Assert.Equal(hash, bench.Twin.StateHash());
    }

    private delegate void Edit(ref Order order);

    private static Record Change(Operation operation, Edit edit)
    {
        Record record = RiskBench.Order(operation, 100, 1);
        edit(ref record.Order);
        return record;
    }

    private static Record Rows(Record record, uint instrument, uint account, uint session, int trader)
    {
        record.Order.Instrument = instrument;
        record.Order.Account = account;
        record.Order.Session = session;
        record.Order.Trader = (ushort)trader;
        return record;
    }

    private static void Passes(bool passes, Record record) =>
        Assert.Equal(passes ? Verdict.Accept : Verdict.Malformed, new RiskBench().Judge(record));
}
