using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

/// <summary>The writer is killed after each of its stores; who takes over loses and doubles nothing.</summary>
public sealed class TornLogTests
{
    private const int T = IpcRig.TermLength;
    private const int Behind = 4;
    private const int TurnsMax = 1000;

    /// <summary>Records of 96 bytes before, empty ones of 32, and what is written when the writer is killed.</summary>
    public static TheoryData<int, int, string> Deaths => new()
    {
        { 5, 0, "offer" },
        { 5, 0, "empty" },
        { 5, 0, "fragments" },
        { 5, 0, "burst" },
        { 5, 0, "abort" },
        { 682, 0, "offer" },
        { 682, 0, "fragments" },
        { 680, 0, "burst" },
        { 682, 2, "burst" },
        { 682, 2, "offer" },
        { 2727, 0, "burst" },
        { 2728, 1, "fragments" },
        { 4000, 3, "burst" },
    };

    [Theory]
    [MemberData(nameof(Deaths))]
    public void AfterEachStoreTheLogGoesOn(int records, int empty, string what)
    {
        using var rig = new IpcRig();
        IpcSubscription other = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc?alias=other", IpcRig.NowMs);
        List<byte[]> written = Lead(rig, other, records, empty);
        byte[] cnc = File.ReadAllBytes(Path.Combine(rig.Directory, CncFile.Name));
        byte[] log = File.ReadAllBytes(rig.LogPath);
        long start = rig.Publication.Position;
        var stores = new WriterStores(start);
        Write(rig.Publication, stores, what, written.Count);

        long whole = start;
        long claimed = start;
        for (int i = 0; i <= stores.Stores.Count; i++)
        {
            using (var dead = new DeadDirectory(cnc, log))
            {
                // One reader stays behind, the other has seen what there is to be seen, each second time.
                if (i % 2 == 0) dead.SetCounter(other.CounterId, whole);
                GoesOn(dead, rig.Reader, other, written, whole, claimed);
            }

            if (i == stores.Stores.Count) break;
            WriterStore store = stores.Stores[i];
            store.Bytes.CopyTo(log, store.Offset);
            (claimed, whole) = (store.Claimed, store.Whole);
            written.AddRange(store.Payloads);
        }

        Assert.Equal(File.ReadAllBytes(rig.LogPath), log);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AMendingThatIsKilledIsMendedAgain(int words)
    {
        using var rig = new IpcRig();
        IpcSubscription other = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc?alias=other", IpcRig.NowMs);
        List<byte[]> written = Lead(rig, other, 5, 0);
        long start = rig.Publication.Position;
        byte[] log = File.ReadAllBytes(rig.LogPath);
        var torn = new WriterStores(start);
        torn.Burst([.. Enumerable.Range(0, 3).Select(number => Record(number))]);
        torn.Stores[0].Bytes.CopyTo(log, torn.Stores[0].Offset);

        // A padding frame of the whole claim, as far as it came.
        BinaryPrimitives.WriteInt32LittleEndian(log.AsSpan((int)start), -288);
        log[start + 5] = 0xC0;
        for (int i = 1; i < 4; i++)
        {
            if (i < words) torn.Stores[1 + i].Bytes.CopyTo(log, torn.Stores[1 + i].Offset);
        }

        using var dead = new DeadDirectory(File.ReadAllBytes(Path.Combine(rig.Directory, CncFile.Name)), log);
        GoesOn(dead, rig.Reader, other, written, start, start + 288);
    }

    [Fact]
    public void WhatACleaningThatWasKilledLeftIsErased()
    {
        using var rig = new IpcRig();
        IpcSubscription other = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc?alias=other", IpcRig.NowMs);
        List<byte[]> written = Lead(rig, other, 3000, 0);
        byte[] log = File.ReadAllBytes(rig.LogPath);
        long slow = rig.Conductor.Counters.Read(rig.Reader.CounterId);
        for (long at = slow - (T / 2); at < slow; at++) log[at % (3 * T)] = 1;

        using var dead = new DeadDirectory(File.ReadAllBytes(Path.Combine(rig.Directory, CncFile.Name)), log);
        long end = rig.Publication.Position;
        GoesOn(dead, rig.Reader, other, written, end, end);
    }

    /// <summary>Writes, the readers behind it: the slow one misses the last few.</summary>
    private static List<byte[]> Lead(IpcRig rig, IpcSubscription other, int records, int empty)
    {
        using Subscription slow = rig.Open();
        using Subscription fast = Subscription.Open(rig.Directory, other.PublicationId, other.CounterId);
        var read = new Fragments();
        var written = new List<byte[]>();
        for (int i = 0; i < records + empty; i++)
        {
            byte[] payload = i < records ? Record(i) : [];
            Assert.True(rig.Publication.Offer(payload) > 0);
            written.Add(payload);
            if (i >= Behind) _ = slow.Poll(ref read, 1);
            if (i >= Behind && slow.Position % T == 0) _ = slow.Poll(ref read, 1);
            _ = fast.Poll(ref read, 100);
            rig.Conduct();
        }

        return written;
    }

    private static void Write(ExclusivePublication publication, WriterStores stores, string what, int number)
    {
        byte[][] burst = [.. Enumerable.Range(number, 5).Select(i => Record(i))];
        byte[] longer = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i | 1))];
        switch (what)
        {
            case "offer":
                stores.Offer(burst[0]);
                Assert.True(publication.Offer(burst[0]) > 0);
                break;
            case "empty":
                stores.Offer([]);
                Assert.True(publication.Offer([]) > 0);
                break;
            case "fragments":
                stores.Offer(longer);
                Assert.True(publication.Offer(longer) > 0);
                break;
            case "burst":
                stores.Burst(burst);
                Assert.True(publication.OfferBurst([.. burst.SelectMany(record => record)], 64) > 0);
                break;
            default:
                stores.Abort(100);
                Assert.True(publication.TryClaim(100, out BufferClaim claim) > 0);
                claim.Abort();
                break;
        }
    }

    private static void GoesOn(
        DeadDirectory dead, IpcSubscription slow, IpcSubscription fast, List<byte[]> written, long whole, long claimed)
    {
        using IpcConductor conductor = dead.TakeOver();
        ExclusivePublication publication = conductor.FindPublication(IpcRig.Stream)!;
        Assert.Equal(claimed, publication.Position);
        ErasedBut(dead.Log, conductor.Counters.Read(slow.CounterId), Math.Min(claimed, whole + 32));
        using Subscription one = Subscription.Open(dead.Directory, slow.PublicationId, slow.CounterId);
        using Subscription two = Subscription.Open(dead.Directory, fast.PublicationId, fast.CounterId);
        var read = (One: new Fragments(), Two: new Fragments());
        var expected = new List<byte[]>(written);
        long position = claimed;
        var ends = new List<long>();
        int turns = 0;
        for (int i = 0; position < claimed + (3 * T) + 5000; i++)
        {
            byte[] next = Record(100_000 + i, i < 20 ? 64 : 1000);
            int bytes = i < 20 ? 96 : 1056;
            if (position % T > T - bytes) position += T - (position % T); // the slow model: no frame crosses an end
            position += bytes;
            ends.Add(position);
            while (publication.Offer(next) < 0) Turn();
            expected.Add(next);
            Assert.Equal(position, publication.Position);
        }

        for (int i = 0; i < 10; i++) Turn();
        Assert.Equal((position, position), (one.Position, two.Position));
        Same(expected, read.One.Payloads);
        Same(expected, read.Two.Payloads);
        Assert.True(ends.SequenceEqual(read.One.Headers.Select(header => header.Position).TakeLast(ends.Count)));

        void Turn()
        {
            Assert.True(turns++ < TurnsMax, "the stream stands still");
            _ = conductor.DoWork(IpcRig.NowMs);
            Assert.True(one.Poll(ref read.One, 100) >= 0, one.DescribeFault());
            Assert.True(two.Poll(ref read.Two, 150) >= 0, two.DescribeFault());
        }
    }

    /// <summary>A reader that was behind sees all from there on; at least what was new.</summary>
    private static void Same(List<byte[]> expected, List<byte[]> read)
    {
        Assert.True(read.Count >= 190);
        int before = expected.Count - read.Count;
        for (int i = 0; i < read.Count; i++) Assert.True(read[i].AsSpan().SequenceEqual(expected[before + i]));
    }

    private static void ErasedBut(string path, long from, long to)
    {
        byte[] log = File.ReadAllBytes(path);
        for (long at = from; at < to; at++) log[at % (3 * T)] = 0;
        Assert.Equal(-1, log.AsSpan(0, 3 * T).IndexOfAnyExcept((byte)0));
    }

    private static byte[] Record(int number, int bytes = 64)
    {
        var record = new byte[bytes];
        record.AsSpan().Fill((byte)(number | 1));
        BinaryPrimitives.WriteInt32LittleEndian(record, number);
        return record;
    }
}
