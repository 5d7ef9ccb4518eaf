using System;
using System.IO;
using System.Linq;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

[Collection(BytesAreCounted.Name)]
public sealed class TakeOverTests
{
    private const string Channel = "aeron:ipc?alias=reader";
    private const long NowMs = IpcRig.NowMs;
    private static readonly byte[] Message = new byte[64];

    [Fact]
    public void ALiveConductorIsNotFollowedHoweverOldItsHeartbeatIs()
    {
        using var rig = new IpcRig();
        var refusal = Assert.Throws<IOException>(
            () => IpcConductor.TakeOver(rig.Directory, Environment.ProcessId, NowMs + 3_600_000));
        Assert.Contains(Path.Combine(rig.Directory, "conductor.lock"), refusal.Message);
        Assert.Contains("used by another process", refusal.Message);
        Assert.Equal(NowMs, CncHeartbeat(rig.Directory));

        using var dead = new DeadDirectory(rig);
        using IpcConductor next = dead.TakeOver();
        Assert.Throws<IOException>(dead.TakeOver);
    }

    [Fact]
    public void WhatItFindsIsWhatThereWas()
    {
        using var rig = new IpcRig();
        string longer = "aeron:ipc?alias=" + new string('x', 200);
        IpcSubscription other = rig.Conductor.AddSubscription(IpcRig.Stream, longer, NowMs);
        _ = rig.Publication.Offer(Message);
        using var dead = new DeadDirectory(rig);
        using IpcConductor conductor = dead.TakeOver();

        ExclusivePublication publication = Assert.IsType<ExclusivePublication>(conductor.FindPublication(7));
        Assert.Equal((1, 96, true), (publication.RegistrationId, publication.Position, publication.IsConnected));
        Assert.Null(conductor.FindPublication(8));
        Assert.Equal(rig.Reader, conductor.FindSubscription(7, Channel));
        Assert.Equal(other, conductor.FindSubscription(7, longer));
        Assert.Null(conductor.FindSubscription(7, "aeron:ipc"));
        Assert.Null(conductor.FindSubscription(8, Channel));
        Assert.Throws<ArgumentException>(() => conductor.AddExclusivePublication(IpcRig.Settings, "aeron:ipc", NowMs));
        Assert.Equal(4, conductor.AddSubscription(IpcRig.Stream, "aeron:ipc", NowMs).RegistrationId);
        Assert.True(conductor.RemoveSubscription(rig.Reader, NowMs));
        conductor.Dispose();
        Assert.False(Directory.Exists(dead.Directory));
    }

    [Fact]
    public void AReaderInItsOwnProcessNoticesNothing()
    {
        using var rig = new IpcRig();
        for (byte i = 0; i < 3; i++) _ = rig.Publication.Offer([i]);
        using var dead = new DeadDirectory(rig);
        var read = new Fragments();
        using (Subscription subscription = Open(dead, rig.Reader))
        {
            Assert.Equal(3, subscription.Poll(ref read, 10));
            Assert.Equal((0, 0), (subscription.Poll(ref read, 10), subscription.BlockPoll(ref read, 10)));
            Assert.False(subscription.IsClosed || subscription.IsEndOfStream);
            Assert.Null(subscription.DescribeFault());

            using IpcConductor next = IpcConductor.TakeOver(dead.Directory, Environment.ProcessId, NowMs + 5000);
            Assert.Equal(NowMs + 5000, subscription.ConductorHeartbeatMs);
            for (int i = 3; i < 9000; i++)
            {
                while (next.FindPublication(IpcRig.Stream)!.Offer([(byte)i]) < 0) _ = next.DoWork(NowMs + 5000);
                Assert.Equal(1, subscription.Poll(ref read, 10));
            }
        }

        Assert.Equal(Enumerable.Range(0, 9000).Select(i => (byte)i), read.Payloads.Select(payload => payload[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    public void WhatWasReadAndNotReleasedComesAgainWhenBothDied(int released)
    {
        using var rig = new IpcRig();
        for (byte i = 0; i < 5; i++) _ = rig.Publication.Offer([i]);
        var read = new Fragments();
        using (Subscription first = rig.Open())
        {
            Assert.Equal(released, first.Read(ref read, released));
            first.Release();
            Assert.Equal(5 - released, first.Read(ref read, 10));
        }

        using var dead = new DeadDirectory(rig);
        using IpcConductor next = dead.TakeOver();
        while (next.DoWork(NowMs) > 0) { }
        _ = next.FindPublication(IpcRig.Stream)!.Offer([5]);
        using Subscription second = Open(dead, rig.Reader);
        var again = new Fragments();
        Assert.Equal(6 - released, second.Read(ref again, 10));
        Assert.Equal(Enumerable.Range(released, 6 - released), again.Payloads.Select(payload => (int)payload[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WithoutReadersTheNextOneGoesOnWhereTheLastWas(bool conducted)
    {
        using var rig = new IpcRig();
        var read = new Fragments();
        using (Subscription subscription = rig.Open())
        {
            for (int i = 0; i < 50; i++)
            {
                _ = rig.Fill(Message);
                _ = subscription.Poll(ref read, 100);
                rig.Conduct();
            }

            Assert.True(rig.Conductor.RemoveSubscription(rig.Reader, NowMs));
            if (conducted) rig.Conduct();
        }

        using var dead = new DeadDirectory(rig);
        using IpcConductor next = dead.TakeOver();
        ExclusivePublication publication = next.FindPublication(IpcRig.Stream)!;
        while (next.DoWork(NowMs) > 0) { }
        Assert.Equal(ExclusivePublication.NotConnected, publication.Offer(Message));
        IpcSubscription reader = next.AddSubscription(IpcRig.Stream, Channel, NowMs);
        Assert.Equal(read.Headers[^1].Position, reader.JoinPosition);
        using Subscription again = Open(dead, reader);
        while (again.Position < publication.Position) Assert.True(again.Poll(ref read, 100) >= 0);
        while (next.DoWork(NowMs) > 0) { }
        Assert.True(publication.Offer(Message) > 0);
    }

    [Fact]
    public void AStreamThatWasClosedStaysClosed()
    {
        using var rig = new IpcRig();
        _ = rig.Publication.Offer(Message);
        rig.Publication.Close();
        using var dead = new DeadDirectory(rig);
        using IpcConductor next = dead.TakeOver();
        Assert.Equal(ExclusivePublication.Closed, next.FindPublication(IpcRig.Stream)!.Offer(Message));
        _ = next.DoWork(NowMs);
        Assert.False(next.IsDrained(IpcRig.Stream));
        using Subscription subscription = Open(dead, rig.Reader);
        var read = new Fragments();
        Assert.Equal(1, subscription.Poll(ref read, 10));
        Assert.True(next.IsDrained(IpcRig.Stream));
    }

    [Fact]
    public void TheLastTermThereIsStaysFull()
    {
        using var rig = new IpcRig(IpcRig.Settings with { StartTermCount = int.MaxValue, StartTermOffset = 65376 });
        Assert.True(rig.Publication.Offer(Message) > 0);
        Assert.Equal(ExclusivePublication.MaxPositionExceeded, rig.Publication.Offer(Message));
        using var dead = new DeadDirectory(rig);
        using IpcConductor next = dead.TakeOver();
        ExclusivePublication publication = next.FindPublication(IpcRig.Stream)!;
        Assert.Equal((1L << 47, 0), (publication.Position, publication.Room(64)));
        Assert.Equal(ExclusivePublication.MaxPositionExceeded, publication.Offer(Message));
    }

    [Fact]
    public void ACycleAllocatesNothingAfterIt()
    {
        using var rig = new IpcRig();
        using var dead = new DeadDirectory(rig);
        using IpcConductor next = dead.TakeOver();
        ExclusivePublication publication = next.FindPublication(IpcRig.Stream)!;
        Cycles();
        Assert.Equal(0, BytesAreCounted.Of(Cycles));

        void Cycles()
        {
            for (int i = 0; i < 100; i++)
            {
                _ = publication.Offer(Message);
                _ = next.DoWork(NowMs);
            }
        }
    }

    private static Subscription Open(DeadDirectory dead, IpcSubscription reader) =>
        Subscription.Open(dead.Directory, reader.PublicationId, reader.CounterId);

    private static long CncHeartbeat(string directory)
    {
        using CncFile cnc = CncFile.Open(directory);
        return cnc.HeartbeatMs;
    }
}
