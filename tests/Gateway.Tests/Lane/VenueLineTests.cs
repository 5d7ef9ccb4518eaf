using System.Linq;
using Gateway.Lane;
using Gateway.Tests.Venue;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>The venue is away, or does not read; a broker does not read.</summary>
public sealed class VenueLineTests
{
    private const string SmallPipes = "memory:pipe=512";

    private static LaneSettings Large => LaneRig.Settings with
    {
        RequestsMax = 1 << 14,
        OpenOrdersMax = 1 << 14,
        StoreMessagesMax = 1 << 14,
        StoreBytesMax = 1 << 22,
    };

    [Fact]
    public void WithoutAVenueTheLaneAnswersForIt()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        rig.Venue.Hang();
        rig.Run();
        Assert.False(rig.Lane.VenueIsUp);
        rig.New(0, "b");
        rig.Replace(0, "r", "a", quantity: "20");
        rig.Cancel(0, "c", "a");
        rig.Run();

        Reply[] told = [.. rig.Brokers[0].Told.TakeLast(3)];
        Assert.Equal([("8", "8", "b"), ("9", "", "r"), ("9", "", "c")], told.Select(t => (t.Type, t[150], t[11])));
        Assert.Equal(["", "2", "1"], told.Select(t => t[434]));
        Assert.All(told, t => Assert.Equal("Venue", t[58]));
        Assert.All(rig.Records.Orders, o => Assert.Equal(Verdict.Accept, o.Verdict));
        Assert.Equal("8yx", string.Concat(rig.Records.Executions.Skip(1).Select(e => (char)e.ExecType)));
        Assert.Equal((10, 1, 0), (
            rig.Risk.Pair(0, 0).OpenBuyLots, rig.Lane.Orders.OpenCount, rig.Lane.Orders.WaitingCount));
        Held.Check(rig);
        Held.Replays(rig);

        rig.Wait(1_200);
        Assert.True(rig.Lane.VenueIsUp);
        rig.New(0, "d");
        rig.Run();
        Assert.Equal("D", rig.Venue.Last.Type);
        rig.Report(LaneRig.VenueId(0, 1), '4');
        rig.Run();
        Assert.Equal(("4", "a"), (rig.Brokers[0].Last[150], rig.Brokers[0].Last[11]));
        Held.Check(rig);
    }

    [Fact]
    public void WhatWasOnItsWayWhenTheVenueWentIsSentAgain()
    {
        using var rig = new LaneRig();
        rig.Venue.Reads = false;
        rig.New(0, "a");
        rig.Run();
        rig.Venue.Hang();
        rig.Venue.Reads = true;
        rig.Run();
        rig.Wait(1_200);
        Assert.Equal("D", rig.Venue.Told.Single(t => t.Type == "D").Type);
        Held.Check(rig);
    }

    [Fact]
    public void AVenueThatDoesNotReadHoldsTheBrokers()
    {
        const int Orders = 6_000;
        using var rig = new LaneRig(Large, net: SmallPipes);
        rig.Venue.Reads = false;
        for (int i = 0; i < Orders; i++) rig.New(i % 3, $"a{i}");
        rig.Run();
        Assert.InRange(rig.Lane.Tally.OrdersIn, 1, Orders - 1);
        Assert.True(rig.Lane.VenueIsUp);
        rig.Venue.Reads = true;
        rig.Run();
        Assert.Equal((Orders, 1), (rig.Venue.Told.Count(t => t.Type == "D"), rig.Venue.Opens));
        Assert.Equal(Orders, rig.Venue.Told.Select(t => t[11]).Distinct().Count());
        Held.Check(rig);
    }

    [Fact]
    public void AKillDoesNotOverrunAVenueThatDoesNotRead()
    {
        const int Orders = 5_000;
        using var rig = new LaneRig(Large, net: SmallPipes);
        for (int i = 0; i < Orders; i++) rig.New(i % 3, $"a{i}");
        rig.Run();
        rig.Venue.Reads = false;
        rig.Control(LaneRows.Kill(LimitScope.Gateway));
        rig.Run();
        Assert.True(rig.Lane.VenueIsUp);
        rig.Venue.Reads = true;
        rig.Run();
        Assert.Equal((Orders, 1), (rig.Venue.Told.Count(t => t.Type == "F"), rig.Venue.Opens));
    }

    [Fact]
    public void ABrokerThatDoesNotReadIsCutAndGetsEverythingAfterItsNextLogon()
    {
        const int Orders = 4_000;
        using var rig = new LaneRig(Large, net: SmallPipes);
        Peer broker = rig.Brokers[0];
        broker.Reads = false;
        for (int i = 0; i < Orders; i++) rig.New(0, $"a{i}");
        rig.Run();
        foreach (Reply asked in rig.Venue.Told) rig.Report(asked[11], '0');
        rig.Run();
        broker.Reads = true;
        rig.Run();
        Assert.False(broker.Up);
        Assert.InRange(broker.Told.Count, 1, Orders - 1);

        rig.Connect(0);
        rig.Run();
        rig.Wait(200, 10);
        Assert.True(broker.Up);
        Assert.Equal(Orders, broker.Told.Count);
        Assert.Equal(Orders, broker.Told.Select(t => t[11]).Distinct().Count());
        rig.New(0, "next");
        rig.Run();
        Assert.Equal(Verdict.Accept, rig.Records.LastOrder.Verdict);
    }
}
