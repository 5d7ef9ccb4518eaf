using System;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>Records become 35=8 and 35=9 to the broker that asked; the lane's thread alone calls it.</summary>
internal sealed class Reports(LaneMarket market, OpenOrders orders, Burst burst, Line[] brokers, Fills fills)
{
    private const int NumberBytes = 20;
    private const byte Replace = (byte)'2';
    private const byte Cancel = (byte)'1';
    private const int BrokerOption = 2;

    /// <summary>Tells a broker that its request was refused here.</summary>
    /// <param name="order">A record with a verdict.</param>
    /// <param name="answer">What goes with it.</param>
    /// <param name="nowNs">ns since the UNIX epoch.</param>
    internal void Refusal(in Order order, in Answer answer, ulong nowNs)
    {
        if (order.Operation == Operation.New) RefusedOrder(order, answer, nowNs);
        else RefusedChange(order, answer, nowNs);
    }

    /// <summary>Tells a broker what the venue answered.</summary>
    /// <param name="execution">The record.</param>
    /// <param name="answer">What goes with it.</param>
    /// <param name="nowNs">ns since the UNIX epoch.</param>
    internal void Execution(in Execution execution, in Answer answer, ulong nowNs)
    {
        bool rejection = execution.ExecType is (byte)'x' or (byte)'y';
        if (rejection) Rejection(execution, answer, nowNs);
        else Report(execution, answer, nowNs);
    }

    /// <summary>Tells a broker that asks again where the order of its request stands (150=I).</summary>
    /// <param name="session">The broker's.</param>
    /// <param name="row">The request, in the log; its order has a slot.</param>
    /// <param name="nowNs">ns since the UNIX epoch.</param>
    internal void Status(uint session, uint row, ulong nowNs)
    {
        Requests requests = orders.RequestsOf(session);
        ExecutionReport report = StatusOf(orders.SlotOf(requests[row]), stackalloc byte[NumberBytes]);
        report.ExecType = (byte)'I';
        report.ExecId = "0"u8;
        report.ClOrdId = requests.Text(row);
        report.RejectReason = report.RestatementReason = -1;
        report.TransactTimeNs = nowNs;
        Send(session, report, default, nowNs);
    }

    private ExecutionReport StatusOf(int slot, Span<byte> number)
    {
        ref OpenOrder order = ref orders[slot];
        LaneInstrument instrument = market.Instruments[order.Instrument];
        return new ExecutionReport
        {
            OrderId = Number(order.OrderId, number),
            OrdStatus = Acknowledged(order.Status),
            Account = market.Accounts[order.Account].Name,
            Symbol = instrument.Symbol,
            Side = order.Side,
            Kind = order.Kind,
            TimeInForce = order.TimeInForce,
            HasPrice = order.Kind != 1,
            PriceE8 = instrument.Units.PriceE8(order.Price),
            OrderQtyE4 = instrument.Units.QuantityE4(order.OrderQuantity),
            LeavesQtyE4 = instrument.Units.QuantityE4(order.Leaves),
            CumQtyE4 = (long)order.CumQuantity * instrument.Units.LotE4,
            AvgPxE8 = order.AveragePriceE8(instrument.Units.TickE8),
        };
    }

    private void RefusedOrder(in Order order, in Answer answer, ulong nowNs)
    {
        Span<byte> numbers = stackalloc byte[2 * NumberBytes];
        bool known = order.Instrument != Record.NoRow;
        var report = new ExecutionReport
        {
            OrderId = Number(order.OrderId, numbers),
            ExecId = Number((ulong)answer.Position, numbers[NumberBytes..]),
            ClOrdId = orders.RequestsOf(order.Session).Text(order.Request),
            ExecType = (byte)'8',
            OrdStatus = (byte)'8',
            RejectReason = IsDecoders(order, answer) ? answer.Reason : OrdRejReason(order.Verdict),
            RestatementReason = -1,
            Account = order.Account == Record.NoRow ? burst.Account(answer) : market.Accounts[order.Account].Name,
            Symbol = known ? market.Instruments[order.Instrument].Symbol : burst.Symbol(answer),
            Side = order.Side,
            Kind = order.Kind,
            TimeInForce = order.TimeInForce,
            OrderQtyE4 = known ? market.Instruments[order.Instrument].Units.QuantityE4(order.Quantity) : 0,
            TransactTimeNs = order.TimeNs,
            Text = VerdictNames.Of(order.Verdict),
        };
        Send(order.Session, report, answer, nowNs);
    }

    private void RefusedChange(in Order order, in Answer answer, ulong nowNs)
    {
        Span<byte> numbers = stackalloc byte[NumberBytes];
        Requests requests = orders.RequestsOf(order.Session);
        uint original = requests[order.Request].Original;
        var rejection = new OrderCancelReject
        {
            OrderId = order.OrderId == 0 ? "NONE"u8 : Number(order.OrderId, numbers),
            ClOrdId = requests.Text(order.Request),
            OrigClOrdId = original == 0 ? burst.Original(answer) : requests.Text(original),
            OrdStatus = answer.Slot < 0 ? (byte)'8' : Acknowledged(answer.Status),
            ResponseTo = order.Operation == Operation.Replace ? Replace : Cancel,
            Reason = answer.Reason != 0 || answer.Slot < 0 ? answer.Reason : BrokerOption,
            Text = VerdictNames.Of(order.Verdict),
            TransactTimeNs = order.TimeNs,
        };
        Send(order.Session, rejection, answer, nowNs);
    }

    private void Report(in Execution execution, in Answer answer, ulong nowNs)
    {
        Span<byte> numbers = stackalloc byte[4 * NumberBytes];
        ref OpenOrder order = ref orders[answer.Slot];
        LaneInstrument instrument = market.Instruments[execution.Instrument];
        Requests requests = orders.RequestsOf(execution.Session);
        bool trade = execution.ExecType is (byte)'F' or (byte)'H';
        bool corrects = execution.ExecType == 'F' && answer.Undone != 0;
        bool undoes = execution.ExecType == 'H' || corrects;
        ReadOnlySpan<byte> asked = requests.Text(execution.Request);
        uint original = asked.IsEmpty ? 0 : requests[execution.Request].Original;
        var report = new ExecutionReport
        {
            OrderId = Number(execution.OrderId, numbers),
            ExecId = Number((ulong)answer.Position, numbers[NumberBytes..]),
            ExecRefId = undoes ? Number((ulong)fills[answer.Undone].Position, numbers[(3 * NumberBytes)..]) : default,
            ClOrdId = asked.IsEmpty ? requests.Text(order.Request) : asked,
            OrigClOrdId = original == 0 || trade ? default : requests.Text(original),
            ExecType = corrects ? (byte)'G' : execution.ExecType,
            OrdStatus = Acknowledged(answer.Status),
            RejectReason = execution.ExecType == '8' ? execution.Reason : -1,
            RestatementReason = execution.ExecType == 'D' ? execution.Reason : -1,
            Account = market.Accounts[execution.Account].Name,
            Symbol = instrument.Symbol,
            Side = execution.Side,
            Kind = order.Kind,
            TimeInForce = order.TimeInForce,
            HasPrice = order.Kind != 1,
            PriceE8 = instrument.Units.PriceE8(answer.Price),
            OrderQtyE4 = instrument.Units.QuantityE4(answer.OrderQuantity),
            LastQtyE4 = trade ? instrument.Units.QuantityE4(execution.Quantity) : 0,
            LastPxE8 = trade ? instrument.Units.PriceE8(execution.Price) : 0,
            LeavesQtyE4 = instrument.Units.QuantityE4(answer.Leaves),
            CumQtyE4 = (long)answer.CumQuantity * instrument.Units.LotE4,
            AvgPxE8 = answer.AveragePriceE8,
            TransactTimeNs = execution.TimeNs,
            Text = execution.ExecType == '8' ? "Venue"u8 : default,
            Liquidity = execution.ExecType == 'F' ? execution.Reason : (byte)0,
            MatchId = execution.Match == 0 ? default : Number(execution.Match, numbers[(2 * NumberBytes)..]),
        };
        Send(execution.Session, report, answer, nowNs);
    }

    private void Rejection(in Execution execution, in Answer answer, ulong nowNs)
    {
        Requests requests = orders.RequestsOf(execution.Session);
        if (requests.Text(execution.Request).IsEmpty) return;

        Span<byte> numbers = stackalloc byte[NumberBytes];
        var rejection = new OrderCancelReject
        {
            OrderId = Number(execution.OrderId, numbers),
            ClOrdId = requests.Text(execution.Request),
            OrigClOrdId = requests.Text(requests[execution.Request].Original),
            OrdStatus = Acknowledged(answer.Status),
            ResponseTo = execution.ExecType == 'y' ? Replace : Cancel,
            Reason = execution.Reason,
            Text = "Venue"u8,
            TransactTimeNs = execution.TimeNs,
        };
        Send(execution.Session, rejection, answer, nowNs);
    }

    private void Send(uint session, in ExecutionReport report, in Answer answer, ulong nowNs)
    {
        brokers[session].Ready();
        report.Write(brokers[session].Session.Begin("8"u8, nowNs));
        _ = brokers[session].Session.End((ulong)answer.Position);
    }

    private void Send(uint session, in OrderCancelReject rejection, in Answer answer, ulong nowNs)
    {
        brokers[session].Ready();
        rejection.Write(brokers[session].Session.Begin("9"u8, nowNs));
        _ = brokers[session].Session.End((ulong)answer.Position);
    }

    private static ReadOnlySpan<byte> Number(ulong value, Span<byte> text) =>
        text[..FixNumber.Format(value, text)];

    private static bool IsDecoders(in Order order, in Answer answer) =>
        answer.Slot < 0 && order.Verdict <= Verdict.UnknownRow;

    /// <summary>A broker is told A as 0: what it sent is on its way.</summary>
    private static byte Acknowledged(byte status) => status == 'A' ? (byte)'0' : status;

    /// <summary>OrdRejReason (103): 0 broker option, 2 exchange closed, 3 exceeds limit, 13 quantity, 99
    /// other.</summary>
    private static int OrdRejReason(Verdict verdict) => verdict switch
    {
        Verdict.OrderQuantity => 13,
        Verdict.OrderValue or Verdict.OpenExposure or Verdict.Position => 3,
        Verdict.NoReference or Verdict.StaleReference => 2,
        Verdict.Malformed => 99,
        _ => 0,
    };
}
