using System.Linq;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>What shares a burst is judged as if it had come apart.</summary>
public sealed class BurstTests
{
    [Fact]
    public void AnOrderAndItsChangesMayComeInOneSegment()
    {
        using var rig = new LaneRig();
        int before = rig.Records.Count;
        rig.New(0, "a");
        rig.Replace(0, "r", "a", quantity: "12", price: "101");
        rig.Cancel(0, "c", "r");
        rig.Send();
        _ = rig.Cycle();
        Assert.Equal([5, 1, 5, 1, 5, 1], rig.Records.Records.Skip(before).Select(r => (int)r.TemplateId));
        Order[] orders = [.. rig.Records.Orders];
        Assert.All(orders, o => Assert.Equal((Verdict.Accept, 1UL << 56 | 1), (o.Verdict, o.OrderId)));
        Assert.Equal([(0, 0U), (10_000, 10U), (10_100, 12U)], orders.Select(o => (o.HeldPrice, o.HeldQuantity)));
        Held.Check(rig);
        rig.Run();
        Assert.Equal(["D", "G", "F"], rig.Venue.Told.Select(t => t.Type));
        Assert.Equal([LaneRig.VenueId(0, 1), LaneRig.VenueId(0, 2)], rig.Venue.Told.Skip(1).Select(t => t[41]));
        Held.Replays(rig);
    }

    [Fact]
    public void ACancelOfAnOrderRefusedInTheSameBurstIsUnknown()
    {
        using var rig = new LaneRig();
        rig.New(0, "a", price: "130");
        rig.Cancel(0, "c", "a");
        rig.Send();
        _ = rig.Cycle();
        rig.Run();
        Assert.Equal([Verdict.Collar, Verdict.UnknownRow], rig.Records.Orders.Select(o => o.Verdict));
        Assert.Equal(("9", "1"), (rig.Brokers[0].Last.Type, rig.Brokers[0].Last[102]));
        Assert.Empty(rig.Venue.Told);
        Held.Nothing(rig);
    }

    [Fact]
    public void ASlotIsNotReusedInTheBurstInWhichItsOrderEnded()
    {
        using var rig = new LaneRig(LaneRig.Settings with { OpenOrdersMax = 2 });
        rig.Venue.Hang();
        rig.Run();
        rig.New(0, "a");
        rig.Cancel(0, "c", "a");
        rig.New(0, "b");
        rig.New(0, "d", price: "");
        rig.Send();
        _ = rig.Cycle();
        rig.Run();
        Assert.Equal(
            [("8", "a", "2"), ("9", "c", ""), ("8", "b", "2"), ("j", "", "")],
            rig.Brokers[0].Told.TakeLast(4).OrderBy(t => t.Type == "j").Select(t => (t.Type, t[11], t[40])));

        rig.New(0, "e");
        rig.Run();
        Assert.Equal(("8", "e"), (rig.Brokers[0].Last.Type, rig.Brokers[0].Last[11]));
        Held.Nothing(rig);
    }

    [Fact]
    public void AFullTableOfOrdersStillTakesChanges()
    {
        using var rig = new LaneRig(LaneRig.Settings with { OpenOrdersMax = 2 });
        _ = rig.Open(0, "a");
        _ = rig.Open(0, "b");
        rig.New(0, "c");
        rig.Run();
        Assert.Equal(("j", "4"), (rig.Brokers[0].Last.Type, rig.Brokers[0].Last[380]));

        rig.Replace(0, "r", "a", quantity: "20");
        rig.Cancel(0, "x", "b");
        rig.Run();
        Assert.Equal(["G", "F"], rig.Venue.Told.TakeLast(2).Select(t => t.Type));
    }

    [Theory]
    [InlineData('4')]
    [InlineData('F')]
    [InlineData('P')]
    public void ACancelCrossesAnAnswerInOneBurst(char answer)
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Cancel(0, "c", "a");
        if (answer == '4') rig.Report(asked, '4');
        else rig.Fill(asked, answer == 'F' ? "10" : "3");
        rig.Send();
        _ = rig.Cycle();
        Held.Check(rig);
        rig.Run();
        bool sent = rig.Venue.Last.Type == "F";
        if (sent && answer == 'P') rig.Report(rig.LastAsked, '4');
        else if (sent) rig.Reject(rig.LastAsked, '1');
        rig.Run();
        Assert.Equal(answer == 'P' ? "8" : "9", rig.Brokers[0].Last.Type);
        Assert.Equal("c", rig.Brokers[0].Last[11]);
        Held.Nothing(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void AFillAndAReplaceOfOneOrderInOneBurst()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Replace(0, "r", "a", quantity: "20", price: "95");
        rig.Fill(asked, "3");
        rig.Send();
        _ = rig.Cycle();
        Held.Check(rig);
        rig.Report(LaneRig.VenueId(0, 2), '5');
        rig.Run();
        Assert.Equal(17, rig.Risk.Pair(0, 0).OpenBuyLots);
        Held.Check(rig);
        Held.Replays(rig);
    }
}
