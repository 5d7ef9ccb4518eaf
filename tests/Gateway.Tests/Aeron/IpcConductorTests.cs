using System;
using System.IO;
using System.Linq;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

public sealed class IpcConductorTests
{
    private const long NowMs = IpcRig.NowMs;
    private static readonly byte[] Message = new byte[64];

    [Fact]
    public void BackPressureEndsWhenTheSlowestReaderGoesOn()
    {
        using var rig = new IpcRig();
        IpcSubscription other = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc", NowMs);
        using Subscription slow = rig.Open();
        using Subscription fast = Subscription.Open(rig.Directory, other.PublicationId, other.CounterId);
        var fragments = new Fragments();
        int first = rig.Fill(Message);
        Assert.Equal((IpcRig.TermLength / 2 / 96) + 1, first);

        _ = fast.Poll(ref fragments, int.MaxValue);
        rig.Conduct();
        Assert.Equal(0, rig.Fill(Message));
        _ = slow.Poll(ref fragments, int.MaxValue);
        rig.Conduct();

        // Padding at the term's end costs one.
        Assert.Equal(first - 1, rig.Fill(Message));
    }

    [Fact]
    public void ASlowReaderThatIsRemovedHoldsNobody()
    {
        using var rig = new IpcRig();
        IpcSubscription other = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc", NowMs);
        using Subscription fast = Subscription.Open(rig.Directory, other.PublicationId, other.CounterId);
        var fragments = new Fragments();
        _ = rig.Fill(Message);
        _ = fast.Poll(ref fragments, int.MaxValue);
        Assert.True(rig.Conductor.RemoveSubscription(rig.Reader, NowMs));
        Assert.False(rig.Conductor.RemoveSubscription(rig.Reader, NowMs));
        rig.Conduct();

        Assert.True(rig.Fill(Message) > 0);
    }

    [Fact]
    public void WithoutReadersNothingIsTakenAndANewOneGoesOnWhereTheLastWas()
    {
        using var rig = new IpcRig();
        var fragments = new Fragments();
        using (Subscription subscription = rig.Open())
        {
            for (int round = 0; round < 20; round++)
            {
                _ = rig.Fill(Message);
                _ = subscription.Poll(ref fragments, 100);
                rig.Conduct();
            }

            Assert.True(rig.Conductor.RemoveSubscription(rig.Reader, NowMs));
            rig.Conduct();
            Assert.Equal(ExclusivePublication.NotConnected, rig.Publication.Offer(Message));
            Assert.Equal(0, rig.Publication.Room(64));
            IpcSubscription next = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc", NowMs + 2000);
            Assert.Equal(subscription.Position, next.JoinPosition);
            Assert.Equal(rig.Reader.CounterId, next.CounterId);
            rig.Conduct();
            Assert.True(rig.Publication.IsConnected);

            using Subscription again = Subscription.Open(rig.Directory, next.PublicationId, next.CounterId);
            while (again.Position < rig.Publication.Position) Assert.True(again.Poll(ref fragments, 100) >= 0);
            rig.Conduct();
            Assert.True(rig.Fill(Message) > 0);
        }
    }

    [Fact]
    public void AFreedCounterIsUsedAgainAfterASecond()
    {
        using var rig = new IpcRig();
        Assert.True(rig.Conductor.RemoveSubscription(rig.Reader, NowMs));
        IpcSubscription soon = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc", NowMs + 999);
        IpcSubscription later = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc", NowMs + 1000);
        Assert.Equal(rig.Reader.CounterId + 1, soon.CounterId);
        Assert.Equal(rig.Reader.CounterId, later.CounterId);
    }

    [Fact]
    public void APositionThatMakesNoSenseIsNotBelieved()
    {
        using var rig = new IpcRig();
        int room = rig.Fill(Message);
        byte[] before = File.ReadAllBytes(rig.LogPath);
        foreach (long position in (long[])[-32, 33, long.MaxValue, long.MinValue, rig.Publication.Position + 32])
        {
            rig.Conductor.Counters.Write(rig.Reader.CounterId, position);
            rig.Conduct();
            Assert.Equal(0, rig.Fill(Message));
        }

        Assert.True(room > 0);
        Assert.Equal(before, File.ReadAllBytes(rig.LogPath));
    }

    [Fact]
    public void CountersShowPositionsAndLabels()
    {
        using var rig = new IpcRig();
        _ = rig.Publication.Offer(Message);
        rig.Conduct();
        Assert.Equal(
            [
                (12, "pub-pos (exclusive): 1 11 7 aeron:ipc", 96, 1, 0),
                (1, "pub-lmt: 1 11 7 aeron:ipc", 32768, 1, 0),
                (4, "sub-pos: 2 11 7 aeron:ipc?alias=reader @0", 0, 2, 1),
            ],
            rig.Conductor.Counters.ReadAll()
                .Select(c => (c.TypeId, c.Label, c.Value, c.RegistrationId, c.ReferenceId)));
        Assert.Equal(32768, rig.Publication.PublisherLimit);
    }

    [Fact]
    public void AStreamHasOnePublicationAndAReaderNeedsOne()
    {
        using var rig = new IpcRig();
        Assert.Throws<ArgumentException>(
            () => rig.Conductor.AddExclusivePublication(IpcRig.Settings, "aeron:ipc", NowMs));
        Assert.Throws<ArgumentException>(() => rig.Conductor.AddSubscription(8, "aeron:ipc", NowMs));
    }

    [Fact]
    public void TheHeartbeatIsStoredOnceASecond()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        Assert.Equal(NowMs, subscription.ConductorHeartbeatMs);
        _ = rig.Conductor.DoWork(NowMs + 999);
        Assert.Equal(NowMs, subscription.ConductorHeartbeatMs);
        _ = rig.Conductor.DoWork(NowMs + 1000);
        Assert.Equal(NowMs + 1000, subscription.ConductorHeartbeatMs);
        rig.Conductor.Dispose();
        Assert.Equal(-1, subscription.ConductorHeartbeatMs);
        Assert.Equal(ExclusivePublication.Closed, rig.Publication.Offer(Message));
    }
}
