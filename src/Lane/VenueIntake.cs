using System;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>The venue's 8, 9 and W become records in the burst; the lane's thread alone calls it.</summary>
/// <remarks>
/// ClOrdID to the venue is session × 2³² + request in decimal, so a report finds its order by index.
/// Spec: records.md sections 3 and 5.
/// </remarks>
internal sealed class VenueIntake(
    LaneMarket market, Texts texts, OpenOrders orders, Burst burst, Judgement judgement, Executions executions,
    TextTable matches, Fills fills)
{
    /// <summary>Most records of one message, a correction: two parts of the match's name, what is open again, and two
    /// parts of the execution's name before the bust and before the fill.</summary>
    internal const int RecordsMax = 9;

    private const int PhaseOpen = 2;
    private const byte CancelRejected = (byte)'x';
    private const byte ReplaceRejected = (byte)'y';
    private const byte Other = 99;

    /// <summary>Answers about orders that are not the lane's, and those that it cannot read.</summary>
    internal long Unknown { get; set; }

    /// <summary>Takes one message.</summary>
    /// <param name="message">Any application message of the venue.</param>
    /// <param name="possDup">It comes again (43=Y): a price of then is none of now.</param>
    /// <param name="timeNs">Arrival, ns since the UNIX epoch.</param>
    /// <returns>False when it is of a type that the lane does not take.</returns>
    internal bool Take(in FixMessage message, bool possDup, ulong timeNs)
    {
        ReadOnlySpan<byte> type = message.MsgType;
        if (type.Length != 1) return false;
        switch (type[0])
        {
            case (byte)'8':
                Report(message, timeNs);
                return true;
            case (byte)'9':
                Rejection(message, timeNs);
                return true;
            case (byte)'W':
                if (!possDup) Snapshot(message, timeNs);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The venue's session refused a request of ours: for its broker the venue has refused it.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="timeNs">Arrival of the refusal, ns since the UNIX epoch.</param>
    internal void Refuse(in FixMessage sent, ulong timeNs)
    {
        if (!TryOrder(sent.Get(11), out int slot, out uint row) || IsOver(slot)) return;
        ref Request request = ref orders.RequestsOf(orders[slot].Session)[row];
        if (request.Answered) return;
        byte execType = request.Operation switch
        {
            Operation.Cancel => CancelRejected,
            Operation.Replace => ReplaceRejected,
            _ => (byte)'8',
        };
        executions.Add(slot, row, execType, Other, timeNs);
    }

    private void Report(in FixMessage message, ulong timeNs)
    {
        bool named = TryRequest(message.Get(11), out uint session, out uint row);
        if (named) orders.Expect(orders.RequestsOf(session)[row]);
        bool known = ExecutionReport.Decode(message, out ExecutionReport report, out _) == CodecFault.None;
        if (known && named && TryOrder(session, row, out int slot) && Apply(slot, row, report, timeNs)) return;
        AddUnknown(report.ExecType, report.Symbol, timeNs);
    }

    private bool Apply(int slot, uint row, in ExecutionReport report, ulong timeNs)
    {
        // Of an order that is over only a bust, a correction or a late fill is news.
        bool trade = report.ExecType is (byte)'F' or (byte)'G' or (byte)'H';
        if (IsOver(slot) && !trade) return false;
        switch (report.ExecType)
        {
            case (byte)'F' or (byte)'G' or (byte)'H':
                return Trade(slot, row, report, timeNs);
            case (byte)'0' or (byte)'6' or (byte)'A' or (byte)'E' or (byte)'3' or (byte)'C' or (byte)'4' or (byte)'5':
                executions.Add(slot, row, report.ExecType, 0, timeNs);
                return true;
            case (byte)'8':
                executions.Add(slot, row, report.ExecType, Reason(report.RejectReason), timeNs);
                return true;
            case (byte)'D':
                return Restate(slot, row, report, timeNs);
            default:
                return false;
        }
    }

    private bool Trade(int slot, uint row, in ExecutionReport report, ulong timeNs)
    {
        LaneInstrument instrument = market.Instruments[orders[slot].Instrument];
        bool good = instrument.Units.TryTicks(report.LastPxE8, out int price)
            & instrument.Units.TryLots(report.LastQtyE4, out uint lots);
        if (!good || lots == 0) return false;

        bool priced = price > 0 || (instrument.PriceMayBeNegative && !report.Malformed);
        if (report.ExecType != 'H' && !priced) return false;

        uint undone = report.ExecType == 'F' ? 0 : Undone(slot, report);
        if (report.ExecType == 'G')
        {
            if (undone == 0) return false;
            Correct(slot, row, undone, price, lots, report, timeNs);
            return true;
        }

        uint match = Match(report, timeNs);
        if (report.ExecType == 'F') Fill(slot, row, price, lots, match, report, timeNs);
        else Bust(slot, row, price, lots, match, undone, report, timeNs);
        return true;
    }

    /// <summary>The fill that a bust or a correction names by ExecRefID, else by its match.</summary>
    private uint Undone(int slot, in ExecutionReport report)
    {
        uint match = report.MatchId.IsEmpty ? 0 : matches.Find(TextTable.Clip(report.MatchId));
        return fills.Find(orders[slot].LastFill, TextTable.Clip(report.ExecRefId), match);
    }

    private void Fill(
        int slot, uint row, int price, uint lots, uint match, in ExecutionReport report, ulong timeNs)
    {
        ReadOnlySpan<byte> execId = TextTable.Clip(report.ExecId);
        burst.AddName(NameKind.VenueExecution, match, 0, execId, report.TransactTimeNs);
        executions.Fill(slot, row, price, lots, report.Liquidity, match, timeNs);
        burst.AnswerTo(burst.Count - 1).Fill = fills.Add(ref orders[slot].LastFill, execId, price, lots, match);
    }

    private void Bust(
        int slot, uint row, int price, uint lots, uint match, uint undone, in ExecutionReport report, ulong timeNs,
        uint reopened = 0)
    {
        burst.AddName(NameKind.VenueExecution, match, 0, TextTable.Clip(report.ExecId), report.TransactTimeNs);
        executions.Bust(slot, row, price, lots, match, timeNs, reopened);
        burst.AnswerTo(burst.Count - 1).Undone = undone;
        if (undone != 0) fills[undone].Undone = true;
    }

    /// <summary>A correction is logged as the bust of the fill and the fill that stands instead; the broker is told of
    /// the second alone, as a correction. Spec: records.md section 1, execType.</summary>
    private void Correct(
        int slot, uint row, uint undone, int price, uint lots, in ExecutionReport report, ulong timeNs)
    {
        Fill old = fills[undone];
        uint match = report.MatchId.IsEmpty ? old.Match : Match(report, timeNs);
        uint reopened = Math.Min(old.Quantity, lots);
        executions.Reopen(slot, row, reopened, timeNs);
        Bust(slot, row, old.Price, old.Quantity, old.Match, undone, report, timeNs, reopened);
        burst.AnswerTo(burst.Count - 1).Silent = true;
        Fill(slot, row, price, lots, match, report, timeNs);
        ref Answer answer = ref burst.AnswerTo(burst.Count - 1);
        answer.Undone = undone;
        fills[undone].CorrectedBy = answer.Fill;
    }

    private bool Restate(int slot, uint row, in ExecutionReport report, ulong timeNs)
    {
        ref OpenOrder order = ref orders[slot];
        Units units = market.Instruments[order.Instrument].Units;
        int price = order.Price;
        uint lots = order.OrderQuantity;
        if (report.HasPrice && !units.TryTicks(report.PriceE8, out price)) return false;
        if (report.OrderQtyE4 != 0 && !units.TryLots(report.OrderQtyE4, out lots)) return false;
        executions.Restate(slot, row, price, lots, Reason(report.RestatementReason), timeNs);
        return true;
    }

    private void Rejection(in FixMessage message, ulong timeNs)
    {
        bool known = OrderCancelReject.Decode(message, out OrderCancelReject rejection, out _) == CodecFault.None;
        byte execType = rejection.ResponseTo == '2' ? ReplaceRejected : CancelRejected;
        bool found = known & TryOrder(rejection.ClOrdId, out int slot, out uint row);
        if (found && !IsOver(slot))
            executions.Add(slot, row, execType, Reason(rejection.Reason), timeNs);
        else
            AddUnknown(execType, default, timeNs);
    }

    private void Snapshot(in FixMessage message, ulong timeNs)
    {
        if (MarketDataSnapshot.Decode(message, out MarketDataSnapshot data, out _) != CodecFault.None || data.Malformed)
            return;
        uint instrument = texts.Instrument(data.Symbol);
        if (instrument == Record.NoRow) return;

        Units units = market.Instruments[instrument].Units;
        Record row = default;
        row.Header = Quote.HeaderBits;
        row.Quote.Instrument = instrument;
        row.Quote.Source = market.VenueRow;
        row.Quote.Phase = PhaseOpen;
        bool bid = (data.Entries & QuoteEntries.Bid) != 0 && units.TryTicks(data.BidE8, out row.Quote.Bid)
            & units.TryLots(data.BidQtyE4, out row.Quote.BidQuantity);
        bool ask = (data.Entries & QuoteEntries.Ask) != 0 && units.TryTicks(data.AskE8, out row.Quote.Ask)
            & units.TryLots(data.AskQtyE4, out row.Quote.AskQuantity);
        bool last = (data.Entries & QuoteEntries.Last) != 0 && units.TryTicks(data.LastE8, out row.Quote.Last)
            & units.TryLots(data.LastQtyE4, out row.Quote.LastQuantity);
        row.Quote.Flags = (byte)((bid ? 1 : 0) | (ask ? 2 : 0) | (last ? 4 : 0));
        burst.AddSequenced(row, timeNs);
        if (last) burst.AddSequenced(References.Row(market, instrument, row.Quote.Last), timeNs);
    }

    private bool IsOver(int slot) => orders[slot].Ended && !orders[slot].Waiting;

    /// <summary>The request that a ClOrdID names.</summary>
    private bool TryRequest(ReadOnlySpan<byte> clOrdId, out uint session, out uint row)
    {
        bool good = FixNumber.TryParse(clOrdId, out long number);
        session = (uint)((ulong)number >> 32);
        row = (uint)number;
        return good && session < (uint)market.Sessions.Length && orders.RequestsOf(session).Has(row);
    }

    private bool TryOrder(uint session, uint row, out int slot)
    {
        slot = judgement.SettledSlot(orders.RequestsOf(session)[row]);
        return slot >= 0;
    }

    private bool TryOrder(ReadOnlySpan<byte> clOrdId, out int slot, out uint row)
    {
        slot = -1;
        return TryRequest(clOrdId, out uint session, out row) && TryOrder(session, row, out slot);
    }

    /// <summary>Row of the match; its text becomes a Name when it is first seen. 0 when the venue gives none.</summary>
    private uint Match(in ExecutionReport report, ulong timeNs)
    {
        if (report.MatchId.IsEmpty) return 0;
        ReadOnlySpan<byte> text = TextTable.Clip(report.MatchId);
        uint row = matches.Find(text);
        if (row != 0 || matches.IsFull) return row;
        row = matches.Add(text, out _);
        burst.AddName(NameKind.Match, row, 0, text, timeNs);
        return row;
    }

    private void AddUnknown(byte execType, ReadOnlySpan<byte> symbol, ulong timeNs)
    {
        Unknown++;
        executions.AddUnknown(execType, texts.Instrument(symbol), timeNs);
    }

    private static byte Reason(int value) => value is >= 0 and < Executions.Reopened ? (byte)value : Other;
}
