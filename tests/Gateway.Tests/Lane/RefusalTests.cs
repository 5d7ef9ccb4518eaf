using System.Linq;
using Gateway.Tests.Venue;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Lane;

/// <summary>What the gateway itself refuses: verdict in the log and answer to the broker.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("11=a|1=A0|55=ZZZ|54=1|38=10|40=2|44=100", Verdict.UnknownRow, "1")]
    [InlineData("11=a|1=A9|55=AAA|54=1|38=10|40=2|44=100", Verdict.UnknownRow, "15")]
    [InlineData("11=a|1=B0|55=AAA|54=1|38=10|40=2|44=100", Verdict.UnknownRow, "15")]
    [InlineData("11=a|55=AAA|54=1|38=10|40=2|44=100", Verdict.UnknownRow, "15")]
    [InlineData("50=T9|11=a|1=A0|55=AAA|54=1|38=10|40=2|44=100", Verdict.UnknownRow, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=10|40=2|44=100.001", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=10.5|40=2|44=100", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=BBB|54=1|38=15|40=2|44=100", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=0|40=2|44=100", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=10|40=2|44=0", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=10|40=2|44=-1", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=3|38=10|40=2|44=100", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=10|40=3|44=100", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=10|40=2|44=100|59=6", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=5000000000|40=2|44=100", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=10|40=2|44=30000000", Verdict.Malformed, "99")]
    [InlineData("11=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|1=A0|55=AAA|54=1|38=10|40=2|44=100", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=ZZZ|54=1|38=0|40=2|44=100", Verdict.Malformed, "99")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=2000000|40=2|44=100", Verdict.OrderQuantity, "13")]
    [InlineData("11=a|1=A0|55=AAA|54=1|38=10|40=2|44=121", Verdict.Collar, "0")]
    public void ANewOrderIsRefusedWithItsVerdict(string fields, Verdict verdict, string reason)
    {
        using var rig = new LaneRig();
        rig.Say(0, "D", $"{fields}|60={LaneRig.Time}");
        rig.Run();

        Assert.Equal(verdict, rig.Records.LastOrder.Verdict);
        Assert.Equal(1UL << 56 | 1, rig.Records.LastOrder.OrderId);
        Reply told = Assert.Single(rig.Brokers[0].Told);
        Assert.Equal(("8", "8", "8", reason, VerdictNames.Of(verdict).Length > 0), (
            told.Type, told[150], told[39], told[103], told[58].Length > 0));
        Assert.Equal(System.Text.Encoding.ASCII.GetString(VerdictNames.Of(verdict)), told[58]);
        Assert.Empty(rig.Venue.Told);
        Assert.Equal(1, rig.Lane.Tally.Rejected(verdict));
        Held.Nothing(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void ARefusedOrderRepeatsTheTextsOfItsSender()
    {
        using var rig = new LaneRig();
        rig.Say(0, "D", $"11=a|1=NOBODY|55=NOTHING|54=2|60={LaneRig.Time}|38=10|40=2|44=100");
        rig.Run();
        Reply told = rig.Brokers[0].Last;
        Assert.Equal(("a", "NOBODY", "NOTHING", "2"), (told[11], told[1], told[55], told[54]));
        Assert.Equal((Record.NoRow, Record.NoRow), (rig.Records.LastOrder.Instrument, rig.Records.LastOrder.Account));
    }

    [Fact]
    public void AClOrdIdUsedBeforeIsADuplicateEvenOfARefusedOrder()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        rig.New(0, "b", quantity: "0");
        rig.New(0, "a");
        rig.New(0, "b");
        rig.Run();
        Reply[] refused = [.. rig.Brokers[0].Told.TakeLast(2)];
        Assert.All(refused, r => Assert.Equal(("8", "6", "Malformed"), (r[150], r[103], r[58])));
        Assert.Equal(["a", "b"], refused.Select(r => r[11]));
        rig.New(2, "a");
        rig.Run();
        Assert.Equal((Verdict.Accept, 2U), (rig.Records.LastOrder.Verdict, rig.Records.LastOrder.Session));
        rig.Cancel(0, "a", "a");
        rig.Run();
        Assert.Equal(("9", "6", Verdict.Malformed), (
            rig.Brokers[0].Last.Type, rig.Brokers[0].Last[102], rig.Records.LastOrder.Verdict));
        Held.Check(rig);
    }

    [Theory]
    [InlineData("41=a|11=r|1=A0|55=AAA|54=2|38=20|40=2|44=100", Verdict.Malformed)]
    [InlineData("41=a|11=r|1=A1|55=AAA|54=1|38=20|40=2|44=100", Verdict.Malformed)]
    [InlineData("41=a|11=r|1=A0|55=NEG|54=1|38=20|40=2|44=100", Verdict.Malformed)]
    [InlineData("41=a|11=r|1=A0|55=AAA|54=1|38=4|40=2|44=100", Verdict.Malformed)]
    [InlineData("41=a|11=r|1=A0|55=AAA|54=1|38=3|40=2|44=100", Verdict.Malformed)]
    [InlineData("41=a|11=r|1=A0|55=AAA|54=1|38=20|40=2|44=100.005", Verdict.Malformed)]
    [InlineData("41=a|11=r|1=A0|55=ZZZ|54=1|38=20|40=2|44=100", Verdict.UnknownRow)]
    [InlineData("41=a|11=r|1=ZZ|55=AAA|54=1|38=20|40=2|44=100", Verdict.UnknownRow)]
    [InlineData("50=T9|41=a|11=r|1=A0|55=AAA|54=1|38=20|40=2|44=100", Verdict.UnknownRow)]
    [InlineData("41=a|11=r|1=A0|55=AAA|54=1|38=20|40=2|44=125", Verdict.Collar)]
    public void AReplaceIsRefusedAndTheOrderStands(string fields, Verdict verdict)
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Fill(asked, "4");
        rig.Run();
        int sent = rig.Venue.Told.Count;
        rig.Say(0, "G", $"{fields}|60={LaneRig.Time}");
        rig.Run();
        Reply told = rig.Brokers[0].Last;
        Assert.Equal(("9", "r", "a", "2", "1"), (told.Type, told[11], told[41], told[434], told[39]));
        Assert.Equal(verdict, rig.Records.LastOrder.Verdict);
        Assert.Equal(1UL << 56 | 1, rig.Records.LastOrder.OrderId);
        Assert.Equal(sent, rig.Venue.Told.Count);
        Held.Check(rig);

        rig.Replace(0, "s", "a");
        rig.Run();
        Assert.Equal(Verdict.Accept, rig.Records.LastOrder.Verdict);
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void AReplaceMayLeaveTheAccountOut()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        rig.Say(0, "G", $"41=a|11=r|55=AAA|54=1|60={LaneRig.Time}|38=20|40=2|44=100");
        rig.Run();
        Assert.Equal((Verdict.Accept, 0U), (rig.Records.LastOrder.Verdict, rig.Records.LastOrder.Account));
    }

    [Fact]
    public void AFillMayOvertakeTheLeastQuantityOfAReplace()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Fill(asked, "4");
        rig.Run();
        rig.Replace(0, "r", "a", quantity: "5");
        rig.Run();
        Assert.Equal((Verdict.Accept, 1U), (rig.Records.LastOrder.Verdict, rig.Records.LastOrder.Quantity));
    }

    [Theory]
    [InlineData('F', "1")]
    [InlineData('G', "2")]
    public void AChangeOfAFinishedOrderIsTooLate(char type, string response)
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        rig.Fill(asked, "10");
        rig.Run();
        if (type == 'F') rig.Cancel(0, "c", "a");
        else rig.Replace(0, "c", "a", quantity: "20");
        rig.Run();
        Reply told = rig.Brokers[0].Last;
        Assert.Equal(("9", "0", response, "c", "a"), (told.Type, told[102], told[434], told[11], told[41]));
        Order refused = rig.Records.LastOrder;
        Assert.Equal((Verdict.UnknownRow, 1UL << 56 | 1), (refused.Verdict, refused.OrderId));
        Held.Nothing(rig);
    }

    [Theory]
    [InlineData('F', "1")]
    [InlineData('G', "2")]
    public void AChangeOfAnUnknownOrderHasNoOrderId(char type, string response)
    {
        using var rig = new LaneRig();
        if (type == 'F') rig.Cancel(0, "c", "never");
        else rig.Replace(0, "c", "never");
        rig.Run();
        Reply told = rig.Brokers[0].Last;
        Assert.Equal(("9", "1", response, "c", "never", "NONE", "8"), (
            told.Type, told[102], told[434], told[11], told[41], told[37], told[39]));
        Assert.Equal((Verdict.UnknownRow, 0UL), (rig.Records.LastOrder.Verdict, rig.Records.LastOrder.OrderId));
        Held.Replays(rig);
    }

    [Fact]
    public void ARefusedReplaceNamesNoOrder()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        rig.Replace(0, "r", "a", price: "125");
        rig.Run();
        rig.Cancel(0, "c", "r");
        rig.Run();
        Assert.Equal(("9", "1", "NONE"), (rig.Brokers[0].Last.Type, rig.Brokers[0].Last[102], rig.Brokers[0].Last[37]));
        rig.Cancel(0, "c2", "a");
        rig.Run();
        Assert.Equal(("F", LaneRig.VenueId(0, 1)), (rig.Venue.Last.Type, rig.Venue.Last[41]));
    }

    [Fact]
    public void AnOrderOfAnotherSessionIsUnknown()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        rig.Cancel(2, "c", "a");
        rig.Run();
        Assert.Equal(("9", "1"), (rig.Brokers[2].Last.Type, rig.Brokers[2].Last[102]));
    }

    [Theory]
    [InlineData("D", "11=a|1=A0|55=AAA|54=1|60=T|40=2|44=100", "38")]
    [InlineData("D", "1=A0|55=AAA|54=1|60=T|38=10|40=2|44=100", "11")]
    [InlineData("D", "11=a|1=A0|54=1|60=T|38=10|40=2|44=100", "55")]
    [InlineData("F", "11=a|55=AAA|54=1|60=T", "41")]
    [InlineData("G", "41=x|11=a|55=AAA|60=T|38=10|40=2|44=100", "54")]
    public void AMissingTagIsASessionReject(string type, string fields, string tag)
    {
        using var rig = new LaneRig();
        int before = rig.Records.Count;
        rig.Say(0, type, fields.Replace("60=T", "60=" + LaneRig.Time));
        rig.Run();
        Reply told = Assert.Single(rig.Brokers[0].Told);
        Assert.Equal(("3", "1", tag, type), (told.Type, told[373], told[371], told[372]));
        Assert.Equal(before, rig.Records.Count);
    }

    [Theory]
    [InlineData("D", "11=a|1=A0|55=AAA|54=1|60=T|38=10|40=2", "5")]
    [InlineData("G", "41=x|11=a|1=A0|55=AAA|54=1|60=T|38=10|40=2", "5")]
    [InlineData("H", "11=a|54=1|55=AAA", "3")]
    [InlineData("AE", "571=1", "3")]
    public void WhatCannotBeARequestIsABusinessReject(string type, string fields, string reason)
    {
        using var rig = new LaneRig();
        int before = rig.Records.Count;
        rig.Say(0, type, fields.Replace("60=T", "60=" + LaneRig.Time));
        rig.Run();
        Reply told = Assert.Single(rig.Brokers[0].Told);
        Assert.Equal(("j", reason, type), (told.Type, told[380], told[372]));
        Assert.Equal(before, rig.Records.Count);
    }

    [Theory]
    [InlineData("j", "45=1|372=8|380=3")]
    public void ARejectOfTheBrokersIsNotAnswered(string type, string fields)
    {
        using var rig = new LaneRig();
        rig.Say(0, type, fields);
        rig.Venue.Say(type, fields, rig.NowNs);
        rig.Run();
        Assert.Empty(rig.Brokers[0].Told);
        Assert.Empty(rig.Venue.Told);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("50=T1", 1)]
    [InlineData("50=T2", 2)]
    public void TheTraderIsARowOfTheFirm(string header, int row)
    {
        using var rig = new LaneRig();
        string bar = header.Length == 0 ? "" : header + "|";
        rig.Say(0, "D", $"{bar}11=a|1=A0|55=AAA|54=1|60={LaneRig.Time}|38=10|40=2|44=100");
        rig.Run();
        Assert.Equal((Verdict.Accept, row), (rig.Records.LastOrder.Verdict, rig.Records.LastOrder.Trader));
    }

    [Fact]
    public void AFirmWithoutTradersNamesNone()
    {
        using var rig = new LaneRig();
        rig.Say(1, "D", $"50=T1|11=a|1=B0|55=AAA|54=1|60={LaneRig.Time}|38=10|40=2|44=100");
        rig.Run();
        Assert.Equal((Verdict.Accept, 0), (rig.Records.LastOrder.Verdict, rig.Records.LastOrder.Trader));
    }

    [Fact]
    public void APriceMayBeZeroOrLessWhereTheInstrumentAllowsIt()
    {
        using var rig = new LaneRig();
        rig.Control(LaneRows.Price(rig.Market, 2, -500));
        rig.Run();
        rig.New(0, "a", symbol: "NEG", price: "-5.01");
        rig.Run();
        Assert.Equal((Verdict.Accept, -501), (rig.Records.LastOrder.Verdict, rig.Records.LastOrder.Price));
        Assert.Equal("-5.01", rig.Venue.Last[44]);
        rig.Report(rig.LastAsked, '0');
        rig.Fill(rig.LastAsked, "4", "-5.02");
        rig.Run();
        Assert.Equal("-5.02", rig.Brokers[0].Last[6]);
        Held.Check(rig);
        Held.Replays(rig);
    }
}
