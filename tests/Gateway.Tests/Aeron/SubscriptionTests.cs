using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using Gateway.Aeron;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Aeron;

public sealed class SubscriptionTests
{
    [Fact]
    public void WhatWasWrittenBeforeTheReaderCameIsThere()
    {
        using var rig = new IpcRig();
        int count = rig.Fill(new byte[64]);
        using Subscription subscription = rig.Open();
        var fragments = new Fragments();

        Assert.Equal(count, subscription.Poll(ref fragments, int.MaxValue));
    }

    [Fact]
    public void ARestartedReaderGoesOnWhereItsCounterIs()
    {
        using var rig = new IpcRig();
        for (byte i = 0; i < 10; i++) _ = rig.Publication.Offer([i]);
        var fragments = new Fragments();
        using (Subscription first = rig.Open())
        {
            Assert.Equal(3, first.Poll(ref fragments, 3));
            Assert.Equal(4, first.Read(ref fragments, 4));
        }

        // The four that were read and not released come again.
        using Subscription second = rig.Open();
        Assert.Equal(7, second.Poll(ref fragments, int.MaxValue));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 3, 4, 5, 6, 7, 8, 9], fragments.Payloads.Select(payload => payload[0]));
    }

    [Fact]
    public void NothingIsErasedBeforeItIsReleased()
    {
        using var rig = new IpcRig();
        var message = new byte[64];
        int before = rig.Fill(message);
        using Subscription subscription = rig.Open();
        var fragments = new Fragments();
        Assert.Equal(before, subscription.Read(ref fragments, int.MaxValue));
        rig.Conduct();
        Assert.Equal(0, rig.Fill(message));

        subscription.Release();
        rig.Conduct();
        Assert.True(rig.Fill(message) > 0);
    }

    [Fact]
    public void ABlockIsTheLogsOwnBytesPaddingIncluded()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        byte[] message = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
        var blocks = new Fragments();
        long position = 0;
        while (position < 3 * IpcRig.TermLength)
        {
            Assert.True(rig.Publication.Offer(message) > 0);
            byte[] term = File.ReadAllBytes(rig.LogPath);
            int bytes = subscription.BlockPoll(ref blocks, 4096);
            int from = (int)(position % (3 * IpcRig.TermLength));
            Assert.True(bytes > 0 && from / IpcRig.TermLength == (from + bytes - 1) / IpcRig.TermLength);
            Assert.Equal(term[from..(from + bytes)], blocks.Payloads[^1]);
            Assert.Equal(position, blocks.Headers[^1].Position);
            position += bytes;
            Assert.Equal(position, subscription.Position);
            rig.Conduct();
        }

        Assert.Contains(blocks.Payloads, block => BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(6)) == 0);
    }

    [Fact]
    public void ABlockHasWholeFramesAndAtLeastOne()
    {
        using var rig = new IpcRig();
        for (int i = 0; i < 5; i++) _ = rig.Publication.Offer(new byte[64]);
        using Subscription subscription = rig.Open();
        var blocks = new Fragments();
        Assert.Equal(96, subscription.BlockPoll(ref blocks, 10));
        Assert.Equal(96, subscription.BlockPoll(ref blocks, 191));
        Assert.Equal(192, subscription.BlockPoll(ref blocks, 192));
        Assert.Equal(96, subscription.BlockPoll(ref blocks, 1000));
        Assert.Equal(0, subscription.BlockPoll(ref blocks, 1000));
    }

    [Theory]
    [InlineData(0, 31, "frame of 31 bytes")]
    [InlineData(0, 1, "frame of 1 bytes")]
    [InlineData(0, 65536, "frame of 65536 bytes")]
    [InlineData(0, int.MaxValue, "frame of 2147483647 bytes")]
    [InlineData(4, 0x0002_c000, "type 2")]
    [InlineData(8, 64, "offset 64")]
    [InlineData(20, 5, "term 5")]
    public void AFrameThatIsNotPlausibleIsReportedAndNotRead(int offset, int value, string told)
    {
        using var rig = new IpcRig();
        for (int i = 0; i < 3; i++) _ = rig.Publication.Offer(new byte[64]);
        using (MappedFile file = MappedFile.Open(rig.LogPath, 0, readOnly: false)) file.WriteInt(96 + offset, value);
        using Subscription subscription = rig.Open();
        var fragments = new Fragments();

        Assert.Equal(1, subscription.Poll(ref fragments, int.MaxValue));
        Assert.Equal(Subscription.Broken, subscription.Poll(ref fragments, int.MaxValue));
        Assert.Equal(Subscription.Broken, subscription.BlockPoll(ref fragments, int.MaxValue));
        Assert.Equal(96, subscription.Position);
        Assert.Single(fragments.Payloads);
        string fault = Assert.IsType<string>(subscription.DescribeFault());
        Assert.StartsWith($"{rig.LogPath}: broken at position 96: ", fault);
        Assert.Contains(told, fault);
    }

    [Fact]
    public void AFrameBeingWrittenIsNotSeen()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        var fragments = new Fragments();
        Assert.True(rig.Publication.TryClaim(8, out BufferClaim claim) > 0);
        claim.Payload.Fill(1);
        claim.SetReservedValue(5);
        Assert.Equal(0, subscription.Poll(ref fragments, 10));
        claim.Commit();
        Assert.True(rig.Publication.TryClaim(8, out claim) > 0);
        claim.Abort();
        Assert.True(rig.Publication.Offer([2]) > 0);

        Assert.Equal(2, subscription.Poll(ref fragments, 10));
        Assert.Equal((64L, (byte)0xC0, 5L), fragments.Headers[0]);
        Assert.Equal(rig.Publication.Position, subscription.Position);
    }

    [Fact]
    public void AStreamEndsWhereItsPublicationWasClosed()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        var fragments = new Fragments();
        _ = rig.Publication.Offer([1]);
        Assert.False(subscription.IsEndOfStream);
        rig.Publication.Close();
        rig.Conduct();
        Assert.False(subscription.IsEndOfStream);
        Assert.False(rig.Conductor.IsDrained(IpcRig.Stream));

        Assert.Equal(1, subscription.Poll(ref fragments, 10));
        Assert.True(subscription.IsEndOfStream);
        Assert.True(rig.Conductor.IsDrained(IpcRig.Stream));
    }

    [Fact]
    public void AReaderThatWasRemovedIsClosedAndStoresNothing()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        var fragments = new Fragments();
        _ = rig.Publication.Offer([1]);
        Assert.Equal(1, subscription.Read(ref fragments, 1));
        Assert.True(rig.Conductor.RemoveSubscription(rig.Reader, IpcRig.NowMs));

        subscription.Release();
        Assert.True(subscription.IsClosed);
        Assert.Equal(Subscription.Closed, subscription.Poll(ref fragments, 1));
        Assert.Equal(0, rig.Conductor.Counters.Read(rig.Reader.CounterId));
        subscription.Dispose();
        Assert.Equal(Subscription.Closed, subscription.BlockPoll(ref fragments, 1));
    }

    [Theory]
    [InlineData(512, 0, "counter 512: not below 512")]
    [InlineData(-1, 0, "counter -1: not below 512")]
    [InlineData(0, 0, "counter 0 is no position of a subscription to 1")]
    [InlineData(9, 0, "counter 9 is no position of a subscription to 1")]
    [InlineData(2, 16, "counter 2: position 16 is not in the log, which is at 96")]
    [InlineData(2, 128, "counter 2: position 128 is not in the log, which is at 96")]
    [InlineData(2, -32, "counter 2: position -32 is not in the log, which is at 96")]
    public void ACounterThatDoesNotFitIsRefused(int counter, long position, string told)
    {
        using var rig = new IpcRig();
        _ = rig.Publication.Offer(new byte[64]);
        rig.Conductor.Counters.Write(rig.Reader.CounterId, position);

        var fault = Assert.Throws<InvalidDataException>(
            () => Subscription.Open(rig.Directory, rig.Reader.PublicationId, counter));
        Assert.Equal($"{rig.Directory}: {told}", fault.Message);
    }
}
