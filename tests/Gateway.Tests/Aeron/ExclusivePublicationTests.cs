using System;
using System.Linq;
using System.Threading;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

public sealed class ExclusivePublicationTests
{
    private const int T = IpcRig.TermLength;

    [Fact]
    public void ABurstIsTheFramesOfSingleOffersAndLiesInOneTerm()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        var random = new Random(1);
        foreach (int length in (int[])[64, 1, 32, 33, 1376, 64])
        {
            // Enough for the log to go round.
            for (int round = 0; round < 40; round++)
            {
                byte[][] messages = new byte[random.Next(0, 1 + rig.Publication.Room(length))][];
                for (int i = 0; i < messages.Length; i++) random.NextBytes(messages[i] = new byte[length]);
                long end = rig.Publication.OfferBurst([.. messages.SelectMany(message => message)], length);
                Assert.Equal(rig.Publication.Position, end);
                var read = new Fragments();
                while (subscription.Position < end) Assert.True(subscription.Poll(ref read, int.MaxValue) >= 0);
                rig.Conduct();
                Assert.Equal(messages, read.Payloads);
                Assert.Single(read.Headers.Select(h => (h.Position - 1) / T).DefaultIfEmpty().Distinct());
            }
        }

        Assert.True(rig.Publication.Position > 10 * IpcRig.TermLength);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(1376)]
    public void PromisedRoomIsThereAndNoMoreIsPromisedThanIsThere(int length)
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        var random = new Random(length);
        var fragments = new Fragments();
        int full = 0;
        for (int round = 0; round < 400; round++)
        {
            // A stray message first, so that terms end at every distance from a frame's length.
            _ = rig.Publication.Offer(new byte[random.Next(0, length + 1)]);
            int room = rig.Publication.Room(length);
            var messages = new byte[(room + 1) * length];
            Assert.Equal(ExclusivePublication.BackPressured, rig.Publication.OfferBurst(messages, length));
            if (random.Next(2) == 0) Assert.True(rig.Fill(new byte[length]) >= room);
            else Assert.True(rig.Publication.OfferBurst(messages.AsSpan(0, room * length), length) > 0);
            full += room;
            _ = subscription.Poll(ref fragments, random.Next(1, 100));
            rig.Conduct();
        }

        Assert.True(full > 0);
    }

    [Fact]
    public void ABurstThatDoesNotFitLeavesNothing()
    {
        using var rig = new IpcRig();
        int room = rig.Publication.Room(64);
        long before = rig.Publication.Position;

        Assert.Equal(
            ExclusivePublication.BackPressured, rig.Publication.OfferBurst(new byte[(room + 1) * 64], 64));
        Assert.Equal(before, rig.Publication.Position);
        Assert.Equal(before, rig.Publication.OfferBurst([], 64));
        Assert.True(rig.Publication.OfferBurst(new byte[room * 64], 64) > before);
    }

    [Fact]
    public void RefusalsHaveAeronsNumbers()
    {
        using var rig = new IpcRig(reader: false);
        ExclusivePublication publication = rig.Publication;
        Assert.Equal((1376, 8192), (publication.MaxPayload, publication.MaxMessage));
        Assert.False(publication.IsConnected);
        Assert.Equal(-1, publication.Offer([1]));
        Assert.Equal(-1, publication.OfferBurst([1], 1));
        Assert.Equal(-1, publication.TryClaim(1, out _));
        Assert.Equal(-6, publication.Offer(new byte[8193]));
        Assert.Equal(-6, publication.OfferBurst(new byte[1377], 1377));
        Assert.Equal(-6, publication.TryClaim(1377, out _));

        _ = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc", IpcRig.NowMs);
        rig.Conduct();
        Assert.True(publication.IsConnected);
        Assert.True(rig.Fill(new byte[8192]) > 0);
        Assert.Equal(-2, publication.Offer([1]));
        Assert.Equal(-2, publication.TryClaim(1, out _));

        publication.Close();
        Assert.Equal(-4, publication.Offer([1]));
        Assert.Equal(-4, publication.Offer(new byte[8193]));
        Assert.Equal(-4, publication.OfferBurst([1], 1));
        Assert.Equal(-4, publication.TryClaim(1377, out _));
        Assert.Equal(0, publication.Room(1));
    }

    [Fact]
    public void TheLastTermEndsTheLog()
    {
        using var rig = new IpcRig(IpcRig.Settings with { StartTermCount = int.MaxValue, StartTermOffset = 65472 });
        ExclusivePublication publication = rig.Publication;
        Assert.Equal(((long)IpcRig.TermLength << 31) - 64, publication.Position);

        Assert.Equal(2, publication.Room(0));
        Assert.True(publication.Offer([]) > 0);
        Assert.Equal(0, publication.Room(1));
        Assert.Equal(-5, publication.OfferBurst([1], 1));
        Assert.Equal(-5, publication.Offer([1]));
        Assert.Equal(-5, publication.Offer([]));
        using Subscription subscription = rig.Open();
        var fragments = new Fragments();
        Assert.Equal(1, subscription.Poll(ref fragments, 10));
        Assert.Equal((long)IpcRig.TermLength << 31, subscription.Position);
    }

    /// <summary>A term's begin and an offset of another term are a position that never was.</summary>
    [Fact]
    public void AnotherThreadSeesThePositionOnlyGoOn()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        int done = 0;
        int backwards = 0;
        var watcher = new Thread(() =>
        {
            for (long last = 0; Volatile.Read(ref done) == 0;)
            {
                long position = rig.Publication.ProducerPosition;
                if (position < last) backwards++;
                last = position;
            }
        });
        watcher.Start();
        var fragments = new Fragments();
        var message = new byte[1000];
        while (rig.Publication.Position < 10_000L * IpcRig.TermLength)
        {
            _ = rig.Fill(message);
            while (subscription.Poll(ref fragments, 1000) > 0) { }
            fragments.Payloads.Clear();
            fragments.Headers.Clear();
            rig.Conduct();
        }

        Volatile.Write(ref done, 1);
        watcher.Join();
        Assert.Equal((0, rig.Publication.Position), (backwards, rig.Publication.ProducerPosition));
    }
}
