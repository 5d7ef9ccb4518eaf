using System.Linq;
using Gateway.Tests.Venue;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>What is held before and after each answer of the venue, and what the broker is told.</summary>
public sealed class VenueAnswerTests
{
    [Theory]
    [InlineData('0', 10_000, 10U)]
    [InlineData('A', 10_000, 10U)]
    [InlineData('E', 10_000, 10U)]
    [InlineData('6', 10_000, 10U)]
    [InlineData('3', 0, 0U)]
    [InlineData('4', 0, 0U)]
    [InlineData('8', 0, 0U)]
    [InlineData('C', 0, 0U)]
    public void AnAnswerSaysWhatIsHeldBeforeAndAfter(char execType, int price, uint quantity)
    {
        using var rig = new LaneRig();
        rig.New(0, "a");
        rig.Run();
        rig.Report(rig.LastAsked, execType);
        rig.Run();
        Execution answer = rig.Records.LastExecution;
        Assert.Equal((10_000, 10U, price, quantity), (
            answer.HeldPrice, answer.HeldQuantity, answer.Price, answer.Quantity));
        Assert.Equal(((byte)execType, 1U), (answer.ExecType, answer.Request));
        Assert.Equal((execType.ToString(), "a"), (rig.Brokers[0].Last[150], rig.Brokers[0].Last[11]));
        if (quantity == 0) Held.Nothing(rig);
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void AReplaceHoldsTheMaximumUntilItIsAnswered()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a", price: "100", quantity: "10");
        rig.Replace(0, "r", "a", price: "90", quantity: "20");
        rig.Run();
        Assert.Equal(200_000 * 1_000_000L, (long)rig.Risk.Pair(0, 0).OpenBuyValue);
        rig.Replace(0, "s", "r", price: "110", quantity: "5");
        rig.Run();
        Assert.Equal(220_000 * 1_000_000L, (long)rig.Risk.Pair(0, 0).OpenBuyValue);
        rig.Report(LaneRig.VenueId(0, 2), '5');
        rig.Run();
        Assert.Equal(220_000 * 1_000_000L, (long)rig.Risk.Pair(0, 0).OpenBuyValue);
        rig.Reject(LaneRig.VenueId(0, 3), '2');
        rig.Run();
        Assert.Equal(180_000 * 1_000_000L, (long)rig.Risk.Pair(0, 0).OpenBuyValue);
        Execution refused = rig.Records.LastExecution;
        Assert.Equal(((byte)'y', 11_000, 20U, 9_000, 20U), (
            refused.ExecType, refused.HeldPrice, refused.HeldQuantity, refused.Price, refused.Quantity));
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void AFillWhileAReplaceIsPendingKeepsTheRestUntilTheAnswer()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Replace(0, "r", "a", quantity: "15");
        rig.Run();
        rig.Fill(asked, "10");
        rig.Run();
        Assert.Equal(5, rig.Risk.Pair(0, 0).OpenBuyLots);
        Assert.Equal((0, 1), (rig.Lane.Orders.OpenCount, rig.Lane.Orders.WaitingCount));
        Held.Check(rig);
        rig.Reject(LaneRig.VenueId(0, 2), '2');
        rig.Run();
        Held.Nothing(rig);
        Assert.Equal(("9", "2"), (rig.Brokers[0].Last.Type, rig.Brokers[0].Last[39]));
        Held.Replays(rig);
    }

    [Fact]
    public void AFilledOrderIsOpenAgainWhenTheVenueTakesTheLargerQuantity()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Replace(0, "r", "a", quantity: "15");
        rig.Run();
        rig.Fill(asked, "10");
        rig.Run();
        rig.Report(LaneRig.VenueId(0, 2), '5');
        rig.Run();
        Assert.Equal((5, 1, 0), (
            rig.Risk.Pair(0, 0).OpenBuyLots, rig.Lane.Orders.OpenCount, rig.Lane.Orders.WaitingCount));
        Assert.Equal(("5", "1", "5"), (rig.Brokers[0].Last[150], rig.Brokers[0].Last[39], rig.Brokers[0].Last[151]));
        Held.Check(rig);
        rig.Fill(LaneRig.VenueId(0, 2), "5");
        rig.Run();
        Assert.Equal(15, rig.Risk.Pair(0, 0).Position);
        Held.Nothing(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void AReplaceToWhatIsFilledEndsTheOrder()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Replace(0, "r", "a", quantity: "5");
        rig.Run();
        rig.Fill(asked, "5");
        rig.Run();
        rig.Report(LaneRig.VenueId(0, 2), '5');
        rig.Run();
        Assert.Equal(("5", "2", "0"), (rig.Brokers[0].Last[150], rig.Brokers[0].Last[39], rig.Brokers[0].Last[151]));
        Held.Nothing(rig);
    }

    [Fact]
    public void ARestatementReleasesTheDifference()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Report(asked, 'D', "38=6|44=90|378=5");
        rig.Run();
        Execution restated = rig.Records.LastExecution;
        Assert.Equal((10_000, 10U, 9_000, 6U, 5), (
            restated.HeldPrice, restated.HeldQuantity, restated.Price, restated.Quantity, restated.Reason));
        Assert.Equal(("D", "6", "90", "5"), (
            rig.Brokers[0].Last[150], rig.Brokers[0].Last[38], rig.Brokers[0].Last[44], rig.Brokers[0].Last[378]));
        Held.Check(rig);
        rig.Report(asked, 'D', "378=0");
        rig.Run();
        Assert.Equal((9_000, 6U), (rig.Records.LastExecution.Price, rig.Records.LastExecution.Quantity));
        rig.Report(asked, '4');
        rig.Run();
        Held.Nothing(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void ABustMovesThePositionBackAndHoldsWhatIsHeld()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Fill(asked, "4", "99");
        rig.Fill(asked, "2", "98", "M2");
        rig.Run();
        rig.Report(asked, 'H', "19=X2|32=4|31=99|880=M1");
        rig.Run();
        Execution bust = rig.Records.LastExecution;
        Assert.Equal(((byte)'H', 9_900, 4U, 10_000, 4U, 1U), (
            bust.ExecType, bust.Price, bust.Quantity, bust.HeldPrice, bust.HeldQuantity, bust.Match));
        Assert.Equal(2, rig.Risk.Pair(0, 0).Position);
        Reply told = rig.Brokers[0].Last;
        Assert.Equal(("H", "2", "4", "98"), (told[150], told[14], told[151], told[6]));
        Held.Check(rig);

        rig.Replace(0, "r", "a", quantity: "6");
        rig.Run();
        Assert.Equal(Verdict.Malformed, rig.Records.LastOrder.Verdict);
        rig.Report(asked, 'H', "19=X2|32=40|31=99|880=M1");
        rig.Run();
        Assert.Equal("0", rig.Brokers[0].Last[14]);
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void AnOverfillReleasesWhatIsHeldAndMovesThePositionByAllOfIt()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Fill(asked, "12");
        rig.Run();
        Assert.Equal((12, 1UL), (rig.Risk.Pair(0, 0).Position, rig.Risk.Overfills));
        Held.Nothing(rig);
        Held.Replays(rig);
    }

    [Theory]
    [InlineData("8", "37=V|11=12345|17=X|150=F|39=2|55=AAA|54=1|32=1|31=100|151=0|14=1|6=1")]
    [InlineData("8", "37=V|11=99999999999999999999999|17=X|150=4|39=4|55=AAA|54=1|151=0|14=1|6=1")]
    [InlineData("8", "37=V|11=4294967295000|17=X|150=4|39=4|55=AAA|54=1|151=0|14=1|6=1")]
    [InlineData("8", "37=V|17=X|150=4|39=4|55=AAA|54=1|151=0|14=1|6=1")]
    [InlineData("8", "37=V")]
    [InlineData("9", "37=V|11=77|41=1|39=8|434=1|102=1")]
    [InlineData("8", "37=V|11=1|17=X|150=F|39=2|55=AAA|54=1|32=1|31=x|151=0|14=1|6=1")]
    [InlineData("8", "37=V|11=1|17=X|150=F|39=2|55=AAA|54=1|32=1|31=100.001|151=0|14=1|6=1")]
    [InlineData("8", "37=V|11=1|17=X|150=F|39=2|55=AAA|54=1|32=0|31=100|151=0|14=1|6=1")]
    [InlineData("8", "37=V|11=1|17=X|150=Z|39=2|55=AAA|54=1|151=0|14=1|6=1")]
    public void AnAnswerAboutNoOrderMovesNothingAndIsToldToNobody(string type, string fields)
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        int told = rig.Brokers[0].Told.Count;
        rig.Venue.Say(type, fields, rig.NowNs);
        rig.Run();
        Execution unknown = rig.Records.LastExecution;
        Assert.Equal((0UL, uint.MaxValue, uint.MaxValue, Verdict.UnknownRow), (
            unknown.OrderId, unknown.Account, unknown.Session, unknown.Verdict));
        Assert.Equal(1, rig.Lane.UnknownAnswers);
        Assert.Equal(told, rig.Brokers[0].Told.Count);
        Assert.Equal(0, rig.Risk.Pair(0, 0).Position);
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void AReplacedOrderIsReportedWithItsNewTerms()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a", price: "");
        rig.Replace(0, "r", "a", price: "101", quantity: "12", more: "59=1");
        rig.Run();
        rig.Report(LaneRig.VenueId(0, 2), '5');
        rig.Run();
        Reply told = rig.Brokers[0].Last;
        Assert.Equal(("5", "r", "a", "2", "101", "12", "1"), (
            told[150], told[11], told[41], told[40], told[44], told[38], told[59]));
        Assert.NotEqual("", asked);
        Held.Check(rig);
    }

    [Fact]
    public void TheReportOfAFillNamesWhatTheVenueNamed()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Replace(0, "r", "a", quantity: "20");
        rig.Run();
        rig.Fill(asked, "1");
        rig.Report(LaneRig.VenueId(0, 2), '5');
        rig.Fill(LaneRig.VenueId(0, 2), "2", match: "M2");
        rig.Run();
        Reply[] told = [.. rig.Brokers[0].Told.TakeLast(3)];
        Assert.Equal(["a", "r", "r"], told.Select(t => t[11]));
        Assert.Equal(["9", "19", "17"], told.Select(t => t[151]));
        Assert.Equal(["1", "1", "3"], told.Select(t => t[14]));
        Held.Check(rig);
    }
}
