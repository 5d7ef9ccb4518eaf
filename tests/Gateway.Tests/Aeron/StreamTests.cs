using System;
using System.Buffers.Binary;
using System.Threading;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

/// <summary>Whatever is offered, polled and conducted, and when: nothing lost, nothing twice, order kept.</summary>
public sealed class StreamTests
{
    private const int RotationsMin = 300;

    // Some 300,000 are needed.
    private const int CallsMax = 3_000_000;

    [Theory]
    [InlineData(1, 96)]
    [InlineData(2, 1408)]
    [InlineData(3, 64)]
    public void RandomCallsKeepTheStream(int seed, int mtu)
    {
        using var rig = new IpcRig(IpcRig.Settings with { Mtu = mtu });
        IpcSubscription other = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc", IpcRig.NowMs);
        using Subscription first = rig.Open();
        using Subscription second = Subscription.Open(rig.Directory, other.PublicationId, other.CounterId);
        var random = new Random(seed);
        var stream = new Counted(rig.Publication);
        var one = new Checked(new State());
        var two = new Checked(new State());
        for (int calls = 0; rig.Publication.Position < (long)RotationsMin * IpcRig.TermLength; calls++)
        {
            Assert.True(calls < CallsMax, "the stream stands still");
            switch (random.Next(5))
            {
                case 0: stream.OfferSome(random); break;
                case 1: stream.BurstSome(random); break;
                case 2: Assert.True(first.Poll(ref one, random.Next(1, 200)) >= 0, first.DescribeFault()); break;
                case 3: Assert.True(second.Poll(ref two, random.Next(1, 200)) >= 0, second.DescribeFault()); break;
                default: _ = rig.Conductor.DoWork(IpcRig.NowMs); break;
            }
        }

        rig.Publication.Close();
        for (int calls = 0; calls < 1000; calls++)
        {
            Assert.True(first.Poll(ref one, 1000) >= 0);
            Assert.True(second.Poll(ref two, 1000) >= 0);
        }

        rig.Conduct();
        Assert.True(rig.Conductor.IsDrained(IpcRig.Stream));
        Assert.Equal((stream.Next, true), (one.State.Next, one.State.Good));
        Assert.Equal((stream.Next, true), (two.State.Next, two.State.Good));
    }

    [Fact]
    public void ThreadsKeepTheStream()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        var one = new Checked(new State());
        bool stop = false;
        int broken = 0;
        var conductor = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                if (rig.Conductor.DoWork(IpcRig.NowMs) == 0) Thread.Yield();
            }
        });
        var reader = new Thread(() =>
        {
            while (!subscription.IsEndOfStream && broken == 0)
            {
                int got = subscription.Poll(ref one, 256);
                if (got < 0) broken = got;
                if (got == 0) Thread.Yield();
            }
        });
        conductor.Start();
        reader.Start();
        var stream = new Counted(rig.Publication);
        var random = new Random(4);
        long end = Environment.TickCount64 + 1000;
        while (Environment.TickCount64 < end)
        {
            if (!stream.OfferSome(random) || !stream.BurstSome(random)) Thread.Yield();
        }

        rig.Publication.Close();
        Assert.True(reader.Join(10_000));
        Volatile.Write(ref stop, true);
        conductor.Join();
        Assert.Equal((0, stream.Next, true), (broken, one.State.Next, one.State.Good));
        Assert.True(rig.Publication.Position > 10 * IpcRig.TermLength);
    }

    /// <summary>Offers messages that say their number and length; every byte behind follows from the number.</summary>
    private sealed class Counted(ExclusivePublication publication)
    {
        private readonly byte[] _bytes = new byte[64 * 1024];

        internal int Next { get; private set; }

        internal bool OfferSome(Random random)
        {
            int length = random.Next(8, random.Next(3) == 0 ? publication.MaxMessage + 1 : 200);
            Fill(_bytes.AsSpan(0, length), Next);
            long result = publication.Offer(_bytes.AsSpan(0, length));
            if (result == ExclusivePublication.BackPressured) return false;
            Assert.True(result > 0);
            Next++;
            return true;
        }

        internal bool BurstSome(Random random)
        {
            int length = random.Next(8, Math.Min(publication.MaxPayload, 200) + 1);
            int count = Math.Min(publication.Room(length), random.Next(1, 100));
            for (int i = 0; i < count; i++) Fill(_bytes.AsSpan(i * length, length), Next + i);
            Assert.True(publication.OfferBurst(_bytes.AsSpan(0, count * length), length) >= 0);
            Next += count;
            return count > 0;
        }

        private static void Fill(Span<byte> message, int number)
        {
            BinaryPrimitives.WriteInt32LittleEndian(message, number);
            BinaryPrimitives.WriteInt32LittleEndian(message[4..], message.Length);
            message[8..].Fill((byte)(number | 1));
        }
    }

    private sealed class State
    {
        internal int Next { get; set; }

        internal int Left { get; set; }

        internal bool Good { get; set; } = true;
    }

    private readonly struct Checked(State state) : IFragmentHandler
    {
        internal State State { get; } = state;

        public void OnFragment(ReadOnlySpan<byte> payload, in Header header)
        {
            bool begins = (header.Flags & 0x80) != 0;
            State.Good &= begins == (State.Left == 0);
            if (begins)
            {
                State.Good &= BinaryPrimitives.ReadInt32LittleEndian(payload) == State.Next;
                State.Left = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]);
            }

            State.Left -= payload.Length;
            ReadOnlySpan<byte> rest = payload[(begins ? 8 : 0)..];
            State.Good &= rest.IndexOfAnyExcept((byte)(State.Next | 1)) < 0;
            State.Good &= ((header.Flags & 0x40) != 0) == (State.Left == 0);
            if (State.Left == 0) State.Next++;
        }
    }
}
