using System;
using System.Linq;
using Gateway.Tests.Venue;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Lane;

/// <summary>A kill of each scope: its mass cancel, then one cancel for each order it hits, before any broker.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(LimitScope.Gateway, 0U, 0U, 0U, new[] { "a", "b", "c", "d", "e" })]
    [InlineData(LimitScope.Firm, 0U, 0U, 0U, new[] { "a", "b", "c", "e" })]
    [InlineData(LimitScope.Firm, 1U, 0U, 0U, new[] { "d" })]
    [InlineData(LimitScope.Account, 0U, 0U, 0U, new[] { "a", "b", "e" })]
    [InlineData(LimitScope.Account, 1U, 0U, 0U, new[] { "c" })]
    [InlineData(LimitScope.Instrument, 0U, 1U, 0U, new[] { "b" })]
    [InlineData(LimitScope.AccountInstrument, 0U, 0U, 0U, new[] { "a", "e" })]
    [InlineData(LimitScope.Session, 0U, 0U, 0U, new[] { "a", "b", "c" })]
    [InlineData(LimitScope.Trader, 1U, 0U, 0U, new[] { "a" })]
    public void AKillCancelsWhatItsScopeHits(
        LimitScope scope, uint account, uint instrument, uint session, string[] hit)
    {
        using LaneRig rig = Market();
        int before = rig.Records.Count;
        rig.Control(LaneRows.Kill(scope, account, instrument, session));
        rig.New(0, "n", "59=0", account: "A0");
        rig.Run();

        Record[] added = [.. rig.Records.Records.Skip(before)];
        Assert.Equal((Limit.TemplateId, Verdict.Accept), (added[0].TemplateId, added[0].Limit.Verdict));
        Order[] orders = [.. added.Where(r => r.TemplateId == Order.TemplateId).Select(r => r.Order)];
        int masses = scope == LimitScope.Firm && account == 0 ? 2 : 1;
        Assert.All(orders.Take(masses), mass => CheckMass(mass, scope, account, instrument, session));
        Order[] cancels = [.. orders.Skip(masses).Take(hit.Length)];
        Assert.All(cancels, c => Assert.Equal(
            (Operation.Cancel, OrderFlags.Gateway, Verdict.Accept), (c.Operation, c.Flags, c.Verdict)));
        Assert.All(cancels, c => Assert.Equal((c.HeldPrice, c.HeldQuantity), (c.Price, c.Quantity)));
        Assert.Equal(masses + hit.Length + 1, orders.Length);
        Assert.Equal(Operation.New, orders[^1].Operation);
        Assert.Equal(hit, rig.Venue.Told.Where(t => t.Type == "F").Select(t => NameOf(rig, t[41])).Order());
        Assert.DoesNotContain(added, r => r.TemplateId == Name.TemplateId && r.Name.Row != orders[^1].Request);
        Held.Check(rig);

        foreach (Reply asked in rig.Venue.Told.Where(t => t.Type == "F").ToArray()) rig.Report(asked[11], '4');
        rig.Run();
        Reply[] told = [.. rig.Brokers.SelectMany(b => b.Told).Where(t => t[150] == "4")];
        Assert.Equal(hit, told.Select(t => t[11]).Order());
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void WhatIsKilledIsRefusedUntilItIsEnabled()
    {
        using LaneRig rig = Market();
        rig.Control(LaneRows.Kill(LimitScope.Account, account: 0));
        rig.New(0, "n");
        rig.New(1, "m");
        rig.Run();
        Assert.Equal(("8", "Killed"), (rig.Brokers[0].Last[150], rig.Brokers[0].Last[58]));
        Assert.Equal(Verdict.Accept, rig.Records.Orders.Last(o => o.Session == 1).Verdict);
        rig.Control(LaneRows.Resume(LimitScope.Account, account: 0));
        rig.New(0, "o");
        rig.Run();
        Assert.Equal(Verdict.Accept, rig.Records.LastOrder.Verdict);
        Held.Replays(rig);
    }

    [Fact]
    public void AnOrderWithACancelWaitingGetsNoOther()
    {
        using LaneRig rig = Market();
        rig.Cancel(0, "x", "a");
        rig.Run();
        rig.Control(LaneRows.Kill(LimitScope.Account, account: 0));
        rig.Run();
        rig.Control(LaneRows.Kill(LimitScope.Gateway));
        rig.Run();
        Assert.Equal(5, rig.Venue.Told.Count(t => t.Type == "F"));
        Assert.Equal(5, rig.Venue.Told.Where(t => t.Type == "F").Select(t => t[41]).Distinct().Count());
        foreach (Reply asked in rig.Venue.Told.Where(t => t.Type == "F").ToArray()) rig.Report(asked[11], '4');
        rig.Run();
        Held.Nothing(rig);
    }

    [Fact]
    public void ARefusedCancelOfTheGatewaysOwnIsToldToNobody()
    {
        using LaneRig rig = Market();
        rig.Control(LaneRows.Kill(LimitScope.Trader, account: 1));
        rig.Run();
        int told = rig.Brokers[0].Told.Count;
        rig.Reject(rig.LastAsked, '1');
        rig.Run();
        Assert.Equal(told, rig.Brokers[0].Told.Count);
        Assert.Equal((byte)'x', rig.Records.LastExecution.ExecType);
        Held.Check(rig);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AKillGoesOnAsTheLogHasRoomAndBrokersWait(bool venue)
    {
        const int Orders = 900;
        using var rig = new LaneRig(termLength: 64 * 1024);
        for (int i = 0; i < Orders; i++) rig.New(i % 3, $"a{i}");
        rig.Run();
        if (!venue) rig.Venue.Hang();
        rig.Run();
        rig.LogIsRead = false;
        rig.Control(LaneRows.Kill(LimitScope.Gateway));
        rig.New(0, "n");
        rig.Run();
        rig.LogIsRead = true;
        rig.Run();
        Order[] orders = [.. rig.Records.Orders.Skip(Orders)];
        Assert.Equal(Operation.MassCancel, orders[0].Operation);
        Assert.Equal(Orders + 2, orders.Length);
        Assert.Equal((Operation.New, Verdict.Killed), (orders[^1].Operation, orders[^1].Verdict));
        Assert.Equal(Orders, orders.Skip(1).SkipLast(1).Select(o => o.OrderId).Distinct().Count());
        if (venue) Assert.Equal(Orders, rig.Venue.Told.Count(t => t.Type == "F"));
        else Assert.Equal(Orders, rig.Records.Executions.Count(e => e.ExecType == 'x'));
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void WhatAKillHitWhileTheVenueWasAwayIsCancelledWhenItIsBack()
    {
        using LaneRig rig = Market();
        rig.Venue.Hang();
        rig.Run();
        rig.Control(LaneRows.Kill(LimitScope.Account, account: 0));
        rig.Run();
        Assert.Equal(3, rig.Records.Executions.Count(e => e.ExecType == 'x'));
        Assert.DoesNotContain(rig.Venue.Told, t => t.Type == "F");

        rig.Wait(1_200);
        Assert.True(rig.Lane.VenueIsUp);
        Reply[] asked = [.. rig.Venue.Told.Where(t => t.Type == "F")];
        Assert.Equal(["a", "b", "e"], asked.Select(t => NameOf(rig, t[41])).Order());
        Order[] again = [.. rig.Records.Orders.TakeLast(3)];
        Assert.All(again, o => Assert.Equal((Operation.Cancel, OrderFlags.Gateway), (o.Operation, o.Flags)));
        Held.Check(rig);

        foreach (Reply t in asked[..2]) rig.Report(t[11], '4');
        rig.Reject(asked[2][11], '1');
        rig.Run();
        Assert.Equal(3, rig.Venue.Told.Count(t => t.Type == "F"));
        rig.Venue.Hang();
        rig.Run();
        rig.Wait(1_200);
        Assert.Equal(asked[2][41], rig.Venue.Told.Last(t => t.Type == "F")[41]);
        Assert.Equal(4, rig.Venue.Told.Count(t => t.Type == "F"));
        rig.Venue.Hang();
        rig.Run();
        rig.Wait(1_200);
        Assert.Equal(4, rig.Venue.Told.Count(t => t.Type == "F"));
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void ARequestRowIsKeptForEachOpenOrder()
    {
        using var rig = new LaneRig(LaneRig.Settings with { RequestsMax = 64 });
        for (int i = 0; i < 64; i++) rig.New(0, $"a{i}");
        rig.Run();
        int open = rig.Lane.Orders.OpenCount;
        Assert.InRange(open, 20, 63);
        Assert.Equal(64 - open, rig.Brokers[0].Told.Count(t => t.Type == "j" && t[380] == "4"));
        rig.Control(LaneRows.Kill(LimitScope.Gateway));
        rig.New(1, "n");
        rig.Run();
        Assert.Equal(open, rig.Venue.Told.Count(t => t.Type == "F"));
        Assert.Equal("Killed", rig.Brokers[1].Last[58]);
    }

    [Fact]
    public void EarlyMessagesComeAfterTheSweep()
    {
        using var rig = new LaneRig();
        for (int i = 0; i < 300; i++) rig.New(1, $"a{i}");
        rig.Run();
        rig.New(0, "lost");
        rig.Brokers[0].Session.Out.Clear();
        for (int i = 0; i < 100; i++) rig.New(0, $"e{i}");
        for (int i = 0; i < 6 && rig.Records.Orders.All(o => o.Session != 0); i++)
        {
            rig.Send();
            _ = rig.Cycle();
            _ = rig.Receive();
        }

        rig.Control(LaneRows.Kill(LimitScope.Gateway));
        rig.Run();
        Order[] orders = [.. rig.Records.Orders];
        int mass = Array.FindIndex(orders, o => o.Operation == Operation.MassCancel);
        int last = Array.FindLastIndex(orders, o => o.Operation == Operation.Cancel);
        Assert.All(orders[mass..last], o => Assert.Equal(OrderFlags.Gateway, o.Flags));
        Assert.Equal(101, orders.Count(o => o.Session == 0 && o.Operation == Operation.New));
        Held.Replays(rig);
    }

    [Fact]
    public void RowsAreStampedWithTheLanesSequenceAndTime()
    {
        using var rig = new LaneRig();
        ulong last = rig.Records.Records[^1].Limit.Sequence;
        Record row = LaneRows.Kill(LimitScope.Session, session: 2);
        (row.Limit.Sequence, row.Limit.TimeNs) = (7, 8);
        rig.Control(row);
        rig.Run();
        Limit logged = rig.Records.Records.Last(r => r.TemplateId == Limit.TemplateId).Limit;
        Assert.Equal((last + 1, rig.NowNs, Verdict.Accept), (logged.Sequence, logged.TimeNs, logged.Verdict));
    }

    [Fact]
    public void WhatIsNoRowIsRefusedAndCounted()
    {
        using var rig = new LaneRig();
        int before = rig.Records.Count;
        Record order = default;
        order.Header = Order.HeaderBits;
        Record version = LaneRows.Kill(LimitScope.Gateway);
        version.Header ^= 1UL << 48;
        rig.Control(order);
        rig.Control(version);
        rig.Control([]);
        rig.Control(new byte[63]);
        rig.Control(new byte[128]);
        rig.Run();
        Assert.Equal((5L, before), (rig.Lane.RowsRefused, rig.Records.Count));

        Record shape = LaneRows.Limit(LimitScope.Gateway, Verdict.Position);
        rig.Control(shape);
        rig.Control(LaneRows.Kill(LimitScope.Account, account: 77));
        rig.Run();
        Assert.Equal(
            [Verdict.Malformed, Verdict.UnknownRow], rig.Records.Records.TakeLast(2).Select(r => r.Limit.Verdict));
        rig.New(0, "a");
        rig.Run();
        Assert.Equal(Verdict.Accept, rig.Records.LastOrder.Verdict);
        Held.Replays(rig);
    }

    [Fact]
    public void AFloodOfRowsDoesNotSilenceTheBrokers()
    {
        using var rig = new LaneRig();
        for (int i = 0; i < 1_000; i++) rig.Control(LaneRows.Price(rig.Market, 1));
        rig.New(0, "a");
        rig.Send();
        _ = rig.Cycle();
        _ = Assert.Single(rig.Records.Orders);
    }

    private static LaneRig Market()
    {
        var rig = new LaneRig();
        _ = rig.Open(1, "d");
        rig.Say(0, "D", $"50=T1|11=a|1=A0|55=AAA|54=1|60={LaneRig.Time}|38=10|40=2|44=100");
        rig.New(0, "b", symbol: "BBB", quantity: "50");
        rig.New(0, "c", account: "A1");
        rig.New(2, "e", side: '2');
        rig.Run();
        return rig;
    }

    private static string NameOf(LaneRig rig, string venueId)
    {
        ulong id = ulong.Parse(venueId);
        return LaneLog.TextOf(rig.Records.Names.First(
            n => n.Kind == NameKind.ClOrdId && n.Session == id >> 32 && n.Row == (uint)id));
    }

    private static void CheckMass(in Order mass, LimitScope scope, uint account, uint instrument, uint session)
    {
        Assert.Equal((Operation.MassCancel, OrderFlags.Gateway, Verdict.Accept, 0U, 2, 0UL, 0U, 0), (
            mass.Operation, mass.Flags, mass.Verdict, mass.Request, mass.Kind, mass.OrderId, mass.Quantity, mass.Side));
        bool pair = scope == LimitScope.AccountInstrument;
        if (scope == LimitScope.Firm) Assert.NotEqual(Record.NoRow, mass.Account);
        else Assert.Equal(pair || scope == LimitScope.Account ? account : Record.NoRow, mass.Account);
        Assert.Equal(pair || scope == LimitScope.Instrument ? instrument : Record.NoRow, mass.Instrument);
        Assert.Equal(scope == LimitScope.Session ? session : Record.NoRow, mass.Session);
        Assert.Equal(scope == LimitScope.Trader ? (ushort)account : ushort.MaxValue, mass.Trader);
    }
}
