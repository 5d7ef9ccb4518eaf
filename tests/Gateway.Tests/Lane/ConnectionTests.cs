using System.Linq;
using System.Text;
using Gateway.Fix;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>Whose a connection is, and when it ends.</summary>
public sealed class ConnectionTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("8=FIX.4.4|9=5|35=A|10=000|")]
    [InlineData("8=FIX.4.4|9=9999999|")]
    public void GarbledBytesBeforeTheLogonEndTheConnectionWithoutAWord(string text)
    {
        using var rig = new LaneRig(logOn: false);
        Peer stranger = rig.Brokers[0];
        stranger.Dial(rig.Address);
        rig.Run();
        Assert.True(stranger.Up);
        stranger.SendRaw(Encoding.ASCII.GetBytes(text.Replace('|', '\u0001')));
        rig.Run();
        Assert.Equal((false, 0L), (stranger.Up, stranger.BytesRead));
    }

    [Fact]
    public void ALogonBehindGarbageIsNotTaken()
    {
        using var rig = new LaneRig(logOn: false);
        Peer broker = rig.Brokers[0];
        broker.Connect(rig.Address, rig.NowNs);
        rig.Run();
        rig.Brokers[1].Dial(rig.Address);
        rig.Run();
        FixSession session = new(LaneRows.Initiator("BRK1", "GW"), new MessageStore());
        session.Connect(rig.NowNs);
        byte[] garbage = Encoding.ASCII.GetBytes("8=FIX.4.4|9=5|35=0|10=000|".Replace('|', '\u0001'));
        rig.Brokers[1].SendRaw([.. garbage, .. session.Out.Written]);
        rig.Run();
        Assert.Equal((false, 0L), (rig.Brokers[1].Up, rig.Brokers[1].BytesRead));
        rig.Connect(1);
        rig.Run();
        Assert.Equal((FixSessionState.Active, 2UL), (rig.Brokers[1].Session.State, rig.Brokers[1].Session.NextTarget));
    }

    [Theory]
    [InlineData("STRANGER", "GW")]
    [InlineData("BRK0", "OTHER")]
    [InlineData("VENUE", "GW")]
    public void AStrangerIsClosedWithoutAWord(string sender, string target)
    {
        using var rig = new LaneRig();
        using var stranger = new Peer(LaneRows.Initiator(sender, target));
        Try(rig, stranger);
        Assert.Equal((false, 0L), (stranger.Up, stranger.BytesRead));
    }

    [Fact]
    public void ASecondLogonOfALiveSessionIsClosedAndTheFirstGoesOn()
    {
        using var rig = new LaneRig();
        using var second = new Peer(LaneRows.Initiator("BRK0", "GW"));
        Try(rig, second);
        Assert.Equal((false, 0L), (second.Up, second.BytesRead));
        _ = rig.Open(0, "a");
        Assert.Equal("0", rig.Brokers[0].Last[150]);
    }

    [Fact]
    public void WhoSaysNothingIsClosedAfterTenSeconds()
    {
        using var rig = new LaneRig();
        using var silent = new Peer(LaneRows.Initiator("BRK0", "GW"));
        silent.Dial(rig.Address);
        Follow(rig, silent, 9_000);
        Assert.True(silent.Up);
        Follow(rig, silent, 2_000);
        Assert.False(silent.Up);
        Assert.All(rig.Brokers, b => Assert.True(b.Up));
    }

    [Fact]
    public void ABrokerThatComesBackGetsWhatItMissed()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Brokers[0].Hang();
        rig.Run();
        rig.Fill(asked, "4");
        rig.Run();
        rig.Report(asked, '4');
        rig.Run();
        Assert.Equal(1, rig.Brokers[0].Told.Count(t => t.Type == "8"));
        rig.Connect(0);
        rig.Run();
        Assert.Equal(["0", "F", "4"], rig.Brokers[0].Told.Select(t => t[150]));
        Assert.Equal(["", "Y", "Y"], rig.Brokers[0].Told.Select(t => t[43]));
        rig.New(0, "b");
        rig.Run();
        Assert.Equal("D", rig.Venue.Last.Type);
        Held.Check(rig);
    }

    [Fact]
    public void TheEndOfAnotherConnectionIsNotThatOfTheVenues()
    {
        using var rig = new LaneRig();
        rig.Venue.Hang();
        rig.Run();
        int opens = rig.Venue.Opens;
        Idle(rig, 1_500);
        for (int i = 0; i < 3; i++)
        {
            rig.Brokers[i].Hang();
            Idle(rig, 1_500);
        }

        rig.Run();
        Assert.Equal((opens + 1, true), (rig.Venue.Opens, rig.Lane.VenueIsUp));
    }

    [Fact]
    public void EarlyMessagesAreTakenInTheirOrderOverSeveralCycles()
    {
        using var rig = new LaneRig();
        rig.New(0, "lost");
        rig.Brokers[0].Session.Out.Clear();
        for (int i = 0; i < 100; i++) rig.New(0, $"a{i}");
        rig.Run();
        Assert.Equal(Enumerable.Range(1, 101).Select(i => (uint)i), rig.Records.Orders.Select(o => o.Request));
        Assert.Equal(101, rig.Venue.Told.Count);
        Assert.Equal("lost", LaneLog.TextOf(rig.Records.Names.First(n => n.Kind == NameKind.ClOrdId)));
    }

    [Fact]
    public void EarlyAnswersOfTheVenueAreTakenInTheirOrder()
    {
        using var rig = new LaneRig();
        for (int i = 0; i < 100; i++) rig.New(i % 3, $"a{i}");
        rig.Run();
        string[] asked = [.. rig.Venue.Told.Select(t => t[11])];
        rig.Report(asked[0], '0');
        rig.Venue.Session.Out.Clear();
        foreach (string id in asked) rig.Report(id, '4');
        rig.Run();
        Assert.Equal("0" + new string('4', 100), string.Concat(rig.Records.Executions.Select(e => (char)e.ExecType)));
        Held.Nothing(rig);
        Held.Replays(rig);
    }

    [Theory]
    [InlineData("memory:seed=3")]
    [InlineData("memory:piece=1")]
    public void AnyCutOfTheStreamGivesTheSameRecords(string net)
    {
        Assert.Equal(Play("memory:"), Play(net));
    }

    [Theory]
    [InlineData("kernel:")]
    [InlineData("kernel:seed=3")]
    public void SocketsOfTheKernelGiveTheSameRecords(string net)
    {
        Assert.Equal(Play("memory:"), Play(net, peers: "kernel:"));
    }

    private static string Play(string net, string peers = "memory:")
    {
        using var rig = new LaneRig(net: net, peers: peers);
        string asked = rig.Open(0, "a");
        rig.Replace(0, "r", "a", quantity: "20");
        rig.Fill(asked, "3");
        rig.Run();
        rig.Report(LaneRig.VenueId(0, 2), '5');
        rig.New(1, "b", price: "130");
        rig.Run();
        rig.Cancel(0, "c", "r");
        rig.Run();
        rig.Report(LaneRig.VenueId(0, 3), '4');
        rig.Run();
        Held.Nothing(rig);
        return string.Join(
            ' ', rig.Records.Orders.Select(o => $"{o.Session}:{o.Request}{o.Operation}{o.Verdict}")
                .Concat(rig.Records.Executions.Select(e => $"{(char)e.ExecType}{e.Quantity}")));
    }

    private static void Try(LaneRig rig, Peer peer)
    {
        peer.Connect(rig.Address, rig.NowNs);
        Follow(rig, peer, 500);
    }

    private static void Follow(LaneRig rig, Peer peer, int ms)
    {
        for (int passed = 0; passed < ms; passed += 100)
        {
            rig.NowNs += 100_000_000;
            _ = peer.Receive(rig.NowNs);
            peer.Send();
            rig.Run();
            _ = peer.Receive(rig.NowNs);
        }
    }

    /// <summary>The lane alone goes on: the venue does not answer.</summary>
    private static void Idle(LaneRig rig, int ms)
    {
        for (int passed = 0; passed < ms; passed += 100)
        {
            rig.NowNs += 100_000_000;
            _ = rig.Cycle();
        }
    }
}
