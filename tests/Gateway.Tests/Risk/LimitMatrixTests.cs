using Gateway.Risk;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Risk;

/// <summary>Each scope with each check and each action, as a table that a person can hold against the text.</summary>
public static class LimitMatrixTests
{
    /// <summary>Columns: scopes 0 to 8. A accepted, M malformed, U needs a row that was set before.</summary>
    [Theory]
    [InlineData(0, 1, "MMAAAAAAM")]
    [InlineData(0, 2, "MMMMMMMMM")]
    [InlineData(0, 3, "MMMMMMMMM")]
    [InlineData(0, 4, "MMMMMMMMM")]
    [InlineData(1, 1, "MMMMMMMMM")]
    [InlineData(2, 1, "MMMMMMMMM")]
    [InlineData(3, 1, "MMMMMMMMM")]
    [InlineData(3, 2, "MAAAAAAAM")]
    [InlineData(3, 3, "MAAAAAAAM")]
    [InlineData(3, 4, "MAAAAAAAM")]
    [InlineData(4, 1, "MMMMMMMMM")]
    [InlineData(4, 2, "MMMMMMMMM")]
    [InlineData(5, 1, "MMMMMMMMM")]
    [InlineData(6, 1, "MMMMMMMMM")]
    [InlineData(6, 3, "MMMMMMMMM")]
    [InlineData(7, 1, "MAAAAAMMM")]
    [InlineData(7, 2, "MUUUUUMMM")]
    [InlineData(7, 3, "MUUUUUMMM")]
    [InlineData(7, 4, "MMMMMMMMM")]
    [InlineData(8, 1, "MAAAAAMMM")]
    [InlineData(8, 2, "MUUUUUMMM")]
    [InlineData(8, 3, "MUUUUUMMM")]
    [InlineData(8, 4, "MMMMMMMMM")]
    [InlineData(9, 1, "MMAAMAMMM")]
    [InlineData(9, 2, "MMUUMUMMM")]
    [InlineData(9, 3, "MMUUMUMMM")]
    [InlineData(9, 4, "MMMMMMMMM")]
    [InlineData(10, 1, "MMMAMAMMM")]
    [InlineData(10, 2, "MMMUMUMMM")]
    [InlineData(10, 3, "MMMUMUMMM")]
    [InlineData(10, 4, "MMMMMMMMM")]
    [InlineData(11, 1, "MMMMMMAMM")]
    [InlineData(11, 2, "MMMMMMUMM")]
    [InlineData(11, 3, "MMMMMMUMM")]
    [InlineData(11, 4, "MMMMMMMMM")]
    [InlineData(12, 1, "MMMMMMMMM")]
    [InlineData(12, 2, "MMMMMMMMM")]
    [InlineData(13, 1, "MMMMMMMMM")]
    [InlineData(39, 1, "MMMMMMMMM")]
    [InlineData(255, 3, "MMMMMMMMM")]
    [InlineData(7, 0, "MMMMMMMMM")]
    [InlineData(7, 5, "MMMMMMMMM")]
    [InlineData(3, 255, "MMMMMMMMM")]
    public static void AScopeACheckAndAnActionGoTogetherOrNot(byte check, byte action, string answers)
    {
        for (byte scope = 0; scope < answers.Length; scope++)
        {
            Verdict expected = answers[scope] switch
            {
                'A' => Verdict.Accept,
                'M' => Verdict.Malformed,
                _ => Verdict.UnknownRow,
            };
            var bench = new RiskBench(limits: false);
            Assert.Equal(expected, bench.Judge(Row(bench, scope, check, action)));
            if (expected != Verdict.UnknownRow) continue;

            bench.Accepts(Row(bench, scope, check, (byte)LimitAction.Set));
            Assert.Equal(Verdict.Accept, bench.Judge(Row(bench, scope, check, action)));
        }
    }

    /// <summary>Every scope of an unregistered or absent row, whatever check and action go with it.</summary>
    [Theory]
    [InlineData(0, 1, "..UUUUUU")]
    [InlineData(3, 3, ".AUUUUUU")]
    [InlineData(7, 1, ".AUUUU..")]
    [InlineData(9, 1, "..UU.U..")]
    [InlineData(11, 1, "......U.")]
    public static void ARowOutsideItsTableIsUnknown(byte check, byte action, string answers)
    {
        for (byte scope = 0; scope < answers.Length; scope++)
        {
            var bench = new RiskBench();
            Record row = Row(bench, scope, check, action);
            row.Limit.Account = row.Limit.Instrument = row.Limit.Session = 100;
            Verdict expected = answers[scope] switch
            {
                'A' => Verdict.Accept,
                'U' => Verdict.UnknownRow,
                _ => Verdict.Malformed,
            };
            Assert.Equal(expected, bench.Judge(row));
        }
    }

    [Theory]
    [InlineData(3, 3, ".AUUUUUU")]
    [InlineData(3, 4, ".AUUUUUU")]
    [InlineData(8, 1, ".AUUUU..")]
    [InlineData(10, 1, "...U.U..")]
    [InlineData(11, 1, "......U.")]
    public static void ARowThatIsNotRegisteredIsUnknown(byte check, byte action, string answers)
    {
        for (byte scope = 1; scope < answers.Length; scope++)
        {
            var bench = new RiskBench();
            Record row = Row(bench, scope, check, action);
            row.Limit.Account = row.Limit.Session = 2;
            row.Limit.Instrument = 0;
            if (scope == 3) row.Limit.Account = 3;
            Verdict expected = answers[scope] switch
            {
                'A' => Verdict.Accept,
                'U' => Verdict.UnknownRow,
                _ => Verdict.Malformed,
            };
            Assert.Equal(expected, bench.Judge(row));
        }
    }

    [Fact]
    public static void APairNeedsItsAccountAndItsInstrument()
    {
        var bench = new RiskBench();
        Record pair = bench.Row(LimitScope.AccountInstrument, Verdict.Accept, LimitAction.Set);
        pair.Limit.Account = 3;
        Assert.Equal(Verdict.UnknownRow, bench.Judge(pair));
        pair.Limit.Verdict = Verdict.Accept;
        pair.Limit.Account = RiskBench.Account;
        pair.Limit.Instrument = 0;
        Assert.Equal(Verdict.UnknownRow, bench.Judge(pair));
    }

    [Theory]
    [InlineData(1, Verdict.Accept)]
    [InlineData(2, Verdict.UnknownRow)]
    [InlineData(3, Verdict.UnknownRow)]
    [InlineData(0xFFFF_FFFF, Verdict.UnknownRow)]
    [InlineData(0x1_0000_0001, Verdict.UnknownRow)]
    public static void AnAccountNeedsItsFirm(ulong firm, Verdict verdict)
    {
        var bench = new RiskBench();
        Record account = bench.Row(LimitScope.Account, Verdict.Accept, LimitAction.Set, firm);
        account.Limit.Account = 3;
        Assert.Equal(verdict, bench.Judge(account));
    }

    [Theory]
    [InlineData(0UL, Verdict.Malformed)]
    [InlineData(1UL, Verdict.Accept)]
    [InlineData((1UL << 48) - 1, Verdict.Accept)]
    [InlineData(1UL << 48, Verdict.Malformed)]
    public static void ATickValueIsAbove0AndBelow2To48(ulong value, Verdict verdict) =>
        Assert.Equal(verdict, new RiskBench().Sets(LimitScope.Instrument, Verdict.Accept, value));

    [Theory]
    [InlineData(1L << 61, Verdict.Accept)]
    [InlineData((1L << 61) + 1, Verdict.Malformed)]
    [InlineData(-(1L << 61), Verdict.Accept)]
    [InlineData(-(1L << 61) - 1, Verdict.Malformed)]
    [InlineData(long.MinValue, Verdict.Malformed)]
    public static void AnOpeningPositionFitsTheTable(long lots, Verdict verdict) =>
        Assert.Equal(verdict, new RiskBench().Sets(LimitScope.AccountInstrument, Verdict.Accept, (ulong)lots));

    [Fact]
    public static void TraderZeroIsNoTrader()
    {
        var bench = new RiskBench();
        Record row = bench.Row(LimitScope.Trader, Verdict.Accept, LimitAction.Set);
        row.Limit.Account = 0;
        Assert.Equal(Verdict.UnknownRow, bench.Judge(row));
    }

    [Fact]
    public static void ASequenceIsAboveTheLastAcceptedOne()
    {
        var bench = new RiskBench(new RiskTwin(RiskBench.Sizes));
        Record first = bench.Row(LimitScope.Gateway, Verdict.Killed, LimitAction.Enable);
        ulong last = first.Limit.Sequence;
        bench.Accepts(first);
        Assert.Equal(Verdict.Malformed, bench.Judge(first));

        first.Limit.Sequence = last + 100;
        first.Limit.Check = Verdict.Duplicate;
        Assert.Equal(Verdict.Malformed, bench.Judge(first));

        Record price = bench.PriceRow(100, 90, 110);
        price.Price.Sequence = last;
        Assert.Equal(Verdict.Malformed, bench.Judge(price));
        price.Price.Verdict = Verdict.Accept;
        price.Price.Sequence = last + 1;
        bench.Accepts(price);

        Record row = bench.Row(LimitScope.Gateway, Verdict.Killed, LimitAction.Enable);
        row.Limit.Sequence = last + 1;
        Assert.Equal(Verdict.Malformed, bench.Judge(row));
    }

    [Fact]
    public static void AFirstSequenceOfZeroIsNotAboveNone()
    {
        var twin = new RiskTwin(RiskBench.Sizes);
        var one = new Record[1];
        one[0].Limit = new Limit { Header = Limit.HeaderBits, Scope = LimitScope.Firm, Action = LimitAction.Set };
        twin.Judge(one);
        Assert.Equal(Verdict.Malformed, one[0].Limit.Verdict);
    }

    private static Record Row(RiskBench bench, byte scope, byte check, byte action)
    {
        Record row = bench.Row((LimitScope)scope, (Verdict)check, (LimitAction)action, 1);
        if (check == 0 && scope == (byte)LimitScope.Instrument) row.Limit.Value = RiskBench.TickValue;
        return row;
    }
}
