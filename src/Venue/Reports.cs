using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Gateway.Fix;
using Gateway.Fix.Messages;

namespace Gateway.Venue;

/// <summary>Tells members what became of their orders: ExecutionReports (8) and OrderCancelRejects (9).</summary>
/// <remarks>
/// ExecID (17) is E and a counter, TrdMatchID (880) M and a counter, OrderID (37) a number. A report to a member who is
/// not connected is kept by the session and resent when it asks.
/// </remarks>
/// <param name="settings">The venue's.</param>
/// <param name="members">Who is told; each has room.</param>
/// <param name="orders">What is told.</param>
/// <param name="tally">Counts what was told.</param>
internal sealed class Reports(ExchangeSettings settings, Membership members, OrderTable orders, ExchangeTally tally)
{
    private const int IdBytes = 24;

    private readonly byte[] _orderId = new byte[IdBytes];
    private readonly byte[] _execId = new byte[IdBytes];
    private readonly byte[] _matchId = new byte[IdBytes];
    private ulong _execIds;
    private long _fills;

    /// <summary>150=0.</summary>
    internal void Acknowledged(int row, ulong nowNs)
    {
        tally.OrdersAcknowledged++;
        Send(orders[row].Member, Of(row, (byte)'0', nowNs));
    }

    /// <summary>150=8 to a new order; nothing of it is kept.</summary>
    internal void Rejected(int member, in OrderRequest request, Refusal refusal, ulong nowNs)
    {
        tally.OrdersRejected++;
        bool fits = request.Account.Length <= Text32.BytesMax && request.Symbol.Length <= Text32.BytesMax;
        var report = new ExecutionReport
        {
            ExecType = (byte)'8',
            OrdStatus = (byte)'8',
            RejectReason = RefusalCode.OfOrder(refusal),
            RestatementReason = ExecutionReport.Absent,
            Text = RefusalCode.Text(refusal),
            ExecId = NextExecId(),
            ClOrdId = request.ClOrdId.Length <= Text32.BytesMax ? request.ClOrdId : default,
            Account = fits ? request.Account : default,
            Symbol = fits ? request.Symbol : default,
            Side = request.Side,
            Kind = request.Kind,
            TimeInForce = request.TimeInForce,
            HasPrice = request.HasPrice,
            PriceE8 = request.PriceE8,
            OrderQtyE4 = request.QuantityE4,
            TransactTimeNs = nowNs,
        };
        Send(member, report);
    }

    /// <summary>150=F to one side of a match.</summary>
    /// <param name="row">The order, filled already.</param>
    /// <param name="trade">The match.</param>
    /// <param name="number">Its number.</param>
    /// <param name="liquidity">851: 1 added, 2 removed.</param>
    /// <param name="nowNs">60.</param>
    internal void Filled(int row, in BookEvent trade, long number, byte liquidity, ulong nowNs)
    {
        Gateway.Wire.Units units = settings.Instruments[orders[row].Instrument].Units;
        ExecutionReport report = Of(row, (byte)'F', nowNs);
        report.LastPxE8 = units.PriceE8(trade.Price);
        report.LastQtyE4 = units.QuantityE4(trade.Quantity);
        report.Liquidity = liquidity;
        report.MatchId = Id((byte)'M', (ulong)number, _matchId);
        int copies = ++_fills == settings.DoubleFillAt ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            Send(orders[row].Member, report);
            tally.Executions++;
        }
    }

    /// <summary>150=4 of the rest of an order that does not rest.</summary>
    internal void RestCancelled(int row, ulong nowNs)
    {
        tally.RestsCancelled++;
        Send(orders[row].Member, Of(row, (byte)'4', nowNs));
    }

    /// <summary>150=4 on request.</summary>
    internal void Cancelled(int row, in OrderRequest request, ulong nowNs)
    {
        tally.CancelsAccepted++;
        ExecutionReport report = Of(row, (byte)'4', nowNs);
        report.ClOrdId = request.ClOrdId;
        report.OrigClOrdId = request.OrigClOrdId;
        Send(orders[row].Member, report);
    }

    /// <summary>150=5; the order has its new ClOrdID already.</summary>
    internal void Replaced(int row, in OrderRequest request, ulong nowNs)
    {
        tally.ReplacesAccepted++;
        ExecutionReport report = Of(row, (byte)'5', nowNs);
        report.OrigClOrdId = request.OrigClOrdId;
        Send(orders[row].Member, report);
    }

    /// <summary>35=9 to a cancel or replace.</summary>
    /// <param name="member">Who asked.</param>
    /// <param name="request">What.</param>
    /// <param name="refusal">Why not.</param>
    /// <param name="number">Number of the order it names; 0: none.</param>
    /// <param name="status">39's character.</param>
    /// <param name="nowNs">60.</param>
    internal void CancelRejected(
        int member, in OrderRequest request, Refusal refusal, int number, byte status, ulong nowNs)
    {
        bool cancel = request.Operation == Wire.Operation.Cancel;
        if (cancel) tally.CancelsRejected++;
        else tally.ReplacesRejected++;
        bool named = request.OrigClOrdId.Length <= Text32.BytesMax;
        var reject = new OrderCancelReject
        {
            OrderId = number == 0 ? default : Number((ulong)number, _orderId),
            ClOrdId = request.ClOrdId.Length <= Text32.BytesMax ? request.ClOrdId : default,
            OrigClOrdId = named ? request.OrigClOrdId : default,
            OrdStatus = status,
            ResponseTo = cancel ? OrderCancelReject.ToCancel : OrderCancelReject.ToReplace,
            Reason = RefusalCode.OfCancel(refusal),
            Text = RefusalCode.Text(refusal),
            TransactTimeNs = nowNs,
        };
        reject.Write(members[member].Session.Begin(OrderCancelReject.MsgType, nowNs));
        if (!members[member].EndReport()) TheRoomWasPromised();
    }

    /// <summary>39's character of an order that is open, or was until now.</summary>
    internal byte StatusOf(int row)
    {
        ref readonly BookOrder order = ref orders.Pool[row];
        if (order.Filled == 0) return (byte)'0';
        return order.Open == 0 ? (byte)'2' : (byte)'1';
    }

    private ExecutionReport Of(int row, byte execType, ulong nowNs)
    {
        ref VenueOrder order = ref orders[row];
        ref readonly BookOrder booked = ref orders.Pool[row];
        VenueInstrument instrument = settings.Instruments[order.Instrument];
        bool ended = execType == (byte)'4';
        return new ExecutionReport
        {
            ExecType = execType,
            OrdStatus = ended ? execType : StatusOf(row),
            RejectReason = ExecutionReport.Absent,
            RestatementReason = ExecutionReport.Absent,
            OrderId = Number((ulong)order.Number, _orderId),
            ClOrdId = orders.ClOrdIds.Text(order.ClOrdId),
            ExecId = NextExecId(),
            Account = Text32.Of(in order.Account),
            Symbol = instrument.Symbol,
            Side = order.Side,
            Kind = booked.Market ? (byte)1 : (byte)2,
            TimeInForce = (byte)booked.Validity,
            HasPrice = !booked.Market,
            PriceE8 = instrument.Units.PriceE8(booked.Price),
            OrderQtyE4 = instrument.Units.QuantityE4(booked.Quantity),
            LeavesQtyE4 = ended ? 0 : instrument.Units.QuantityE4(booked.Open),
            CumQtyE4 = instrument.Units.QuantityE4(booked.Filled),
            AvgPxE8 = order.AverageE8(booked.Filled, instrument.Units.TickE8),
            TransactTimeNs = nowNs,
        };
    }

    private void Send(int member, in ExecutionReport report)
    {
        report.Write(members[member].Session.Begin(ExecutionReport.MsgType, report.TransactTimeNs));
        if (!members[member].EndReport()) TheRoomWasPromised();
    }

    private ReadOnlySpan<byte> NextExecId() => Id((byte)'E', ++_execIds, _execId);

    private static ReadOnlySpan<byte> Id(byte letter, ulong number, byte[] text)
    {
        text[0] = letter;
        return text.AsSpan(0, 1 + FixNumber.Format(number, text.AsSpan(1)));
    }

    private static ReadOnlySpan<byte> Number(ulong number, byte[] text) =>
        text.AsSpan(0, FixNumber.Format(number, text));

    /// <summary>Nothing begins before each member has room: a refusal now is a broken invariant.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TheRoomWasPromised() => throw new UnreachableException("a session had room and refused");
}
