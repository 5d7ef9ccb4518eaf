using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class FixMessageTests
{
    private static readonly byte[] Order = FixText.FromPeer(
        "D 17",
        "50=TRADER|11=CL-000017|1=ACC1|21=1|55=AAPL|54=1|60=20260303-09:30:00.123|40=2|44=187.25|38=300|59=0|58=a=b|");

    private static readonly byte[] Data = FixText.FromPeer("B 3", "95=11|96=a|b=c|10=1||212=3|213=<x>|93=4|89=1|2||");

    public static TheoryData<string, bool> Frames => new()
    {
        { "8=FIX.4.4|9=5|35=0|10=163|", true },
        { "8=FIX.4.4|9=005|35=0|10=001|", false },
        { "8=FIX.4.4|9=5|35=0|10=164|", false },
        { "8=FIX.4.4|9=5|35=0|10=63|", false },
        { "8=FIX.4.4|9=5|35=0|10=0163|", false },
        { "8=FIX.4.4|9=6|35=0|10=164|", false },
        { "8=FIX.4.4|9=5|35=0|10=163", false },
        { "9=5|8=FIX.4.4|35=0|10=161|", false },
        { "8=FIX.4.4|35=0|9=5|10=161|", false },
        { "8=FIX.4.4|9=5|34=1|10=161|", false },
        { "8=FIX.4.4|9=5|35=0|", false },
        { "", false },
        { "|", false },
        { "=", false },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void AFrameIsProved(string text, bool expected) => Assert.Equal(expected, Index(FixText.Bytes(text), out _));

    [Theory]
    [InlineData("4garbled9=TW|")]
    [InlineData("49garbled=TW|")]
    [InlineData("=TW|")]
    [InlineData("TW|")]
    [InlineData("|")]
    [InlineData("-=1|")]
    [InlineData("+1=1|")]
    [InlineData(" 1=1|")]
    [InlineData("1234567890=1|")]
    [InlineData("95=4|96=abc|")]
    [InlineData("95=2|96=abc|")]
    [InlineData("95=999999999999999999|96=abc|")]
    [InlineData("95=2|")]
    public void AFieldThatIsNoneGarbles(string fields) => Assert.False(Index(FixText.FromPeer("0 2", fields), out _));

    [Theory]
    [InlineData("-1=HI|", -1)]
    [InlineData("0=HI|", 0)]
    [InlineData("00011=HI|", 11)]
    [InlineData("123456789=|", 123456789)]
    [InlineData("95=x|58=ok|", 95)]
    public void AnOddTagIsAField(string fields, int tag)
    {
        Assert.True(Index(FixText.FromPeer("0 2", fields), out List<(int Tag, string Value)> found));
        Assert.Equal(tag, found[7].Tag);
    }

    [Fact]
    public void DataMayHoldDelimiters()
    {
        Assert.True(Index(Data, out List<(int Tag, string Value)> fields));
        Assert.Equal("a|b=c|10=1|", fields.Single(field => field.Tag == 96).Value);
        Assert.Equal("<x>", fields.Single(field => field.Tag == 213).Value);
        Assert.Equal("1|2|", fields.Single(field => field.Tag == 89).Value);
    }

    [Fact]
    public void MoreFieldsThanThereIsRoomForGarble()
    {
        string fields = string.Concat(Enumerable.Repeat("1=|", 40));
        var room = new FixField[47];
        Assert.False(FixMessage.TryIndex(FixText.FromPeer("0 2", fields), room, out _));
        Assert.True(FixMessage.TryIndex(FixText.FromPeer("0 2", fields), new FixField[48], out _));
    }

    [Fact]
    public void AnyFieldsAreIndexedAsSplitDoes() =>
        Gen.Select(Gen.Int[1, 1200], Gen.Char["abc=019 .-"].Array[0, 40], (tag, value) => (tag, new string(value)))
            .Where(field => field.tag != 10 && !Splitting.IsLength(field.tag)).Array[0, 30].Sample(fields =>
            {
                string text = string.Concat(fields.Select(field => $"{field.tag}={field.Item2}|"));
                byte[] message = FixText.FromPeer("B 9", text);
                return Index(message, out List<(int Tag, string Value)> found)
                    && found.SequenceEqual(Splitting.Fields(message)!);
            });

    [Fact]
    public void EveryPrefixIsRefused()
    {
        foreach (byte[] message in new[] { Order, Data })
        {
            for (int length = 0; length < message.Length; length++) Assert.False(Index(message[..length], out _));
        }
    }

    [Fact]
    public void EveryMutationOfOneByteIsJudgedAsTheReferenceJudges()
    {
        int taken = 0;
        foreach (byte[] message in new[] { Order, Data })
        {
            for (int at = 0; at < message.Length; at++)
            {
                byte original = message[at];
                for (int value = 0; value < 256; value++)
                {
                    message[at] = (byte)value;
                    Same(message);
                    taken += Resummed(message) ? 1 : 0;
                }

                message[at] = original;
            }
        }

        Assert.InRange(taken, 20_000, 120_000);
    }

    /// <summary>With the sum made right again the fields themselves decide.</summary>
    private static bool Resummed(byte[] message)
    {
        byte[] summed = [.. message];
        int sum = summed[..^7].Sum(b => b) & 255;
        FixText.Bytes($"10={sum:000}|").CopyTo(summed, summed.Length - 7);
        return Same(summed);
    }

    private static bool Same(byte[] message)
    {
        bool indexed = Index(message, out List<(int Tag, string Value)> fields);
        List<(int Tag, string Value)>? expected = Splitting.Message(message);
        Assert.True(expected is not null == indexed, FixText.Text(message));
        if (indexed) Assert.Equal(expected!, fields);
        return indexed;
    }

    private static bool Index(byte[] bytes, out List<(int Tag, string Value)> fields)
    {
        fields = [];
        if (!FixMessage.TryIndex(bytes, new FixField[64], out FixMessage message)) return false;
        foreach (FixField field in message.Fields) fields.Add((field.Tag, FixText.Text(message.Value(field))));
        return true;
    }
}
