using System.Linq;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Lane;

/// <summary>A lane that was killed goes on from its log and its session journals: at every point of a cycle.</summary>
public sealed class RestorationTests
{
    [Fact]
    public void OpenOrdersExposureAndClOrdIdsAreThoseOfTheLog()
    {
        using var rig = new LaneRig();
        string a = rig.Open(0, "a", quantity: "10");
        _ = rig.Open(1, "b", side: '2', quantity: "20", price: "101");
        rig.Fill(a, "4", "100");
        rig.Run();
        rig.Replace(0, "r", "a", quantity: "12", price: "102");
        rig.New(0, "refused", price: "200");
        rig.Run();
        ulong hash = rig.Risk.StateHash();

        rig.Restart(rig.Journals.Copy());
        Assert.Equal(hash, rig.Risk.StateHash());
        Held.Check(rig);
        Assert.Equal((2, 4L, 1L), (rig.Lane.Orders.OpenCount, rig.Lane.Tally.OrdersIn + 1, rig.Lane.Tally.Executions));

        rig.Reconnect();
        rig.Venue.Told.Clear();
        rig.Cancel(0, "c", "r");
        rig.New(0, "a");
        rig.Run();
        Assert.Equal(["F"], rig.Venue.Told.Select(t => t.Type));
        Assert.Equal(Verdict.Malformed, rig.Records.LastOrder.Verdict);
        Held.Replays(rig);
    }

    [Fact]
    public void AReportThatIsInTheLogAloneIsTold()
    {
        using var rig = new LaneRig();
        string a = rig.Open(0, "a", quantity: "10");
        LaneJournals before = rig.Journals.Copy();
        rig.Fill(a, "4", "100");
        rig.Run();
        Assert.Equal("F", rig.Brokers[0].Last[150]);
        int told = rig.Brokers[0].Told.Count;

        rig.Restart(rig.Journals.With(before, "BRK0"));
        rig.Reconnect();
        Assert.Equal(told, rig.Brokers[0].Told.Count);
        Assert.Equal(("F", "4"), (rig.Brokers[0].Last[150], rig.Brokers[0].Last[14]));
        Held.Check(rig);
    }

    [Fact]
    public void AReportThatWasKeptAndNotSentIsSentOnce()
    {
        using var rig = new LaneRig();
        string a = rig.Open(0, "a", quantity: "10");
        rig.Fill(a, "4", "100");
        rig.Send();
        for (int i = 0; i < 3; i++) _ = rig.Cycle();
        int told = rig.Brokers[0].Told.Count;

        rig.Restart(rig.Journals.Copy());
        rig.Reconnect();
        Assert.Equal(told + 1, rig.Brokers[0].Told.Count);
        Assert.Equal("F", rig.Brokers[0].Last[150]);
    }

    [Fact]
    public void AnAcceptedOrderThatNeverReachedTheVenueIsRejectedByTheLane()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "first");
        LaneJournals before = rig.Journals.Copy();
        rig.New(0, "a");
        rig.Replace(0, "r", "first", quantity: "20");
        rig.Cancel(0, "c", "first");
        rig.Send();
        _ = rig.Cycle();

        rig.Restart(rig.Journals.With(before, "VENUE"));
        rig.Reconnect();
        Assert.Single(rig.Venue.Told, t => t.Type is "D" or "F" or "G");
        Assert.Equal(
            [("8", "a", "8"), ("9", "r", ""), ("9", "c", "")],
            rig.Brokers[0].Told.TakeLast(3).Select(t => (t.Type, t[11], t[150])));
        Assert.Equal(1, rig.Lane.Orders.OpenCount);
        Held.Check(rig);
        Held.Replays(rig);
    }

    /// <summary>The broker sends again (43=Y) what the lane has answered: its journal was an older one.</summary>
    [Fact]
    public void ARequestThatIsInTheLogIsAnsweredFromItsState()
    {
        using var rig = new LaneRig();
        string first = rig.Open(0, "first");
        LaneJournals before = rig.Journals.Copy();
        rig.New(0, "a");
        rig.New(0, "refused", price: "200");
        rig.Fill(first, "4", "100");
        rig.Run();
        int orders = rig.Records.Orders.Count();

        rig.Restart(rig.Journals.With(before, "BRK0"));
        rig.Brokers[0].Told.Clear();
        rig.Reconnect();
        Assert.Equal(orders, rig.Records.Orders.Count());
        Assert.Equal(
            [("8", "I", "a", "0"), ("j", "", "", "")],
            rig.Brokers[0].Told.TakeLast(2).Select(t => (t.Type, t[150], t[11], t[39])).OrderBy(t => t.Type));
        Held.Replays(rig);
    }

    [Fact]
    public void ARestatementBesideAPendingReplaceIsMadeAgain()
    {
        using var rig = new LaneRig();
        string a = rig.Open(0, "a", quantity: "10");
        rig.Replace(0, "r", "a", quantity: "20", price: "102");
        rig.Run();
        rig.Report(a, 'D', "38=8|44=99|378=0");
        rig.Run();
        rig.Reject(rig.LastAsked, '2');
        rig.Run();
        Held.Check(rig);
        rig.Restart(rig.Journals.Copy());
        Held.Check(rig);
    }

    [Fact]
    public void ALogThatThisLaneDidNotWriteIsNamedByPosition()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        int at = rig.Records.Records.FindIndex(r => r.TemplateId == Execution.TemplateId);
        Record changed = rig.Records.Records[at];
        changed.Execution.HeldQuantity++;
        rig.Records.Records[at] = changed;
        string fault = Assert.Throws<System.InvalidOperationException>(() => rig.Restart(rig.Journals.Copy())).Message;
        Assert.Equal($"log position {rig.Records.Positions[at]}: it is not what its log makes of it", fault);
    }
}
