using System;
using System.IO;
using CsCheck;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

[Collection(BytesAreCounted.Name)]
public class NetTests
{
    private const int NotConnected = -107;
    private const int NoRoom = -105;
    private const int Refused = -111;

    [Theory]
    [InlineData("nowhere", 19)]
    [InlineData("memory:speed=1", 22)]
    [InlineData("memory:piece=0", 22)]
    [InlineData("kernel:pipe=3", 22)]
    [InlineData("kernel:busy", 22)]
    public void ABadConfigurationIsRefusedWithItsErrno(string config, int errno)
    {
        IOException refused = Assert.Throws<IOException>(() => Net.Open(config));
        Assert.Contains(config, refused.Message);
        Assert.EndsWith($"errno {errno}", refused.Message);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void BytesComeOutAsTheyWentInHoweverTheyAreCut(string back) =>
        Gen.Select(Gen.ULong, Gen.Int[1, Net.PieceBytesMax], Gen.Char[' ', '~'].Array[1, 3000]).Sample(
            (seed, piece, text) =>
            {
                using var pair = new Pair($"{back}:seed={seed},piece={piece}", $"{back}:pipe=4");
                byte[] bytes = Array.ConvertAll(text, each => (byte)each);
                Assert.Equal(bytes.Length, pair.Client.Send(pair.Made, bytes));
                Assert.Equal(1, pair.Client.Flush());
                Assert.Equal(new string(text), pair.Read(pair.Server, bytes.Length));
            },
            iter: 200);

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void NothingLeavesBeforeTheFlush(string back)
    {
        using var pair = new Pair(back, back);
        Assert.Equal(2, pair.Client.Send(pair.Made, "hi"u8));
        Assert.Equal("", pair.Read(pair.Server, 0));
        Assert.Equal(1, pair.Client.Flush());
        Assert.Equal("hi", pair.Read(pair.Server, 2));
        Assert.Equal(0, pair.Client.Retransmissions);
    }

    [Fact]
    public void AFullPipeTakesAllOrNothing()
    {
        using var pair = new Pair("memory", "memory:pipe=1");
        Assert.Equal(1024, pair.Client.Room(pair.Made));
        Assert.Equal(1000, pair.Client.Send(pair.Made, new byte[1000]));
        Assert.Equal(NoRoom, pair.Client.Send(pair.Made, new byte[25]));
        pair.Client.Flush();
        NetEvent piece = pair.Next(pair.Server);
        Assert.Equal(24, pair.Client.Room(pair.Made));
        pair.Server.Release(piece);
        Assert.Equal(1024, pair.Client.Room(pair.Made));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void AnEventSaysWhenWhereAndWhat(string back)
    {
        using var pair = new Pair(back, back);
        pair.Client.Send(pair.Made, "now"u8);
        pair.Client.Flush();
        NetEvent piece = pair.Next(pair.Server);
        Assert.Equal(NetEventKind.Data, piece.Kind);
        Assert.Equal(7ul, piece.TimeNs);
        Assert.Equal(pair.Taken, piece.Conn);
        Assert.Equal(0, piece.Slot);
        Assert.Equal("now"u8, piece.Bytes);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void GivingBackTwiceIsACrash(string back)
    {
        using var pair = new Pair(back, back);
        pair.Client.Send(pair.Made, "once"u8);
        pair.Client.Flush();
        NetEvent piece = pair.Next(pair.Server);
        pair.Server.Release(piece);
        Assert.Throws<InvalidOperationException>(() => pair.Server.Release(piece));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void WhatIsHeldComesLater(string back)
    {
        using var pair = new Pair(back, back);
        pair.Client.Send(pair.Made, "later"u8);
        pair.Server.Hold(true);
        pair.Client.Flush();
        Assert.Equal("", pair.Read(pair.Server, 0));
        pair.Server.Hold(false);
        Assert.Equal("later", pair.Read(pair.Server, 5));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void AnEndIsToldToBothSides(string back)
    {
        using var pair = new Pair(back, back);
        pair.Client.Send(pair.Made, "bye"u8);
        pair.Client.Close(pair.Made);
        Assert.Equal(NetEventKind.Closed, pair.Next(pair.Client).Kind);
        Assert.Equal(NotConnected, pair.Client.Send(pair.Made, "x"u8));
        NetEvent last = pair.Next(pair.Server);
        Assert.Equal("bye"u8, last.Bytes);
        pair.Server.Release(last);
        Assert.Equal(NetEventKind.Closed, pair.Next(pair.Server).Kind);
        pair.Server.Close(pair.Taken);
    }

    [Fact]
    public void NobodyListensThere()
    {
        using Net net = Net.Open("memory");
        Assert.Equal(Refused, net.Connect("nobody:1", out uint conn));
        Assert.Equal(0u, conn);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void ACycleAllocatesNothing(string back)
    {
        const int Cycles = 1000;
        using var pair = new Pair(back, back);
        var events = new NetEvent[Net.BurstMax];
        byte[] message = new byte[200];
        Assert.Equal(100 * message.Length, Run(pair, events, message, 100));

        int received = 0;
        Assert.Equal(0, BytesAreCounted.Of(() => received = Run(pair, events, message, Cycles)));
        Assert.Equal(Cycles * message.Length, received);
    }

    /// <summary>Cycles of one message, and polls until the last of them is there; bytes received.</summary>
    private static int Run(Pair pair, NetEvent[] events, byte[] message, int cycles)
    {
        int received = 0;
        for (int i = 0; i < cycles || (received < cycles * message.Length && i < 1_000_000); i++)
        {
            if (i < cycles) pair.Client.Send(pair.Made, message);
            pair.Client.Flush();
            int count = pair.Server.Poll(CpuCore.NowNs, events);
            for (int j = 0; j < count; j++)
            {
                received += events[j].Bytes.Length;
                pair.Server.Release(events[j]);
            }
        }

        return received;
    }
}
