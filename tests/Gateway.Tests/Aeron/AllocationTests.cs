using System;
using System.Buffers.Binary;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

[Collection(BytesAreCounted.Name)]
public sealed class AllocationTests
{
    [Fact]
    public void ACycleAllocatesNothing()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        var messages = new byte[64 * 64];
        var counting = new Counting();
        int offered = 0;
        Cycles(100);
        Assert.Equal(0, BytesAreCounted.Of(() => Cycles(2000)));
        Assert.Equal(offered, counting.Fragments);
        Assert.True(rig.Publication.Position > 50 * IpcRig.TermLength);

        void Cycles(int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (rig.Publication.OfferBurst(messages, 64) > 0) offered += 64;
                if (rig.Publication.Offer(messages.AsSpan(0, 200)) > 0) offered++;
                if (rig.Publication.Offer(messages.AsSpan(0, 3000)) > 0) offered += 3;
                if (rig.Publication.TryClaim(100, out BufferClaim claim) > 0)
                {
                    claim.Commit();
                    offered++;
                }

                _ = subscription.Poll(ref counting, 50);
                _ = subscription.BlockPoll(ref counting, 4096);
                _ = rig.Conductor.DoWork(IpcRig.NowMs);
            }

            while (subscription.Position < rig.Publication.Position) _ = subscription.Poll(ref counting, 50);
        }
    }

    private struct Counting : IFragmentHandler, IBlockHandler
    {
        internal int Fragments;

        public void OnFragment(ReadOnlySpan<byte> payload, in Header header) => Fragments++;

        public void OnBlock(ReadOnlySpan<byte> frames, long position)
        {
            while (!frames.IsEmpty)
            {
                int length = BinaryPrimitives.ReadInt32LittleEndian(frames);
                if (frames[6] != 0) Fragments++;
                frames = frames[((length + 31) & -32)..];
            }
        }
    }
}
