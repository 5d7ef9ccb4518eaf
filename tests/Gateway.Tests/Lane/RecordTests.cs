using System.Linq;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Lane;

/// <summary>Every field of what the lane logs. Spec: records.md sections 1, 3, 5.</summary>
public sealed class RecordTests
{
    [Fact]
    public void ANewOrderIsOneNameAndOneOrderRecord()
    {
        using var rig = new LaneRig();
        int before = rig.Records.Count;
        rig.New(0, "first", "59=3|528=A", quantity: "10", price: "100.25");
        rig.Run();

        Record[] added = [.. rig.Records.Records.Skip(before)];
        Assert.Equal([Name.TemplateId, Order.TemplateId], added.Select(r => r.TemplateId));
        Name name = added[0].Name;
        Assert.Equal(Name.HeaderBits, name.Header);
        Assert.Equal((1U, 0U, NameKind.ClOrdId, 0, 5), (name.Row, name.Session, name.Kind, name.Part, name.Length));
        Assert.Equal("first", LaneLog.TextOf(name));
        Assert.Equal(rig.NowNs, name.TimeNs);

        Order order = added[1].Order;
        Assert.Equal(Order.HeaderBits, order.Header);
        Assert.Equal(1UL << 56 | 1, order.OrderId);
        Assert.Equal(rig.NowNs, order.TimeNs);
        Assert.Equal((10_025, 10U, 0, 0U), (order.Price, order.Quantity, order.HeldPrice, order.HeldQuantity));
        Assert.Equal((0U, 0U, 0U, 1U), (order.Instrument, order.Account, order.Session, order.Request));
        Assert.Equal((Operation.New, 1, 2, 3), (order.Operation, order.Side, order.Kind, order.TimeInForce));
        Assert.Equal((Verdict.Accept, OrderFlags.Agency, 0), (order.Verdict, order.Flags, order.Trader));
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void TheVenueIsAskedBySessionAndRequestAndToldTheWholeQuantity()
    {
        using var rig = new LaneRig();
        rig.New(1, "a", symbol: "BBB", quantity: "50", price: "100.5");
        rig.Run();
        Assert.Equal("D", rig.Venue.Last.Type);
        Assert.Equal((1UL << 32 | 1).ToString(System.Globalization.CultureInfo.InvariantCulture), rig.LastAsked);
        Assert.Equal(("BBB", "B0", "1", "2", "50", "100.5"), (
            rig.Venue.Last[55], rig.Venue.Last[1], rig.Venue.Last[54], rig.Venue.Last[40], rig.Venue.Last[38],
            rig.Venue.Last[44]));
        Assert.Equal((201, 5U), (rig.Records.LastOrder.Price, rig.Records.LastOrder.Quantity));

        rig.Report(rig.LastAsked, '0');
        rig.Fill(rig.LastAsked, "20", "100.5");
        rig.Run();
        rig.Replace(1, "b", "a", symbol: "BBB", quantity: "60", price: "100");
        rig.Run();
        Assert.Equal(("G", LaneRig.VenueId(1, 2), LaneRig.VenueId(1, 1), "60"), (
            rig.Venue.Last.Type, rig.Venue.Last[11], rig.Venue.Last[41], rig.Venue.Last[38]));
        Order replace = rig.Records.LastOrder;
        Assert.Equal((200, 4U, 201, 3U), (replace.Price, replace.Quantity, replace.HeldPrice, replace.HeldQuantity));
        Held.Check(rig);
    }

    [Fact]
    public void ACancelRepeatsWhatIsHeld()
    {
        using var rig = new LaneRig();
        string first = rig.Open(0, "a", price: "101");
        rig.Fill(first, "4", "100.5");
        rig.Run();
        rig.Cancel(0, "c", "a");
        rig.Run();
        Order cancel = rig.Records.LastOrder;
        Assert.Equal((Operation.Cancel, Verdict.Accept), (cancel.Operation, cancel.Verdict));
        Assert.Equal((10_100, 6U, 10_100, 6U), (cancel.Price, cancel.Quantity, cancel.HeldPrice, cancel.HeldQuantity));
        Assert.Equal((1UL << 56 | 1, 2U, 2, 1), (cancel.OrderId, cancel.Request, cancel.Kind, cancel.Side));
        Assert.Equal((0U, 0U), (cancel.Instrument, cancel.Account));
        Assert.Equal(("F", LaneRig.VenueId(0, 2), first, "10"), (
            rig.Venue.Last.Type, rig.Venue.Last[11], rig.Venue.Last[41], rig.Venue.Last[38]));
        Assert.Equal("c", LaneLog.TextOf(rig.Records.Names.Last()));
    }

    [Fact]
    public void AFillIsThePrecedingNamesAndAnExecution()
    {
        using var rig = new LaneRig();
        string asked = rig.Open(1, "a", price: "101", side: '5');
        int before = rig.Records.Count;
        rig.Venue.Say(
            "8",
            $"37=V|11={asked}|17=exec-77|150=F|39=1|55=AAA|54=5|32=4|31=100.5|151=6|14=4|6=100.5"
                + "|60=20270115-07:59:59.123|851=2|880=match-1",
            rig.NowNs);
        rig.Run();

        Record[] added = [.. rig.Records.Records.Skip(before)];
        Assert.Equal([Name.TemplateId, Name.TemplateId, Execution.TemplateId], added.Select(r => r.TemplateId));
        Name match = added[0].Name;
        Assert.Equal((NameKind.Match, 1U, "match-1"), (match.Kind, match.Row, LaneLog.TextOf(match)));
        Name venue = added[1].Name;
        Assert.Equal((NameKind.VenueExecution, 1U, "exec-77"), (venue.Kind, venue.Row, LaneLog.TextOf(venue)));
        Assert.Equal(LaneRig.StartNs - 877_000_000, venue.TimeNs);

        Execution fill = added[2].Execution;
        Assert.Equal(Execution.HeaderBits, fill.Header);
        Assert.Equal((1UL << 56 | 1, rig.NowNs), (fill.OrderId, fill.TimeNs));
        Assert.Equal((10_050, 4U, 10_100, 10U), (fill.Price, fill.Quantity, fill.HeldPrice, fill.HeldQuantity));
        Assert.Equal((0U, 2U, 1U, 1U), (fill.Instrument, fill.Account, fill.Session, fill.Request));
        Assert.Equal(((byte)'F', 5, 2, 1U), (fill.ExecType, fill.Side, fill.Reason, fill.Match));
        Assert.Equal(Verdict.Accept, fill.Verdict);
        Assert.Equal(-4, rig.Risk.Pair(2, 0).Position);

        string execId = rig.Records.ExecIdOf(rig.Records.Count - 1);
        Assert.Equal(("F", "1", "4", "100.5", "6", "4", "100.5", execId, "a", "2", "1"), (
            rig.Brokers[1].Last[150], rig.Brokers[1].Last[39], rig.Brokers[1].Last[32], rig.Brokers[1].Last[31],
            rig.Brokers[1].Last[151], rig.Brokers[1].Last[14], rig.Brokers[1].Last[6], rig.Brokers[1].Last[17],
            rig.Brokers[1].Last[11], rig.Brokers[1].Last[851], rig.Brokers[1].Last[880]));
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void BothFillsOfAMatchHaveItsRowAndItsTextIsGivenOnce()
    {
        using var rig = new LaneRig();
        string buy = rig.Open(0, "a");
        string sell = rig.Open(1, "a", side: '2');
        rig.Fill(buy, "10", match: "T");
        rig.Fill(sell, "10", match: "T");
        rig.Run();
        Assert.Equal([1U, 1U], rig.Records.Executions.Where(e => e.ExecType == 'F').Select(e => e.Match));
        _ = Assert.Single(rig.Records.Names, n => n.Kind == NameKind.Match);
        Assert.Equal(2, rig.Records.Names.Count(n => n.Kind == NameKind.VenueExecution));
        Held.Nothing(rig);
    }

    [Theory]
    [InlineData(28, new[] { 28 })]
    [InlineData(29, new[] { 28, 1 })]
    [InlineData(32, new[] { 28, 4 })]
    public void AClOrdIdOverTwentyEightBytesIsTwoParts(int length, int[] parts)
    {
        using var rig = new LaneRig();
        string id = new string('x', length - 1) + "y";
        int before = rig.Records.Count;
        rig.New(0, id);
        rig.Run();
        Name[] names = [.. rig.Records.Records.Skip(before).SkipLast(1).Select(r => r.Name)];
        Assert.Equal(parts, names.Select(n => (int)n.Length));
        Assert.Equal(Enumerable.Range(0, parts.Length), names.Select(n => (int)n.Part));
        Assert.Equal(id, string.Concat(names.Select(n => LaneLog.TextOf(n))));
        Assert.All(names, n => Assert.Equal(1U, n.Row));
        Assert.Equal(Verdict.Accept, rig.Records.LastOrder.Verdict);
        rig.Report(rig.LastAsked, '0');
        rig.Run();
        Assert.Equal(id, rig.Brokers[0].Last[11]);
    }

    [Fact]
    public void OneSequenceCountsNamesRowsAndQuotesAndOrdersHaveNone()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        rig.Venue.Say("W", "262=1|55=AAA|268=3|269=0|270=99|271=5|269=1|270=101|271=6|269=2|270=100|271=7", rig.NowNs);
        rig.Control(LaneRows.Price(rig.Market, 1));
        rig.Run();
        ulong[] sequences = [.. rig.Records.Records.Where(r => r.TemplateId is 3 or 4 or 5 or 6 or 7 or 9)
            .Select(r => r.Name.Sequence)];
        Assert.Equal(Enumerable.Range(1, sequences.Length).Select(i => (ulong)i), sequences);
        Quote quote = rig.Records.Records.Single(r => r.TemplateId == Quote.TemplateId).Quote;
        Assert.Equal((9_900, 5U, 10_100, 6U, 10_000, 7U), (
            quote.Bid, quote.BidQuantity, quote.Ask, quote.AskQuantity, quote.Last, quote.LastQuantity));
        Assert.Equal((0U, LaneRows.VenueRow, 2, 7), (quote.Instrument, quote.Source, quote.Phase, quote.Flags));
    }

    [Fact]
    public void ALastPriceIsFollowedByItsReference()
    {
        using var rig = new LaneRig();
        rig.Venue.Say("W", "262=1|55=AAA|268=1|269=2|270=100.01|271=7", rig.NowNs);
        rig.Run();
        Assert.Equal([Quote.TemplateId, Price.TemplateId], rig.Records.Records.TakeLast(2).Select(r => r.TemplateId));
        Price price = rig.Records.Records[^1].Price;
        Assert.Equal((10_001, 8_001, 12_001, 60_000U), (price.Reference, price.Low, price.High, price.AgeMsMax));
        Assert.Equal((Verdict.Accept, 0U), (price.Verdict, price.Instrument));
    }

    [Fact]
    public void TheOrderIdIsThatOfTheChain()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        for (int i = 0; i < 3; i++)
        {
            rig.Replace(0, $"r{i}", i == 0 ? "a" : $"r{i - 1}", quantity: $"{11 + i}");
            rig.Run();
            rig.Report(rig.LastAsked, '5');
            rig.Run();
            Gateway.Tests.Venue.Reply told = rig.Brokers[0].Last;
            Assert.Equal($"{1UL << 56 | 1}", told[37]);
            Assert.Equal(("5", $"r{i}", $"{11 + i}"), (told[150], told[11], told[38]));
        }

        Assert.All(rig.Records.Orders, o => Assert.Equal(1UL << 56 | 1, o.OrderId));
        rig.New(0, "b");
        rig.Run();
        Assert.Equal(1UL << 56 | 2, rig.Records.LastOrder.OrderId);
        Assert.Equal([1U, 2U, 3U, 4U, 5U], rig.Records.Orders.Select(o => o.Request));
    }

    [Fact]
    public void TheExecIdOfAnyReportIsItsRecordsPosition()
    {
        using var rig = new LaneRig();
        _ = rig.Open(0, "a");
        Assert.Equal(rig.Records.ExecIdOf(rig.Records.Count - 1), rig.Brokers[0].Last[17]);
        rig.New(0, "b", quantity: "0");
        rig.Run();
        string position = rig.Records.ExecIdOf(rig.Records.Count - 1);
        Assert.Equal(("8", position), (rig.Brokers[0].Last[150], rig.Brokers[0].Last[17]));
    }

    [Fact]
    public void AMarketOrderIsPricedByTheDevice()
    {
        using var rig = new LaneRig();
        rig.New(0, "a", price: "");
        rig.Run();
        Assert.Equal((1, 12_000, Verdict.Accept), (
            rig.Records.LastOrder.Kind, rig.Records.LastOrder.Price, rig.Records.LastOrder.Verdict));
        Assert.Equal(("1", ""), (rig.Venue.Last[40], rig.Venue.Last[44]));
        rig.Report(rig.LastAsked, '0');
        rig.Fill(rig.LastAsked, "10", "100.1");
        rig.Run();
        Assert.Equal((12_000, 10U), (rig.Records.LastExecution.HeldPrice, rig.Records.LastExecution.HeldQuantity));
        Held.Nothing(rig);
        Held.Replays(rig);
    }
}
