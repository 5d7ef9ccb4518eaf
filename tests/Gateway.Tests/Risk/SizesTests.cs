using System;
using System.Runtime.CompilerServices;
using Gateway.Risk;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Risk;

public static class SizesTests
{
    [Theory]
    [InlineData(4, 4, 2, 2, 0, "")]
    [InlineData(2048, 2048, 1, 1, 65_535, "")]
    [InlineData(2048, 2049, 1, 1, 1, "2048 accounts × 2049 instruments = 4196352 pairs: at most 4194304 fit")]
    [InlineData(0, 1, 1, 1, 1, "0 accounts: from 1 to 4194304 fit")]
    [InlineData(1, -1, 1, 1, 1, "-1 instruments: from 1 to 4194304 fit")]
    [InlineData(1, 1, 4_194_305, 1, 1, "4194305 sessions: from 1 to 4194304 fit")]
    [InlineData(1, 1, 1, 0, 1, "0 firms: from 1 to 4194304 fit")]
    [InlineData(1, 1, 1, 1, 65_536, "65536 traders: from 0 to 65535 fit")]
    [InlineData(int.MaxValue, int.MaxValue, 1, 1, 1, "2147483647 accounts: from 1 to 4194304 fit")]
    public static void SizesFitOrSayWhichDoesNot(
        int accounts, int instruments, int sessions, int firms, int traders, string message)
    {
        bool fits = RiskSizes.Fit(new RiskSizes(accounts, instruments, sessions, firms, traders), out string said);
        Assert.Equal(message, said);
        Assert.Equal(message.Length == 0, fits);
    }

    [Fact]
    public static void SizesThatDoNotFitMakeNoTwin() =>
        Assert.Throws<ArgumentException>(() => new RiskTwin(new RiskSizes(0, 1, 1, 1, 1)));

    [Fact]
    public static void RowsAreTheirCacheLines()
    {
        Assert.Equal(64, Unsafe.SizeOf<LimitRow>());
        Assert.Equal(64, Unsafe.SizeOf<PairRow>());
        Assert.Equal(32, Unsafe.SizeOf<SessionRow>());
        Assert.Equal(40, Unsafe.SizeOf<InstrumentRow>());
        Assert.Equal(32, Unsafe.SizeOf<AccountRow>());
    }

    [Fact]
    public static void ARowOutsideItsTableIsNeverRead()
    {
        var twin = new RiskTwin(RiskBench.Sizes);
        Assert.Throws<ArgumentOutOfRangeException>(() => twin.Pair(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => twin.Pair(4, 0));
    }

    [Fact]
    public static void EqualHistoriesHashEqualAndOneLotMoreDiffers()
    {
        var a = new RiskBench();
        var b = new RiskBench();
        a.Accepts(RiskBench.Order(Operation.New, 100, 5));
        b.Accepts(RiskBench.Order(Operation.New, 100, 5));
        Assert.Equal(a.Twin.StateHash(), b.Twin.StateHash());

        b.Accepts(RiskBench.Order(Operation.New, 100, 1));
        Assert.NotEqual(a.Twin.StateHash(), b.Twin.StateHash());
    }
}
