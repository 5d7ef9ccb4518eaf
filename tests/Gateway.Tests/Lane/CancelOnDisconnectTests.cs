using System.Linq;
using Gateway.Lane;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>A session that is gone for longer than its grace has its open orders cancelled.</summary>
public sealed class CancelOnDisconnectTests
{
    private const ulong GraceNs = 5_000_000_000;

    [Fact]
    public void AfterTheGraceItsOrdersAreCancelledAndNoOthers()
    {
        using LaneRig rig = Rig(sparesGtc: false);
        string a = rig.Open(0, "a");
        string gtc = rig.Open(0, "gtc", more: "59=1");
        _ = rig.Open(1, "b");
        rig.Venue.Told.Clear();
        rig.Brokers[0].Hang();
        rig.Wait(4_900);
        Assert.DoesNotContain(rig.Venue.Told, t => t.Type == "F");

        rig.Wait(400);
        Assert.Equal([a, gtc], Cancelled(rig));
        Order mass = rig.Records.Orders.First(o => o.Operation == Operation.MassCancel);
        Assert.Equal((0u, Gateway.Wire.Record.NoRow, OrderFlags.Gateway), (mass.Session, mass.Account, mass.Flags));
        rig.Wait(20_000);
        Assert.Single(rig.Records.Orders, o => o.Operation == Operation.MassCancel);
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void OrdersThatAreGoodTillCancelledMayBeExempt()
    {
        using LaneRig rig = Rig(sparesGtc: true);
        string a = rig.Open(0, "a");
        _ = rig.Open(0, "gtc", more: "59=1");
        rig.Venue.Told.Clear();
        rig.Brokers[0].Hang();
        rig.Wait(6_000);
        Assert.Equal([a], Cancelled(rig));
    }

    [Fact]
    public void WhoIsBackInTimeKeepsThem()
    {
        using LaneRig rig = Rig(sparesGtc: false);
        _ = rig.Open(0, "a");
        rig.Venue.Told.Clear();
        rig.Brokers[0].Hang();
        rig.Wait(4_000);
        rig.Connect(0);
        rig.Wait(20_000);
        Assert.Empty(Cancelled(rig));
    }

    /// <summary>The lane that was killed took the clock with it: the grace begins again.</summary>
    [Fact]
    public void AfterARestartTheGraceBeginsAgain()
    {
        using LaneRig rig = Rig(sparesGtc: false);
        string a = rig.Open(0, "a");
        rig.Restart(rig.Journals);
        rig.Wait(1_100);
        rig.Venue.Told.Clear();
        rig.Wait(3_000);
        Assert.Empty(Cancelled(rig));
        rig.Wait(2_000);
        Assert.Equal([a], Cancelled(rig));
        Held.Replays(rig);
    }

    private static LaneRig Rig(bool sparesGtc) => new(change: market =>
    {
        LaneSession first = market.Sessions[0] with { CancelGraceNs = GraceNs, CancelSparesGtc = sparesGtc };
        return market with { Sessions = [first, .. market.Sessions[1..]] };
    });

    /// <summary>What the cancels that the venue was sent name.</summary>
    private static string[] Cancelled(LaneRig rig) =>
        [.. rig.Venue.Told.Where(t => t.Type == "F").Select(t => t[41])];
}
