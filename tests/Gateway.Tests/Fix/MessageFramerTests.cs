using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class MessageFramerTests
{
    private static readonly string One = FixText.Text(FixText.FromPeer("0 2"));
    private static readonly string Two = FixText.Text(FixText.FromPeer("1 3", "112=HELLO|"));
    private static readonly string Stream =
        One + "x\n" + Two + "8=FIX.4.4|9=5x|35=0|10=000|" + One + Garbled(-9) + Two + Two;

    public static TheoryData<string, string, string> Rows => new()
    {
        { "two in one segment", One + Two, One + Two },
        { "noise before, between and behind", "\r\n8=FOX|108=" + One + "\n" + Two + "8=", One + Two },
        { "a length too short costs that message", Garbled(-20) + One + Two, One + Two },
        { "a length one too short", Garbled(-1) + One, One },
        { "a length one too long costs the next", Garbled(1) + One + Two, Two },
        { "a length too long costs the next", Garbled(40) + One + Two, Two },
        { "no length", "8=FIX.4.4|35=0|10=000|" + One, One },
        { "a length that is no number", "8=FIX.4.4|9=+5|35=0|10=000|" + One, One },
        { "an empty length", "8=FIX.4.4|9=|35=0|10=000|" + One, One },
        { "a length of zero", "8=FIX.4.4|9=0|10=000|" + One, One },
        { "a BeginString without end", "8=FIX.4.4.4.4.4.4.4.4.4.4|9=5|35=0|10=161|" + One, One },
        { "a sum without digits", "8=FIX.4.4|9=5|35=0|10=|" + One + Two, Two },
        { "a sum of one digit", "8=FIX.4.4|9=5|35=0|10=0|" + One, "8=FIX.4.4|9=5|35=0|10=0|" + One },
        { "a sum of four digits", "8=FIX.4.4|9=5|35=0|10=0000|" + One + Two, Two },
        { "a sum that is no number", "8=FIX.4.4|9=5|35=0|10=0x0|" + One + Two, Two },
        { "leading zeros", "8=FIX.4.4|9=0005|35=0|10=161|" + One, "8=FIX.4.4|9=0005|35=0|10=161|" + One },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void AStreamIsCut(string why, string stream, string expected)
    {
        Assert.NotEmpty(why);
        Assert.Equal(expected, string.Concat(Cut(new MessageFramer(), FixText.Bytes(stream))));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void ASplitAtAnyByteChangesNothing(string why, string stream, string expected)
    {
        Assert.NotEmpty(why);
        byte[] bytes = FixText.Bytes(stream);
        for (int split = 0; split <= bytes.Length; split++)
        {
            Assert.Equal(expected, string.Concat(Cut(new MessageFramer(), bytes[..split], bytes[split..])));
        }

        Assert.Equal(expected, string.Concat(Cut(new MessageFramer(), [.. bytes.Select(b => new[] { b })])));
    }

    [Fact]
    public void ThreePiecesCutAnywhereGiveTheSameMessages()
    {
        byte[] bytes = FixText.Bytes(Stream);
        string whole = string.Concat(Cut(new MessageFramer(), bytes));
        for (int first = 0; first < bytes.Length; first += 3)
        {
            for (int second = first; second < bytes.Length; second += 5)
            {
                List<string> messages = Cut(new MessageFramer(), bytes[..first], bytes[first..second], bytes[second..]);
                Assert.Equal(whole, string.Concat(messages));
            }
        }
    }

    [Fact]
    public void OnlyASplitMessageIsCopied()
    {
        var framer = new MessageFramer();
        byte[] bytes = FixText.Bytes(One + Two + One);
        _ = Cut(framer, bytes);
        Assert.Equal(0, framer.Copied);
        _ = Cut(framer, bytes[..(One.Length + 4)], bytes[(One.Length + 4)..]);
        Assert.Equal(1, framer.Copied);
        Assert.Equal(0, framer.Garbled);
    }

    [Fact]
    public void GarbledMessagesAreCounted()
    {
        var framer = new MessageFramer();
        _ = Cut(framer, FixText.Bytes(Garbled(-20) + One + "\r" + Two + Garbled(40) + One + Two));
        Assert.Equal(3, framer.Garbled);
    }

    [Theory]
    [InlineData("8=FIX.4.4|9=8193|")]
    [InlineData("8=FIX.4.4|9=99999999999999999999999|")]
    [InlineData("8=FIX.4.4|9=0000000")]
    public void AMessageLongerThanAnyIsTheEnd(string stream)
    {
        var framer = new MessageFramer();
        Assert.Empty(Cut(framer, FixText.Bytes(One)[..9], FixText.Bytes(One)[9..40]));
        framer.Reset();
        Assert.Empty(Cut(framer, FixText.Bytes(stream), FixText.Bytes(One)));
        Assert.True(framer.Lost);
        framer.Reset();
        Assert.Equal([One], Cut(framer, FixText.Bytes(One)));
    }

    [Fact]
    public void TheLongestMessageIsTakenSplitToo()
    {
        int room = FixOutput.MessageBytesMax - "8=FIX.4.4|9=8000|35=B|58=|10=000|".Length;
        byte[] longest = FixText.Complete("8=FIX.4.4|35=B|58=" + new string('x', room) + "|");
        Assert.Equal(FixOutput.MessageBytesMax, longest.Length);
        Assert.Single(Cut(new MessageFramer(), longest));
        Assert.Single(Cut(new MessageFramer(), [.. longest.Select(b => new[] { b })]));
    }

    [Fact]
    public void NoiseWithoutEndIsTheEnd()
    {
        var framer = new MessageFramer();
        byte[] noise = FixText.Bytes(new string('8', 1000));
        for (int i = 0; i < 70; i++) _ = Cut(framer, noise);
        Assert.True(framer.Lost);
    }

    private static string Garbled(int off) => Two.Replace(Length(Two), $"|9={int.Parse(Length(Two)[3..^1]) + off}|");

    private static string Length(string message) => message[message.IndexOf("|9=")..(message.IndexOf("|35=") + 1)];

    private static List<string> Cut(MessageFramer framer, params byte[][] pieces)
    {
        var messages = new List<string>();
        foreach (byte[] piece in pieces)
        {
            // Each segment lies in memory of its own, which is gone afterwards.
            byte[] segment = [.. piece];
            ReadOnlySpan<byte> rest = segment;
            while (framer.Next(ref rest, out ReadOnlySpan<byte> message)) messages.Add(FixText.Text(message));
            Assert.True(rest.IsEmpty);
            Array.Clear(segment);
        }

        return messages;
    }
}
