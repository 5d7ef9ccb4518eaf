using System;
using System.IO;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

public sealed class AeronDirectoryTests
{
    private const long NowMs = IpcRig.NowMs;

    [Fact]
    public void ALiveDirectoryIsRefusedAndADeadOneReplaced()
    {
        using var rig = new IpcRig();
        var refusal = Assert.Throws<IOException>(
            () => new IpcConductor(rig.Directory, Environment.ProcessId, NowMs + 9_999));
        Assert.Equal(
            $"{rig.Directory}: in use by process {Environment.ProcessId}, seen alive 9999 ms ago", refusal.Message);
        Assert.True(File.Exists(rig.LogPath));

        using var next = new IpcConductor(rig.Directory, Environment.ProcessId, NowMs + 10_000);
        Assert.False(File.Exists(rig.LogPath));
        Assert.Empty(next.Counters.ReadAll());

        // The one that was taken for dead wakes up: what is there now is not its own.
        rig.Conductor.Dispose();
        Assert.True(File.Exists(Path.Combine(rig.Directory, CncFile.Name)));
    }

    [Fact]
    public void ADirectoryWhoseProcessIsGoneIsReplacedAtOnce()
    {
        using var folder = new TemporaryDirectory();
        AeronDirectory.Create(folder.Aeron, int.MaxValue, NowMs).Dispose();
        using var next = new IpcConductor(folder.Aeron, Environment.ProcessId, NowMs);
        Assert.Empty(next.Counters.ReadAll());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(4096)]
    public void AHalfMadeDirectoryIsReplaced(int bytes)
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.Aeron);
        File.WriteAllBytes(Path.Combine(folder.Aeron, CncFile.Name), new byte[bytes]);
        using var conductor = new IpcConductor(folder.Aeron, Environment.ProcessId, NowMs);
        Assert.Empty(conductor.Counters.ReadAll());
    }

    [Fact]
    public void AnEmptyDirectoryIsTaken()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.Aeron);
        using var conductor = new IpcConductor(folder.Aeron, Environment.ProcessId, NowMs);
        Assert.Empty(conductor.Counters.ReadAll());
    }

    [Fact]
    public void SomebodyElsesDirectoryIsLeftAlone()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.Aeron);
        string precious = Path.Combine(folder.Aeron, "precious");
        File.WriteAllText(precious, "x");
        var refusal = Assert.Throws<IOException>(() => new IpcConductor(folder.Aeron, 1, NowMs));
        Assert.Equal($"{folder.Aeron}: exists, is not empty, and has no cnc.dat", refusal.Message);
        Assert.True(File.Exists(precious));
    }

    [Fact]
    public void DisposeRemovesTheDirectoryAndReadersKeepTheirs()
    {
        using var rig = new IpcRig();
        _ = rig.Publication.Offer([1]);
        using Subscription subscription = rig.Open();
        rig.Conductor.Dispose();
        Assert.False(Directory.Exists(rig.Directory));
        var fragments = new Fragments();
        Assert.Equal(1, subscription.Poll(ref fragments, 10));
        Assert.True(subscription.IsEndOfStream);
    }
}
