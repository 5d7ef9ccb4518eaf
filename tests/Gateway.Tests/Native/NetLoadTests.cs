using System;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

/// <summary>Many connections, slow readers and long streams: alike over every back end.</summary>
public class NetLoadTests
{
    private const int NoRoom = -105;
    private const int WaitMs = 60_000;

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void TwoHundredConnectionsAreEachServed(string back)
    {
        const int Connections = 200;
        using Net server = Net.Open($"{back}:pipe=16");
        using Net client = Net.Open($"{back}:pipe=16");
        string address = Pair.Listen(server, back);
        int[] answered = new int[Net.ConnectionsMax];
        var events = new NetEvent[Net.BurstMax];
        for (int i = 0; i < Connections; i++) Assert.Equal(0, client.Connect(address, out _));

        int done = 0;
        for (long start = Environment.TickCount64; done < Connections && Environment.TickCount64 - start < WaitMs;)
        {
            Echo(server, events);
            int count = client.Poll(7, events);
            foreach (ref readonly NetEvent received in events.AsSpan(0, count))
            {
                Assert.NotEqual(NetEventKind.Closed, received.Kind);
                foreach (byte each in received.Bytes) Assert.Equal((byte)received.Slot, each);
                answered[received.Slot] += received.Bytes.Length;
                if (received.Kind == NetEventKind.Data && answered[received.Slot] == 30) done++;
                client.Release(received);
                if (answered[received.Slot] % 10 != 0 || answered[received.Slot] >= 30) continue;
                byte[] message = new byte[10];
                Array.Fill(message, (byte)received.Slot);
                Assert.Equal(10, client.Send(received.Conn, message));
            }

            client.Flush();
        }

        Assert.Equal(Connections, done);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void ASlowReaderStopsTheSenderAndLosesNothing(string back)
    {
        using var pair = new Pair(back, $"{back}:pipe=64");
        var one = new Stream(pair.Client, pair.Made, 1, long.MaxValue);
        while (pair.Client.Room(pair.Made) > 0)
        {
            one.Send();
            pair.Client.Flush();
            pair.Client.Poll(7, []);
        }

        Assert.Equal(NoRoom, pair.Client.Send(pair.Made, "x"u8));
        long stopped = one.Sent;
        var other = new Stream(pair.Server, pair.Taken, 1, 0);
        for (long start = Environment.TickCount64;
            other.Received < stopped && Environment.TickCount64 - start < WaitMs;)
        {
            other.Receive();
            pair.Client.Poll(7, []);
            pair.Client.Flush();
        }

        Assert.Equal(stopped, other.Received);
        Assert.Equal(64 * 1024, pair.Client.Room(pair.Made));
        Assert.Equal(5, pair.Client.Send(pair.Made, "again"u8));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("kernel")]
    public void LongStreamsArriveAsTheyWereSentBothWaysAtOnce(string back)
    {
        const long Bytes = 64L << 20;
        using var pair = new Pair($"{back}:seed=3", $"{back}:seed=4,pipe=64");
        var one = new Stream(pair.Client, pair.Made, 1, Bytes);
        var other = new Stream(pair.Server, pair.Taken, 2, Bytes);
        for (long start = Environment.TickCount64;
            one.Received + other.Received < 2 * Bytes && Environment.TickCount64 - start < WaitMs;)
        {
            one.Turn();
            other.Turn();
        }

        Assert.Equal(Bytes, one.Received);
        Assert.Equal(Bytes, other.Received);
    }

    private static void Echo(Net net, NetEvent[] events)
    {
        int count = net.Poll(7, events);
        foreach (ref readonly NetEvent received in events.AsSpan(0, count))
        {
            Assert.NotEqual(NetEventKind.Closed, received.Kind);
            if (received.Kind == NetEventKind.Data)
                Assert.Equal(received.Bytes.Length, net.Send(received.Conn, received.Bytes));
            net.Release(received);
        }

        net.Flush();
    }

    /// <summary>One end: sends known bytes in pieces of any length, and checks those that come.</summary>
    private sealed class Stream(Net net, uint conn, int seed, long bytes)
    {
        private const int Period = 1_000_003; // a prime: no length of pieces falls in step with it
        private const int MessageBytesMax = 5_000;

        private static readonly byte[] Pattern = MakePattern();

        private readonly Random _random = new(seed);
        private readonly NetEvent[] _events = new NetEvent[Net.BurstMax];

        internal long Sent { get; private set; }

        internal long Received { get; private set; }

        internal void Turn()
        {
            Receive();
            Send();
            net.Flush();
        }

        /// <summary>One message of any length, or as much as there is room for.</summary>
        internal void Send()
        {
            long length = Math.Min(_random.Next(1, MessageBytesMax), Math.Min(bytes - Sent, net.Room(conn)));
            if (length <= 0) return;
            Assert.Equal(length, net.Send(conn, Pattern.AsSpan((int)(Sent % Period), (int)length)));
            Sent += length;
        }

        internal void Receive()
        {
            int count = net.Poll(7, _events);
            foreach (ref readonly NetEvent received in _events.AsSpan(0, count))
            {
                int at = (int)(Received % Period);
                Assert.True(received.Bytes.SequenceEqual(Pattern.AsSpan(at, received.Bytes.Length)));
                Assert.InRange(received.Bytes.Length, 1, Net.PieceBytesMax);
                Received += received.Bytes.Length;
                net.Release(received);
            }
        }

        private static byte[] MakePattern()
        {
            byte[] pattern = new byte[Period + MessageBytesMax];
            new Random(7).NextBytes(pattern.AsSpan(0, Period));
            pattern.AsSpan(0, MessageBytesMax).CopyTo(pattern.AsSpan(Period));
            return pattern;
        }
    }
}
