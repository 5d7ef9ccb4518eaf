using System;
using System.Runtime.CompilerServices;
using Gateway.Native;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Native;

[Collection(BytesAreCounted.Name)]
public class PinnedArenaTests
{
    [Fact]
    public void ClaimsFollowEachOtherAndWhatIsNotCommittedIsClaimedAgain()
    {
        using var arena = new PinnedArena(10);
        arena.Claim(4)[0].Header = 1;
        arena.Commit(1);
        arena.Claim(4)[0].Header = 2;
        arena.Commit(0);
        Assert.Equal(2ul, arena.Claim(9)[0].Header);
        arena.Commit(9);
        Assert.Equal(1ul, arena.Claim(1)[0].Header);
    }

    [Fact]
    public void AClaimThatWouldStraddleTheEndBeginsAtTheFront()
    {
        using var arena = new PinnedArena(10);
        arena.Claim(10)[0].Header = 7;
        arena.Commit(7);
        Assert.Equal(7ul, arena.Claim(4)[0].Header);
        arena.Commit(4);
        Assert.NotEqual(7ul, arena.Claim(6)[0].Header);
    }

    [Fact]
    public void AClaimMayFillTheRestExactly()
    {
        using var arena = new PinnedArena(10);
        arena.Claim(10)[7].Header = 7;
        arena.Commit(7);
        Assert.Equal(7ul, arena.Claim(3)[0].Header);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void AClaimLongerThanTheRingIsACrash(int countMax)
    {
        using var arena = new PinnedArena(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Claim(countMax).Length);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    public void CommittingMoreThanWasClaimedIsACrash(int count)
    {
        using var arena = new PinnedArena(10);
        Assert.Equal(3, arena.Claim(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Commit(count));
        arena.Commit(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Commit(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void EachRecordIsOneCacheLine(int count)
    {
        using var arena = new PinnedArena(count);
        Assert.Equal(64, Unsafe.SizeOf<Record>());
        Assert.Equal(0, Unsafe.ByteOffset(ref Unsafe.NullRef<Record>(), ref arena.Claim(count)[0]) % 64);
        Assert.Matches("^(huge|4 KiB) pages, (not )?locked$", arena.Kind);
    }

    [Fact]
    public void ACycleAllocatesNothing()
    {
        using var arena = new PinnedArena(1000);
        int kept = 0;
        Assert.Equal(0, BytesAreCounted.Of(Claim));
        Assert.Equal(16_000, kept);

        void Claim()
        {
            for (int i = 0; i < 1000; i++)
            {
                Span<Record> claimed = arena.Claim(32);
                arena.Commit(claimed.Length / 2);
                kept += claimed.Length / 2;
            }
        }
    }
}
