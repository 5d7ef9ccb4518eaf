using System;
using System.IO;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

public class PinnedTableTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(1000, true)]
    [InlineData(1_000_000, true)]
    public void RowsAreZeroAtFirstAndKeepWhatIsWritten(int count, bool resident)
    {
        using var table = new PinnedTable<long>(count, resident);
        Assert.Equal(-1, table.Slice(0, count).IndexOfAnyExcept(0L));
        table[count - 1] = 5;
        Assert.Equal(5, table.Slice(count - 1, 1)[0]);
        Assert.Equal(count, table.Count);
        Assert.Matches("^(huge|4 KiB) pages, (not )?locked$", table.Kind);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void ARowOutsideIsACrash(int row)
    {
        using var table = new PinnedTable<int>(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[row] = 1);
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(-1, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void ASliceOutsideIsACrash(int row, int count)
    {
        using var table = new PinnedTable<int>(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Slice(row, count).Length);
        Assert.Equal(0, table.Slice(10, 0).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ATableHasRows(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PinnedTable<int>(count));

    [Fact]
    public void MoreThanThereIsIsAnIoException() =>
        Assert.Throws<IOException>(() => new PinnedTable<Page>(int.MaxValue));

    [Fact]
    public void AfterDisposeEveryRowIsOutside()
    {
        var table = new PinnedTable<int>(10);
        table.Dispose();
        table.Dispose();
        Assert.Throws<ArgumentOutOfRangeException>(() => table[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Slice(0, 1).Length);
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 1 << 20)]
    private readonly struct Page;
}
