using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Gateway.Tests.Venue;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>
/// Several orders, their changes and every legal answer in any order, in one burst or apart: what is held is what the
/// open orders explain, always, and the log alone gives the same.
/// </summary>
public sealed class InterleavingTests
{
    private static readonly Gen<(int Kind, int A, int B)[]> Scripts =
        Gen.Select(Gen.Int[0, 13], Gen.Int[0, 1_000], Gen.Int[0, 1_000]).Array[20, 300];

    [Fact]
    public void NoInterleavingLeaksOrLosesWhatIsHeld()
    {
        var seen = new SortedDictionary<string, int>();
        Scripts.Sample(script => Play(script, seen), iter: 60, threads: 1);
        string[] answers = ["0", "3", "4", "5", "6", "8", "A", "C", "D", "E", "F", "G", "H", "x", "y"];
        Assert.All(answers, answer => Assert.True(seen.GetValueOrDefault(answer) > 0, $"{answer} was never tried"));
    }

    private static void Play((int Kind, int A, int B)[] script, SortedDictionary<string, int> seen)
    {
        using var rig = new LaneRig();
        var venue = new VenueBook(rig);
        var asked = new List<(int Broker, string Id, string Symbol, char Side)>();
        foreach ((int kind, int a, int b) in script)
        {
            Step(rig, venue, asked, kind, a, b);
            Held.Check(rig);
        }

        rig.Run();
        for (int i = 0; venue.Unanswered > 0 || venue.HasLive; i++)
        {
            if (venue.Unanswered > 0) venue.Answer(i);
            else venue.EndAll();
            rig.Run();
            Held.Check(rig);
        }

        Held.Nothing(rig);
        Held.Replays(rig);
        CheckPositions(rig, venue);
        CheckFinalAnswers(rig);
        foreach (Execution execution in rig.Records.Executions)
            Count(seen, ((char)execution.ExecType).ToString());
        foreach (Reply told in rig.Brokers.SelectMany(b => b.Told).Where(t => t[150] == "G")) Count(seen, told[150]);
    }

    private static void Step(
        LaneRig rig, VenueBook venue, List<(int Broker, string Id, string Symbol, char Side)> asked, int kind, int a,
        int b)
    {
        switch (kind)
        {
            case 0 or 1:
                New(rig, asked, a, b);
                break;
            case 2 when asked.Count > 0:
                var (broker, named, symbol, side) = asked[a % asked.Count];
                rig.Cancel(broker, $"c{rig.Brokers[broker].Session.NextSender}", named, side, symbol);
                break;
            case 3 or 4 when asked.Count > 0:
                Replace(rig, asked, a, b);
                break;
            case 5 or 6 or 7:
                venue.Answer(a);
                break;
            case 8 or 9:
                venue.Fill(a, b);
                break;
            case 10:
                venue.Act(a, b);
                break;
            case 11 when a % 3 == 0:
                venue.Bust(b);
                break;
            case 11 when a % 3 == 1:
                venue.Correct(b, a);
                break;
            default:
                rig.Send();
                _ = rig.Cycle();
                _ = rig.Receive();
                break;
        }
    }

    private static void New(LaneRig rig, List<(int Broker, string Id, string Symbol, char Side)> asked, int a, int b)
    {
        int broker = a % 3;
        string id = $"n{rig.Brokers[broker].Session.NextSender}";
        string symbol = b % 4 == 0 ? "BBB" : "AAA";
        char side = a / 3 % 2 == 0 ? '1' : '2';
        string price = b % 9 == 0 ? "" : b % 10 == 1 ? "130" : $"{90 + (b % 20)}";
        int lots = 1 + (b % 12);
        rig.New(broker, id, "", side, symbol, "", $"{lots * (symbol == "BBB" ? 10 : 1)}", price);
        asked.Add((broker, id, symbol, side));
    }

    private static void Replace(
        LaneRig rig, List<(int Broker, string Id, string Symbol, char Side)> asked, int a, int b)
    {
        var order = asked[a % asked.Count];
        string id = $"r{rig.Brokers[order.Broker].Session.NextSender}";
        int lots = 1 + (b % 15);
        rig.Replace(
            order.Broker, id, order.Id, $"{lots * (order.Symbol == "BBB" ? 10 : 1)}", $"{90 + (a % 22)}", order.Side,
            order.Symbol);
        asked.Add(order with { Id = id });
    }

    private static void CheckPositions(LaneRig rig, VenueBook venue)
    {
        string[] accounts = ["A0", "A1", "B0"];
        string[] symbols = ["AAA", "BBB", "NEG"];
        for (int account = 0; account < 3; account++)
        {
            for (int symbol = 0; symbol < 3; symbol++)
            {
                long told = venue.Positions.GetValueOrDefault((accounts[account], symbols[symbol]));
                Assert.Equal(told, rig.Risk.Pair((uint)account, (uint)symbol).Position);
            }
        }

        Assert.Equal(0, rig.Lane.UnknownAnswers);
        Assert.Equal(0UL, rig.Risk.Overfills);
    }

    /// <summary>Every new order has one answer, and its last report says that it ended.</summary>
    private static void CheckFinalAnswers(LaneRig rig)
    {
        Reply[] reports = [.. rig.Brokers.SelectMany(b => b.Told).Where(t => t.Type == "8")];
        foreach (IGrouping<string, Reply> order in reports.GroupBy(t => t[37]))
        {
            Assert.Equal(1, order.Count(t => t[150] is "0" or "8"));
            Assert.True(order.Last()[39] is "2" or "3" or "4" or "8" or "C", order.Last().ToString());
        }

        int orders = rig.Records.Orders.Count(o => o.Operation == Operation.New);
        Assert.Equal(orders, reports.Count(t => t[150] is "0" or "8"));
    }

    private static void Count(SortedDictionary<string, int> seen, string what) =>
        seen[what] = seen.GetValueOrDefault(what) + 1;
}
