using System;
using System.Linq;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class MessageShapesTests
{
    private static readonly byte[] Order = FixText.FromPeer(
        "D 17",
        "50=TRADER|11=CL-000017|1=ACC1|21=1|55=AAPL|54=1|60=20260303-09:30:00.123|40=2|44=187.25|38=300|59=0|58=a=b|");

    private static readonly byte[] Data = FixText.FromPeer("B 3", "95=11|96=a|b=c|10=1||212=3|213=<x>|93=4|89=1|2||");

    private readonly MessageShapes _shapes = new();

    [Theory]
    [InlineData("58=one|", true)]
    [InlineData("58=|", false)]
    [InlineData("58=one|50=US|", false)]
    [InlineData("58=one|93=1|89=x|", false)]
    public void AShapeThatIsSeenAgainSaysWhetherItsBodyIsPlain(string fields, bool plain)
    {
        Assert.True(_shapes.TryIndex(FixText.FromPeer("D 17", fields), out FixMessage first));
        Assert.False(first.HasPlainBody);
        Assert.True(_shapes.TryIndex(FixText.FromPeer("D 18", fields), out FixMessage second));
        Assert.Equal(plain, second.HasPlainBody);
    }

    [Fact]
    public void AMessageWithDataIsNotKnownByItsShape()
    {
        Assert.True(_shapes.TryIndex(FixText.FromPeer("B 3", "95=3|96=a=b|"), out _));
        Assert.False(_shapes.TryIndex(FixText.FromPeer("B 3", "95=2|96=a=b|"), out _));
    }

    /// <summary>The shape of the whole message is there each time: what differs from it has to be seen.</summary>
    [Fact]
    public void EveryMutationOfOneByteIsIndexedAsWithoutShapes()
    {
        int taken = 0;
        foreach (byte[] whole in new[] { Order, Data })
        {
            for (int at = 0; at < whole.Length * 256; at++)
            {
                byte[] message = [.. whole];
                message[at / 256] = (byte)at;
                int sum = message[..^7].Sum(b => b) & 255;
                FixText.Bytes($"10={sum:000}|").CopyTo(message, message.Length - 7);
                Assert.True(_shapes.TryIndex(whole, out _));
                taken += Same(message) ? 1 : 0;
            }
        }

        Assert.InRange(taken, 20_000, 120_000);
    }

    [Fact]
    public void AMessageOfAnyLengthIsIndexedAsWithoutShapes()
    {
        for (int length = 1; length < 600; length++)
        {
            byte[] message = FixText.FromPeer("B 9", $"148=a|58={new string('x', length)}|");
            Assert.True(Same(message) && Same(message));
            message[^20]++;
            Assert.False(Same(message));
        }
    }

    private bool Same(byte[] message)
    {
        bool expected = FixMessage.TryIndex(message, new FixField[64], out FixMessage slow);
        bool indexed = _shapes.TryIndex(message, out FixMessage fast);
        Assert.True(expected == indexed, FixText.Text(message));
        Assert.True(slow.Fields.SequenceEqual(fast.Fields), FixText.Text(message));
        return indexed;
    }
}
