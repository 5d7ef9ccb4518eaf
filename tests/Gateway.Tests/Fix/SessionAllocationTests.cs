using System;
using System.Linq;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

[Collection(BytesAreCounted.Name)]
public sealed class SessionAllocationTests
{
    private const int Rounds = 300;

    private static readonly string[] Script =
    [
        "A 1|98=0|108=30", "D 2|11=a|38=100|44=1.5", "D 3|11=b|38=100|44=1.5", "D 4|11=", "1 5|112=x", "D 7|11=c",
        "D 6|11=d", "2 8|7=1|16=0", "4 9|123=Y|36=11", "4 0|36=1", "0 5|43=Y|122=~", "0 5|43=Y", "3 11|45=1",
        "8 12|37=x", "D 13|38=1|34=13", "* 14", "5 15",
    ];

    private readonly FixField[] _fields = new FixField[FixMessage.FieldsMax];

    [Fact]
    public void NoPathAllocates()
    {
        var session = new FixSession(SessionPeer.Acceptor().Settings with { ResetOnLogon = true }, SessionPeer.Store());
        var framer = new MessageFramer();
        byte[] script = [.. Script.SelectMany(FixSessionTests.From), .. FixText.Bytes("8=FIX.4.4|9=1|35=0|10=000|")];
        byte[] low = FixText.FromPeer("0 1"), logon = FixSessionTests.From("A 1|98=0|108=30");

        int counted = 0;
        Play(0, Rounds / 2);
        counted = 0;
        Assert.Equal(0, BytesAreCounted.Of(() => Play(Rounds / 2, Rounds)));
        Assert.InRange(counted, Rounds / 2 * 20, Rounds / 2 * 40);

        void Play(int from, int to)
        {
            for (int round = from; round < to; round++) counted += Round(FixText.NowNs + ((ulong)round * 1_000_000));
        }

        int Round(ulong nowNs)
        {
            session.Connect(nowNs);
            int messages = Feed(session, framer, script, nowNs);
            session.Connect(nowNs);
            messages += Feed(session, framer, logon, nowNs);
            messages += Feed(session, framer, low, nowNs);
            session.Connect(nowNs);
            messages += Feed(session, framer, logon, nowNs);
            for (ulong second = 0; second < 80; second++) _ = session.Tick(nowNs + (second * FixText.NsPerSecond));
            return messages;
        }
    }

    private int Feed(FixSession session, MessageFramer framer, byte[] bytes, ulong nowNs)
    {
        int messages = 0;
        framer.Reset();
        ReadOnlySpan<byte> rest = bytes.AsSpan(0, bytes.Length / 2);
        while (framer.Next(ref rest, out ReadOnlySpan<byte> message)) messages += Take(session, message, nowNs);
        rest = bytes.AsSpan(bytes.Length / 2);
        while (framer.Next(ref rest, out ReadOnlySpan<byte> message)) messages += Take(session, message, nowNs);
        session.Out.Clear();
        return messages;
    }

    private int Take(FixSession session, ReadOnlySpan<byte> bytes, ulong nowNs)
    {
        int messages = 0;
        do
        {
            messages++;
            if (!FixMessage.TryIndex(bytes, _fields, out FixMessage message)) continue;
            if (session.Receive(message, nowNs) != FixSessionAction.Deliver) continue;
            FixOutput output = session.Begin("8"u8, nowNs);
            output.Text("11="u8, message.Get(11));
            output.Time("60="u8, nowNs);
            output.Scaled("44="u8, 150, 2);
            _ = session.End();
            session.RejectBusiness(message, 3, "no"u8, nowNs);
        }
        while (session.TryNextQueued(out bytes));

        return messages;
    }
}
