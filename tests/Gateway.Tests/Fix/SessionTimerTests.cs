using System.Collections.Generic;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class SessionTimerTests
{
    private const ulong NowNs = FixText.NowNs;
    private const ulong Second = FixText.NsPerSecond;

    [Fact]
    public void SilenceIsTestedThenEnded()
    {
        SessionPeer peer = FixSessionTests.LogOn(out _);
        Assert.Equal(["30 35=0|34=2", "36 35=1|34=3|112=TEST", "72 X"], Watch(peer, 100));
    }

    [Fact]
    public void AnyMessageIsSignOfLife()
    {
        SessionPeer peer = FixSessionTests.LogOn(out _);
        Assert.Equal(["30 35=0|34=2"], Watch(peer, 35));
        _ = FixSessionTests.Receive(peer, FixText.FromPeer("0 2", "", NowNs + (35 * Second)), NowNs + (35 * Second));
        Assert.Equal(["60 35=0|34=3", "71 35=1|34=4|112=TEST"], Watch(peer, 75, 36));
        ulong laterNs = NowNs + (75 * Second);
        _ = FixSessionTests.Receive(peer, FixText.FromPeer("0 3", "112=TEST|", laterNs), laterNs);
        Assert.Equal(["101 35=0|34=5"], Watch(peer, 105, 76));
    }

    [Fact]
    public void WithoutAHeartbeatNothingIsTimed()
    {
        var peer = new SessionPeer(SessionPeer.Acceptor());
        peer.Connect(NowNs);
        _ = FixSessionTests.Receive(peer, FixSessionTests.From("A 1|98=0|108=0"));
        Assert.Empty(Watch(peer, 2000));
    }

    [Fact]
    public void ALogonThatDoesNotComeEndsTheConnection()
    {
        var acceptor = new SessionPeer(SessionPeer.Acceptor());
        acceptor.Connect(NowNs);
        Assert.Equal(["10 X"], Watch(acceptor, 20));

        var initiator = new SessionPeer(SessionPeer.Initiator());
        initiator.Connect(NowNs);
        Assert.Equal("35=A|34=1|98=0|108=30", FixText.Short(initiator.Session.Out.Written));
        initiator.Session.Out.Clear();
        Assert.Equal(["10 X"], Watch(initiator, 20));
    }

    [Fact]
    public void ALogoutThatIsNotAnsweredEndsTheConnection()
    {
        SessionPeer peer = FixSessionTests.LogOn(out _);
        peer.Session.Logout("end of day"u8, NowNs);
        Assert.Equal("35=5|34=2|58=end of day", FixText.Short(peer.Session.Out.Written));
        peer.Session.Out.Clear();
        Assert.Equal("35=4|34=1|43=Y|36=3|123=Y", FixSessionTests.Receive(peer, FixSessionTests.From("2 2|7=1|16=0")));
        Assert.Equal(["2 X"], Watch(peer, 20));
        Assert.Equal(3UL, peer.Session.NextTarget);
    }

    [Fact]
    public void ARequestWithoutProgressIsSentAgain()
    {
        SessionPeer peer = FixSessionTests.LogOn(out _);
        Assert.Equal("35=2|34=2|7=2|16=0", FixSessionTests.Receive(peer, FixSessionTests.From("0 5")));
        Assert.Equal(["10 35=2|34=3|7=2|16=0", "20 35=2|34=4|7=2|16=0"], Watch(peer, 25));
    }

    private static List<string> Watch(SessionPeer peer, uint until, uint from = 1)
    {
        var seen = new List<string>();
        for (ulong second = from; second <= until && !peer.Closed; second++)
        {
            peer.Tick(NowNs + (second * Second));
            string sent = FixText.Short(peer.Session.Out.Written);
            if (sent.Length > 0) seen.Add($"{second} {sent}");
            if (peer.Closed) seen.Add($"{second} X");
            peer.Session.Out.Clear();
        }

        return seen;
    }
}
