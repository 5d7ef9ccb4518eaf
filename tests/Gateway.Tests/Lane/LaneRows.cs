using System;
using System.Collections.Generic;
using System.Text;
using Gateway.Fix;
using Gateway.Lane;
using Gateway.Risk;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Lane;

/// <summary>
/// The market of the lane's tests: AAA (tick 0.01, lot 1), BBB (0.5, 10), NEG (0.01, 1, any price); firm 0 with
/// accounts A0, A1, sessions BRK0, BRK2 and traders T1, T2; firm 1 with account B0 and session BRK1.
/// </summary>
internal static class LaneRows
{
    public const int Firms = 2;
    public const uint VenueRow = 1;
    public const int Reference = 10_000;

    public static RiskSizes Sizes => new(3, 3, 3, Firms, 3);

    public static LaneMarket Market(string address) => new(
        [
            new LaneInstrument("AAA"u8.ToArray(), Units(1_000_000, 10_000), 2_000, 60_000, false),
            new LaneInstrument("BBB"u8.ToArray(), Units(50_000_000, 100_000), 2_000, 60_000, false),
            new LaneInstrument("NEG"u8.ToArray(), Units(1_000_000, 10_000), 2_000, 60_000, true),
        ],
        [
            new LaneAccount("A0"u8.ToArray(), 0),
            new LaneAccount("A1"u8.ToArray(), 0),
            new LaneAccount("B0"u8.ToArray(), 1),
        ],
        [Session("BRK0", 0, address), Session("BRK1", 1, address), Session("BRK2", 0, address + "2")],
        [
            new LaneTrader([], 0),
            new LaneTrader("T1"u8.ToArray(), 0),
            new LaneTrader("T2"u8.ToArray(), 0),
        ],
        Initiator("GW", "VENUE"),
        VenueAddress(address),
        VenueRow);

    public static string VenueAddress(string address) => address + "1";

    public static FixSessionSettings Initiator(string sender, string target) => new()
    {
        SenderCompId = Encoding.ASCII.GetBytes(sender),
        TargetCompId = Encoding.ASCII.GetBytes(target),
        Initiator = true,
        OutBytes = 1 << 22,
    };

    public static FixSessionSettings Acceptor(string sender, string target) => new()
    {
        SenderCompId = Encoding.ASCII.GetBytes(sender),
        TargetCompId = Encoding.ASCII.GetBytes(target),
        DeliverRejects = true,
        OutBytes = 1 << 22,
    };

    /// <summary>Registrations, wide limits, reference prices: version 1.</summary>
    public static List<Record> Opening(LaneMarket market)
    {
        var rows = new List<Record>();
        for (uint firm = 0; firm < Firms; firm++) rows.Add(Limit(LimitScope.Firm, account: firm));
        for (uint i = 0; i < market.Instruments.Length; i++)
        {
            LaneInstrument of = market.Instruments[i];
            ulong any = of.PriceMayBeNegative ? 1UL : 0;
            rows.Add(Limit(LimitScope.Instrument, value: (ulong)of.Units.TickValueE8, value2: any, instrument: i));
        }

        for (uint i = 0; i < market.Accounts.Length; i++)
            rows.Add(Limit(LimitScope.Account, value: market.Accounts[i].FirmRow, account: i));
        for (uint i = 0; i < market.Sessions.Length; i++) rows.Add(Limit(LimitScope.Session, session: i));
        for (uint i = 1; i < market.Traders.Length; i++) rows.Add(Limit(LimitScope.Trader, account: i));
        for (uint account = 0; account < market.Accounts.Length; account++)
        {
            for (uint i = 0; i < market.Instruments.Length; i++)
                rows.Add(Limit(LimitScope.AccountInstrument, account: account, instrument: i));
        }

        rows.Add(Limit(LimitScope.Gateway, Verdict.OrderQuantity, LimitAction.Set, 1_000_000));
        rows.Add(Limit(LimitScope.Gateway, Verdict.OrderValue, LimitAction.Set, 1UL << 62));
        for (uint firm = 0; firm < Firms; firm++)
            rows.Add(Limit(LimitScope.Firm, Verdict.OpenExposure, LimitAction.Set, 1UL << 62, 0, firm));
        for (uint i = 0; i < market.Accounts.Length; i++)
            rows.Add(Limit(LimitScope.Account, Verdict.Position, LimitAction.Set, 1UL << 40, 1UL << 40, i));
        for (uint i = 0; i < market.Sessions.Length; i++)
        {
            rows.Add(Limit(
                LimitScope.Session, Verdict.MessageRate, LimitAction.Set, 1_000_000_000, 1_000_000, session: i));
        }

        for (uint i = 0; i < market.Instruments.Length; i++) rows.Add(Price(market, i));
        return rows;
    }

    public static Record Price(LaneMarket market, uint instrument, int reference = 0)
    {
        if (reference == 0) reference = instrument == 1 ? 200 : Reference;
        return References.Row(market, instrument, reference);
    }

    public static Record Kill(LimitScope scope, uint account = 0, uint instrument = 0, uint session = 0) =>
        Limit(scope, Verdict.Killed, LimitAction.Disable, 0, 0, account, instrument, session);

    public static Record Resume(LimitScope scope, uint account = 0, uint instrument = 0, uint session = 0) =>
        Limit(scope, Verdict.Killed, LimitAction.Enable, 0, 0, account, instrument, session);

    public static Record Limit(
        LimitScope scope, Verdict check = Verdict.Accept, LimitAction action = LimitAction.Set, ulong value = 0,
        ulong value2 = 0, uint account = 0, uint instrument = 0, uint session = 0)
    {
        Record row = default;
        row.Header = Wire.Limit.HeaderBits;
        row.Limit.Scope = scope;
        row.Limit.Check = check;
        row.Limit.Action = action;
        (row.Limit.Value, row.Limit.Value2) = (value, value2);
        (row.Limit.Account, row.Limit.Instrument, row.Limit.Session) = (account, instrument, session);
        row.Limit.Author = 1;
        row.Limit.Version = 1;
        return row;
    }

    private static LaneSession Session(string broker, uint firm, string address) =>
        new(Acceptor("GW", broker) with { OutBytes = 1 << 18, DeliverRejects = false }, firm, address);

    private static Units Units(long tickE8, uint lotE4) =>
        Wire.Units.TryMake(tickE8, lotE4, 10_000, 2, out Units units) ? units : throw new InvalidOperationException();
}
