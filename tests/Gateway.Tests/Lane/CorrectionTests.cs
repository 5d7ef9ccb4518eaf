using System.Linq;
using Gateway.Tests.Venue;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Lane;

/// <summary>150=G: the fill that it names is busted, the corrected one stands; the broker is told once, as it is.
/// </summary>
public sealed class CorrectionTests
{
    [Theory]
    [InlineData("3", "98", 6, "1")]
    [InlineData("4", "98", 6, "1")]
    [InlineData("6", "101", 4, "1")]
    [InlineData("10", "99", 0, "2")]
    public void ACorrectionIsABustAndAFillInTheLogAndOneReport(string lots, string price, int leaves, string status)
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        string fill = Fill(rig, asked, "4", "99");
        string told = rig.Brokers[0].Last[17];
        int before = rig.Records.Count;
        int reports = rig.Brokers[0].Told.Count;
        Correct(rig, asked, fill, lots, price);

        Record[] added = [.. rig.Records.Records.Skip(before)];
        Assert.Equal("D5H5F", string.Concat(added.Select(Letter)));
        Execution bust = added[2].Execution;
        Execution stands = added[4].Execution;
        Assert.Equal((9_900, 4U, 1U), (bust.Price, bust.Quantity, bust.Match));
        Assert.Equal((int.Parse(price) * 100, uint.Parse(lots), 1U), (stands.Price, stands.Quantity, stands.Match));
        Assert.All(
            (Name[])[added[1].Name, added[3].Name],
            n => Assert.Equal((NameKind.VenueExecution, 1U, Correction), (n.Kind, n.Row, LaneLog.TextOf(n))));

        Assert.Equal(reports + 1, rig.Brokers[0].Told.Count);
        Reply report = rig.Brokers[0].Last;
        Assert.Equal(("G", status, lots, price, $"{leaves}", lots, price), (
            report[150], report[39], report[32], report[31], report[151], report[14], report[6]));
        Assert.Equal((told, rig.Records.ExecIdOf(rig.Records.Count - 1), "1"), (report[19], report[17], report[880]));
        Assert.Equal((long.Parse(lots), leaves), (rig.Risk.Pair(0, 0).Position, rig.Risk.Pair(0, 0).OpenBuyLots));
        Assert.Equal((0UL, 0L, 2L), (rig.Risk.Overfills, rig.Lane.UnknownAnswers, rig.Lane.Tally.Executions));
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("7", 7)]
    public void TheFillOfAnOrderThatIsOverIsCorrectedToo(string lots, int position)
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        string fill = Fill(rig, asked, "10", "100");
        Correct(rig, asked, fill, lots, "99");
        Assert.Equal(("G", "2", "0", lots, "99"), (
            rig.Brokers[0].Last[150], rig.Brokers[0].Last[39], rig.Brokers[0].Last[151], rig.Brokers[0].Last[14],
            rig.Brokers[0].Last[6]));
        Assert.Equal((position, 0UL), (rig.Risk.Pair(0, 0).Position, rig.Risk.Overfills));
        Held.Nothing(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void ACorrectionOverWhatIsOpenIsAnOverfill()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        Correct(rig, asked, Fill(rig, asked, "4", "100"), "11", "100");
        Assert.Equal((11, 1UL), (rig.Risk.Pair(0, 0).Position, rig.Risk.Overfills));
        Held.Nothing(rig);
        Held.Replays(rig);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ACorrectedFillIsCorrectedAgainByItsOwnNameOrTheFirstOne(bool own)
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        string fill = Fill(rig, asked, "4", "100");
        _ = Fill(rig, asked, "1", "100", "M2");
        Correct(rig, asked, fill, "3", "99");
        string corrected = rig.Brokers[0].Last[17];
        Correct(rig, asked, own ? Correction : fill, "2", "98");
        Assert.Equal((corrected, "3"), (rig.Brokers[0].Last[19], rig.Brokers[0].Last[14]));
        Assert.Equal((3, 5), (rig.Risk.Pair(0, 0).Position, rig.Risk.Pair(0, 0).OpenBuyLots));
        Execution[] last = [.. rig.Records.Executions.TakeLast(2)];
        Assert.Equal([(9_900, 3U), (9_800, 2U)], last.Select(e => (e.Price, e.Quantity)));
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Theory]
    [InlineData("880=M1", true)]
    [InlineData("880=M9", false)]
    [InlineData("58=no match", false)]
    public void AFillThatExecRefIdDoesNotNameIsFoundByItsMatchOrNotAtAll(string more, bool found)
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        _ = Fill(rig, asked, "4", "100");
        int told = rig.Brokers[0].Told.Count;
        Correct(rig, asked, "nobody", "3", "99", more);
        Assert.Equal((found ? 3 : 4, found ? 0L : 1L), (rig.Risk.Pair(0, 0).Position, rig.Lane.UnknownAnswers));
        Assert.Equal(found ? told + 1 : told, rig.Brokers[0].Told.Count);
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void ABustedFillIsNotCorrected()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(0, "a");
        string fill = Fill(rig, asked, "4", "99");
        string told = rig.Brokers[0].Last[17];
        rig.Report(asked, 'H', $"19={fill}|32=4|31=99|880=M1");
        rig.Run();
        Assert.Equal(told, rig.Brokers[0].Last[19]);
        Correct(rig, asked, fill, "3", "98");
        Assert.Equal((0, 1L), (rig.Risk.Pair(0, 0).Position, rig.Lane.UnknownAnswers));
        Held.Check(rig);
    }

    private const string Correction = "C";

    private static string Fill(LaneRig rig, string asked, string lots, string price, string match = "M1")
    {
        string execId = $"X{rig.Venue.Session.NextSender}";
        rig.Fill(asked, lots, price, match);
        rig.Run();
        return execId;
    }

    private static void Correct(
        LaneRig rig, string asked, string named, string lots, string price, string more = "60=" + Time)
    {
        string fields = $"37=V|11={asked}|17={Correction}|19={named}|150=G|39=1|55=AAA|54=1|151=0|14=0|6=0";
        rig.Venue.Say("8", $"{fields}|32={lots}|31={price}|{more}", rig.NowNs);
        rig.Run();
    }

    private const string Time = "20270115-08:00:00.000";

    private static char Letter(Record record) =>
        record.TemplateId == Execution.TemplateId ? (char)record.Execution.ExecType : (char)('0' + record.TemplateId);
}
