using System;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Native;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>A broker's D, F and G become records in the burst; the lane's thread alone calls it.</summary>
/// <remarks>Spec: records.md sections 1, 2 (what the decoder refuses) and 5 (identifiers).</remarks>
internal sealed class RequestIntake(LaneMarket market, Texts texts, OpenOrders orders, Burst burst, Judgement judgement)
{
    private const int RequiredTagMissing = 1;
    private const int ConditionallyRequiredMissing = 5;
    private const int NotAvailable = 4;
    private const int Unknown = 1;
    private const byte DuplicateOrder = 6;
    private const byte UnknownSymbol = 1;
    private const byte UnknownAccount = 15;
    private const byte Other = 99;
    private const int RepeatedMax = (Net.BurstMax * OrderLane.MessagesPerEventMax) + Connections.QueuedPerCycle;
    private const byte TooLateToCancel = 0;
    private const byte UnknownOrder = 1;

    private readonly (uint Session, uint Row)[] _again = new (uint, uint)[RepeatedMax];
    private int _repeated;

    /// <summary>Takes one message.</summary>
    /// <param name="session">Answers what is no request.</param>
    /// <param name="row">Row of the session.</param>
    /// <param name="message">35=D, F or G.</param>
    /// <param name="timeNs">Arrival, ns since the UNIX epoch.</param>
    internal void Take(FixSession session, uint row, in FixMessage message, ulong timeNs)
    {
        Expect(row, message);
        CodecFault fault = OrderRequest.Decode(message, out OrderRequest asked, out int tag);
        if (fault == CodecFault.RequiredTagMissing)
            session.Reject(message, RequiredTagMissing, tag, timeNs);
        else if (fault == CodecFault.ConditionallyRequiredMissing)
            session.RejectBusiness(message, ConditionallyRequiredMissing, "a limit order needs a Price"u8, timeNs);
        else if (IsRepeated(session, row, asked, out uint before))
            Again(session, row, before, message, timeNs);
        else if (orders.RequestsOf(row).IsFull(orders.OpenCount) || (asked.Operation == Operation.New && orders.IsFull))
            session.RejectBusiness(message, NotAvailable, "no room for another request today"u8, timeNs);
        else if (asked.Operation == Operation.New)
            New(row, asked, timeNs);
        else
            Change(row, asked, timeNs);
    }

    /// <summary>Answers what came again by the state of its order: the burst is in the log.</summary>
    /// <param name="reports">Tells it.</param>
    /// <param name="nowNs">ns since the UNIX epoch.</param>
    internal void AnswerRepeated(Reports reports, ulong nowNs)
    {
        for (int i = 0; i < _repeated; i++) reports.Status(_again[i].Session, _again[i].Row, nowNs);
        _repeated = 0;
    }

    private void Again(FixSession session, uint row, uint before, in FixMessage message, ulong timeNs)
    {
        bool kept = orders.SlotOf(orders.RequestsOf(row)[before]) >= 0;
        if (kept) _again[_repeated++] = (row, before);
        else session.RejectBusiness(message, Unknown, "answered before, and nothing of it is open"u8, timeNs);
    }

    /// <summary>Sent again (43=Y or 97=Y), and it is in the log: it is not judged again.</summary>
    private bool IsRepeated(FixSession session, uint row, in OrderRequest asked, out uint before)
    {
        before = 0;
        if (!session.IsPossDup && (asked.Flags & OrderFlags.PossResend) == 0) return false;
        before = orders.RequestsOf(row).Find(TextTable.Clip(asked.ClOrdId));
        return before != 0;
    }

    /// <summary>Has the places of both ClOrdIDs fetched while the message is decoded.</summary>
    private void Expect(uint session, in FixMessage message)
    {
        Requests requests = orders.RequestsOf(session);
        requests.Expect(TextTable.Clip(message.Get(11)));
        if (message.TryGet(41, out ReadOnlySpan<byte> original)) requests.Expect(original);
    }

    private void New(uint session, in OrderRequest asked, ulong timeNs)
    {
        Requests requests = orders.RequestsOf(session);
        var request = new Request { Operation = Operation.New, OrderId = orders.NextOrderId() };
        uint row = Name(session, asked, request, timeNs, out bool duplicate);
        ref Order order = ref NewRecord(session, row, asked, timeNs);
        int index = burst.Count - 1;
        order.OrderId = requests[row].OrderId;
        order.Instrument = texts.Instrument(asked.Symbol);
        order.Account = texts.Account(session, asked.Account);
        bool good = !duplicate && asked.ClOrdId.Length <= TextTable.TextBytesMax;
        good &= Price(ref order, asked) & Lots(order.Instrument, asked, out order.Quantity);
        order.Verdict = good ? Rows(order) : Verdict.Malformed;
        if (order.Verdict == Verdict.Accept)
        {
            burst.AnswerTo(index).Slot = requests[row].Slot = orders.Open(order);
            return;
        }

        Refuse(index, Reason(order, duplicate, alive: false), asked, ref requests[row]);
    }

    private void Change(uint session, in OrderRequest asked, ulong timeNs)
    {
        Requests requests = orders.RequestsOf(session);
        uint original = Named(requests, asked.OrigClOrdId, out int slot);
        ulong orderId = original == 0 ? 0 : requests[original].OrderId;
        var request = new Request { Operation = asked.Operation, OrderId = orderId, Slot = slot, Original = original };
        uint row = Name(session, asked, request, timeNs, out bool duplicate);
        ref Order order = ref NewRecord(session, row, asked, timeNs);
        int index = burst.Count - 1;
        order.OrderId = orderId;
        order.Instrument = texts.Instrument(asked.Symbol);
        order.Account = texts.Account(session, asked.Account);
        bool alive = slot >= 0 && !orders[slot].Ended;
        bool good = !asked.Malformed && asked.ClOrdId.Length <= TextTable.TextBytesMax && !duplicate;
        if (alive && asked.Operation == Operation.Cancel) good &= Cancel(ref order, slot, asked);
        else if (alive) good &= Replace(ref order, slot, asked);
        order.Verdict = !good ? Verdict.Malformed : alive ? Rows(order) : Verdict.UnknownRow;
        if (alive) burst.AnswerTo(index).Slot = slot;
        if (order.Verdict == Verdict.Accept)
        {
            orders[slot].Unjudged = true;
            return;
        }

        Refuse(index, Reason(order, duplicate, alive), asked, ref requests[row]);
    }

    /// <summary>OrdRejReason (103) or CxlRejReason (102) of what the decoder refuses.</summary>
    /// <param name="order">With its verdict.</param>
    /// <param name="duplicate">Its ClOrdID was there before.</param>
    /// <param name="alive">Of a change: the order that it names is open.</param>
    internal static byte Reason(in Order order, bool duplicate, bool alive)
    {
        if (duplicate) return DuplicateOrder;
        if (order.Verdict == Verdict.Malformed) return Other;
        if (order.Operation == Operation.New)
        {
            return order.Instrument == Record.NoRow ? UnknownSymbol
                : order.Account == Record.NoRow ? UnknownAccount : Other;
        }

        return order.OrderId == 0 ? UnknownOrder : alive ? Other : TooLateToCancel;
    }

    /// <summary>The request that 41 names; a request that the gateway refused names no order.</summary>
    private uint Named(Requests requests, ReadOnlySpan<byte> clOrdId, out int slot)
    {
        slot = -1;
        uint row = requests.Find(clOrdId);
        if (row == 0) return 0;
        slot = judgement.SettledSlot(requests[row]);
        if (!requests[row].Refused) return row;
        slot = -1;
        return 0;
    }

    /// <summary>Price and quantity repeat what is held, and the rest is the order's.</summary>
    private bool Cancel(ref Order order, int slot, in OrderRequest asked)
    {
        ref OpenOrder open = ref orders[slot];
        bool same = SameOrder(order, open, asked);
        Identify(ref order, open, !asked.Account.IsEmpty);
        order.Side = open.Side;
        order.Kind = open.Kind;
        order.TimeInForce = open.TimeInForce;
        order.Price = order.HeldPrice;
        order.Quantity = order.HeldQuantity;
        return same;
    }

    private bool Replace(ref Order order, int slot, in OrderRequest asked)
    {
        ref OpenOrder open = ref orders[slot];
        bool same = SameOrder(order, open, asked) && order.Side == open.Side;
        Identify(ref order, open, !asked.Account.IsEmpty);
        bool good = Price(ref order, asked) & Lots(order.Instrument, asked, out uint lots);
        if (order.Instrument == Record.NoRow) return same && good;
        if (lots <= open.Filled) return false;
        order.Quantity = (uint)(lots - open.Filled);
        return same && good;
    }

    /// <summary>A text that names no row stays one and is refused as such; one that names another row is
    /// malformed.</summary>
    private static bool SameOrder(in Order order, in OpenOrder open, in OrderRequest asked) =>
        (order.Instrument == open.Instrument || order.Instrument == Record.NoRow)
        && (order.Account == open.Account || order.Account == Record.NoRow || asked.Account.IsEmpty);

    private static void Identify(ref Order order, in OpenOrder open, bool accountIsGiven)
    {
        if (order.Instrument != Record.NoRow) order.Instrument = open.Instrument;
        if (order.Account != Record.NoRow || !accountIsGiven) order.Account = open.Account;
        order.HeldPrice = open.HeldPrice;
        order.HeldQuantity = open.HeldQuantity;
    }

    private uint Name(uint session, in OrderRequest asked, in Request request, ulong timeNs, out bool duplicate)
    {
        ReadOnlySpan<byte> clOrdId = TextTable.Clip(asked.ClOrdId);
        uint row = orders.RequestsOf(session).Add(clOrdId, request, out duplicate);
        burst.AddName(NameKind.ClOrdId, row, session, clOrdId, timeNs);
        return row;
    }

    private ref Order NewRecord(uint session, uint row, in OrderRequest asked, ulong timeNs)
    {
        ref Order order = ref burst.Add(Order.HeaderBits).Order;
        burst.AnswerTo(burst.Count - 1).Silent = false;
        order.TimeNs = timeNs;
        order.Session = session;
        order.Request = row;
        order.Operation = asked.Operation;
        order.Side = asked.Side;
        order.Kind = asked.Kind;
        order.TimeInForce = asked.TimeInForce;
        order.Flags = asked.Flags;
        order.Trader = (ushort)texts.Trader(session, asked.Trader);
        return ref order;
    }

    private bool Price(ref Order order, in OrderRequest asked)
    {
        if (asked.Malformed) return false;
        if (order.Kind == 1 || order.Instrument == Record.NoRow) return true;
        LaneInstrument instrument = market.Instruments[order.Instrument];
        return instrument.Units.TryTicks(asked.PriceE8, out order.Price)
            && (order.Price > 0 || instrument.PriceMayBeNegative);
    }

    private bool Lots(uint instrument, in OrderRequest asked, out uint lots)
    {
        lots = 0;
        if (asked.Malformed) return false;
        return instrument == Record.NoRow
            || (market.Instruments[instrument].Units.TryLots(asked.QuantityE4, out lots) && lots != 0);
    }

    private static Verdict Rows(in Order order) =>
        order.Instrument == Record.NoRow || order.Account == Record.NoRow || order.Trader == ushort.MaxValue
            ? Verdict.UnknownRow
            : Verdict.Accept;

    private void Refuse(int index, byte reason, in OrderRequest asked, ref Request request)
    {
        request.Refused = true;
        ref Answer answer = ref burst.AnswerTo(index);
        answer.Reason = reason;
        burst.Keep(ref answer, asked.OrigClOrdId, asked.Symbol, asked.Account);
    }
}
