using System;
using System.IO;
using System.Threading;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

public class CpuCoreTests
{
    [Fact]
    public void NowNeverGoesBack()
    {
        ulong last = 0;
        for (int i = 0; i < 100_000; i++)
        {
            ulong now = CpuCore.NowNs;
            Assert.True(now >= last);
            last = now;
        }
    }

    [Fact]
    public void NowIsUtc()
    {
        TimeSpan apart = DateTime.UnixEpoch.AddTicks((long)(CpuCore.NowNs / 100)) - DateTime.UtcNow;
        Assert.InRange(apart.TotalSeconds, -1, 1);
    }

    [Fact]
    public void TicksGoOn()
    {
        ulong before = CpuCore.TicksNs;
        Thread.Sleep(5);
        Assert.True(CpuCore.TicksNs - before >= 5_000_000);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1023)]
    [InlineData(int.MaxValue)]
    public void ACoreThatIsNotThereIsRefused(int core) =>
        Assert.EndsWith("errno 22", Assert.Throws<IOException>(() => CpuCore.Pin(core)).Message);
}
