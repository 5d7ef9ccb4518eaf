using System.Collections.Generic;
using System.Linq;
using Gateway.Lane;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>
/// A lane is killed each time it reaches for a session journal, in cycles that take requests of three brokers and
/// answers of the venue: nothing is lost, nothing doubled.
/// </summary>
public sealed class KillPointTests
{
    private const int PointsMin = 50;
    private const int LaterReference = 10_001;

    [Fact]
    public void EachRequestIsAnsweredOnceWhereverTheLaneDies()
    {
        int at = 1;
        while (Dies(at)) at++;
        Assert.InRange(at, PointsMin, 10_000);
    }

    private static bool Dies(int at)
    {
        using var rig = new LaneRig();
        string a = rig.Open(0, "a", quantity: "10");
        string b = rig.Open(1, "b", side: '2', quantity: "20", price: "101");
        foreach (Peer broker in rig.Brokers) broker.Told.Clear();
        rig.Venue.Told.Clear();
        rig.New(0, "n");
        rig.Replace(0, "r", "a", quantity: "12");
        rig.Cancel(1, "c", "b", side: '2');
        rig.New(2, "bad", account: "A0", price: "200");
        rig.Fill(a, "4");
        rig.Fill(b, "5", price: "101", match: "M2", more: "19=none");
        rig.Report(a, 'D', "38=11|44=100|378=3");
        rig.Control(References.Row(rig.Market, 0, LaterReference));
        rig.Journals.DiesAt = at;
        bool died = false;
        try
        {
            rig.Run();
        }
        catch (LaneKilled)
        {
            died = true;
        }

        rig.Restart(rig.Journals);
        rig.Reconnect();
        AnswerAll(rig);
        Check(rig, at);
        return died;
    }

    /// <summary>The venue answers what it was asked, and has been asked each thing once.</summary>
    private static void AnswerAll(LaneRig rig)
    {
        Peer venue = rig.Venue;
        var asked = venue.Told.Where(t => t.Type is "D" or "F" or "G").Select(t => (t.Type, ClOrdId: t[11])).ToArray();
        Assert.Equal(asked.Distinct(), asked);
        foreach ((string type, string clOrdId) in asked)
            rig.Report(clOrdId, type == "D" ? '0' : type == "F" ? '4' : '5');
        rig.Run();
    }

    private static void Check(LaneRig rig, int at)
    {
        string where = $"killed at {at}";
        Assert.True(Answers(rig, 0, "n", "08") == 1, where);
        Assert.True(Answers(rig, 0, "r", "5") + Rejections(rig, 0, "r") == 1, where);
        Assert.True(Answers(rig, 1, "c", "4") + Rejections(rig, 1, "c") == 1, where);
        Assert.True(Answers(rig, 2, "bad", "8") == 1, where);
        Assert.Equal([("a", "4")], Fills(rig, 0));
        Assert.Equal([("b", "5")], Fills(rig, 1));
        Assert.True(rig.Brokers[0].Told.Count(t => t[150] == "D") == 1, where);
        Assert.Equal(2, rig.Records.Executions.Count(e => e.ExecType == 'F'));
        Assert.Equal(1, rig.Records.Executions.Count(e => e.ExecType == 'D'));
        Assert.DoesNotContain(rig.Brokers.SelectMany(b => b.Told), t => t[150] == "I" || t.Type == "j");
        Assert.Equal(1, rig.Records.Records.Count(
            r => r is { TemplateId: Price.TemplateId, Price.Reference: LaterReference }));
        Assert.Equal(0, rig.Lane.UnknownAnswers);
        Held.Check(rig);
        Held.Replays(rig);
    }

    private static int Answers(LaneRig rig, int broker, string clOrdId, string types) =>
        rig.Brokers[broker].Told.Count(t => t.Type == "8" && t[11] == clOrdId && types.Contains(t[150]));

    private static int Rejections(LaneRig rig, int broker, string clOrdId) =>
        rig.Brokers[broker].Told.Count(t => t.Type == "9" && t[11] == clOrdId);

    private static IEnumerable<(string ClOrdId, string Quantity)> Fills(LaneRig rig, int broker) =>
        rig.Brokers[broker].Told.Where(t => t[150] == "F").Select(t => (t[11], t[32]));
}
