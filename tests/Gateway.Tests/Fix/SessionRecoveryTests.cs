using System.Collections.Generic;
using System.Linq;
using Gateway.Fix;
using Xunit;
using static Gateway.Tests.Fix.FixSessionTests;

namespace Gateway.Tests.Fix;

/// <summary>What is sent again, and what a Logon does to the numbers.</summary>
public sealed class SessionRecoveryTests
{
    private const ulong NowNs = FixText.NowNs;
    private const ulong Second = FixText.NsPerSecond;

    [Fact]
    public void NextExpectedIsServedUnasked()
    {
        SessionPeer peer = LogOn(out _);
        Say(peer.Session, "8", "37=1");
        peer.Disconnect();
        peer.Connect(NowNs);
        string sent = Receive(peer, From("A 2|98=0|108=30|789=2"));
        Assert.Equal("35=A|34=3|98=0|108=30\n35=8|34=2|43=Y|37=1\n35=4|34=3|43=Y|36=4|123=Y", sent);
    }

    [Fact]
    public void AMessageIsResentByteForByte()
    {
        SessionPeer peer = LogOn(out _);
        Say(peer.Session, "8", "57=X", "37=1", "58=two  words=", "6=00.10");
        string first = FixText.Text(peer.Session.Out.Written);
        peer.Session.Out.Clear();
        Assert.True(peer.Receive(FixText.FromPeer("2 2", "7=2|16=2|", NowNs + Second), NowNs + Second));
        string second = FixText.Text(peer.Session.Out.Written);
        Assert.Equal(
            "35=8|34=2|49=ISLD|52=20260303-09:30:00.000|56=TW|57=X|37=1|58=two  words=|6=00.10|",
            first[first.IndexOf("35=")..^7]);
        Assert.Equal(
            "35=8|34=2|43=Y|49=ISLD|52=20260303-09:30:01.000|56=TW|57=X|122=20260303-09:30:00.000|"
            + "37=1|58=two  words=|6=00.10|",
            second[second.IndexOf("35=")..^7]);
    }

    [Fact]
    public void RunsWithoutAnApplicationMessageAreMerged()
    {
        SessionPeer peer = LogOn(out _);
        foreach (int number in Enumerable.Range(2, 3)) _ = Receive(peer, From($"1 {number}|112=x"));
        Say(peer.Session, "8", "37=a");
        _ = Receive(peer, From("1 5|112=x"));
        Say(peer.Session, "8", "37=b");
        _ = Receive(peer, From("1 6|112=x"));
        Assert.Equal(
            "35=4|34=1|43=Y|36=5|123=Y\n35=8|34=5|43=Y|37=a\n35=4|34=6|43=Y|36=7|123=Y\n35=8|34=7|43=Y|37=b\n"
            + "35=4|34=8|43=Y|36=9|123=Y",
            Receive(peer, From("2 7|7=1|16=0")));
        Assert.Equal("35=8|34=7|43=Y|37=b", Receive(peer, From("2 8|7=7|16=7")));
        Assert.Equal("35=4|34=6|43=Y|36=7|123=Y", Receive(peer, From("2 9|7=6|16=6")));
    }

    [Fact]
    public void WhatFellOffTheStoreIsGapFilled()
    {
        var peer = new SessionPeer(SessionPeer.Acceptor(new MessageStore(4, 1 << 16)));
        peer.Connect(NowNs);
        _ = Receive(peer, From("A 1|98=0|108=30"));
        foreach (int number in Enumerable.Range(2, 9)) Say(peer.Session, "8", $"37={number}");
        _ = Receive(peer, From("0 2"));
        string sent = Receive(peer, From("2 3|7=1|16=0"));
        Assert.StartsWith("35=4|34=1|43=Y|36=7|123=Y\n35=8|34=7|43=Y|37=7\n", sent);
        Assert.EndsWith("35=8|34=10|43=Y|37=10", sent);
    }

    [Fact]
    public void ALongResendIsServedInSlices()
    {
        var peer = new SessionPeer(SessionPeer.Acceptor(new MessageStore(1 << 12, 1 << 22)));
        peer.Connect(NowNs);
        _ = Receive(peer, From("A 1|98=0|108=30"));
        for (int number = 2; number < 3002; number++)
        {
            Say(peer.Session, "8", "58=" + new string('x', 200));
            peer.Session.Out.Clear();
        }

        Assert.True(peer.Receive(From("2 2|7=1|16=0"), NowNs));
        Assert.True(peer.Receive(From("2 3|7=1|16=0"), NowNs));
        var numbers = new List<string>();
        int slices = 0;
        for (; peer.Session.Out.Length > 0; slices++)
        {
            Assert.InRange(peer.Session.Out.Length, 1, peer.Session.Out.Capacity - FixSession.ReceiveRoomBytes);
            numbers.AddRange(FixText.Short(peer.Session.Out.Written).Split('\n').Select(line => line.Split('|')[1]));
            peer.Session.Out.Clear();
            peer.Tick(NowNs);
        }

        Assert.InRange(slices, 5, 20);
        Assert.Equal(Enumerable.Range(1, 3001).Select(number => $"34={number}"), numbers);
    }

    [Fact]
    public void WhatIsSaidWhileDisconnectedGoesOutAfterTheLogon()
    {
        SessionPeer peer = LogOn(out _);
        peer.Disconnect();
        Say(peer.Session, "8", "37=late");
        Assert.Equal(0, peer.Session.Out.Length);
        peer.Connect(NowNs);
        Assert.Equal("35=A|34=3|98=0|108=30", Receive(peer, From("A 2|98=0|108=30")));
        Assert.Equal("35=8|34=2|43=Y|37=late\n35=4|34=3|43=Y|36=4|123=Y", Receive(peer, From("2 3|7=2|16=0")));
    }

    [Fact]
    public void ALogonThatIsRefusedResetsNothing()
    {
        SessionPeer peer = LogOn(out _);
        Say(peer.Session, "8", "37=1");
        peer.Disconnect();
        peer.Connect(NowNs);
        Assert.Equal("35=5|34=3|58=HeartBtInt out of range", Receive(peer, From("A 1|98=0|108=999|141=Y")));
        peer.Disconnect();
        peer.Connect(NowNs);
        Assert.Equal("35=A|34=4|98=0|108=30", Receive(peer, From("A 2|98=0|108=30")));
        Assert.Equal("35=8|34=2|43=Y|37=1", Receive(peer, From("2 3|7=2|16=2")));
    }

    [Fact]
    public void AnInitiatorIsResetByTheAnswer()
    {
        var peer = new SessionPeer(SessionPeer.Initiator());
        peer.Connect(NowNs);
        peer.Session.Out.Clear();
        string answer = "8=FIX.4.4|35=A|34=1|49=ISLD|52=20260303-09:30:00|56=TW|98=0|108=30|141=Y|";
        Assert.Equal("35=A|34=1|98=0|108=30|141=Y", Receive(peer, FixText.Complete(answer)));
        Assert.Equal((2UL, 2UL), (peer.Session.NextSender, peer.Session.NextTarget));
    }

    [Fact]
    public void AnInitiatorThatResetsIsAnsweredOnce()
    {
        FixSessionSettings settings = SessionPeer.Initiator().Settings with { ResetOnLogon = true };
        var left = new SessionPeer(new FixSession(settings, SessionPeer.Store()));
        SessionPeer right = LogOn(out _);
        right.Disconnect();
        right.Connect(NowNs);
        left.Connect(NowNs);
        _ = right.Receive(left.Session.Out.Written, NowNs);
        left.Session.Out.Clear();
        Assert.Equal("", Receive(left, right.Session.Out.Written.ToArray()));
        Assert.Equal((2UL, 2UL), (left.Session.NextSender, left.Session.NextTarget));
        Assert.Equal((2UL, 2UL), (right.Session.NextSender, right.Session.NextTarget));
    }
}
