using System;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>Moves an order by what was answered about it and adds the record of it; the lane's thread alone calls it.
/// </summary>
/// <remarks>
/// The record says what is held before and after; what the device does with it is records.md section 3, rule 5.
/// </remarks>
internal sealed class Executions(LaneMarket market, OpenOrders orders, Burst burst)
{
    /// <summary>OrdStatus (39) of a filled order.</summary>
    private const byte Filled = OpenOrder.StatusFilled;

    private const byte Other = 99;

    /// <summary>Reason of the lane's own restatement, no value of 378: lots of a fill are open again.</summary>
    internal const byte Reopened = 254;

    /// <summary>Adds an answer that is neither fill nor bust.</summary>
    /// <param name="slot">The order.</param>
    /// <param name="row">The request that is answered, in the order's session.</param>
    /// <param name="execType">FIX 150, or x, y.</param>
    /// <param name="reason">103, 102 or 378.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void Add(int slot, uint row, byte execType, byte reason, ulong timeNs)
    {
        ref OpenOrder order = ref orders[slot];
        ref Execution execution = ref New(order, row, execType, reason, timeNs);
        Move(slot, row, execType);
        HoldFromNowOn(ref execution, slot);
    }

    /// <summary>Adds the lane's own answer to an accepted request that does not reach the venue.</summary>
    /// <param name="slot">The order.</param>
    /// <param name="row">The request, in the order's session.</param>
    /// <param name="operation">What it asked for.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void Reject(int slot, uint row, Operation operation, ulong timeNs)
    {
        (byte execType, byte reason) = operation switch
        {
            Operation.New => ((byte)'8', (byte)0),
            Operation.Replace => ((byte)'y', Other),
            _ => ((byte)'x', Other),
        };
        Add(slot, row, execType, reason, timeNs);
    }

    /// <summary>Adds a restatement: the venue has changed the order by itself.</summary>
    /// <param name="slot">The order.</param>
    /// <param name="row">The request that the venue named.</param>
    /// <param name="price">Price that stands now, ticks.</param>
    /// <param name="orderQuantity">OrderQty (38) that stands now, lots.</param>
    /// <param name="reason">378.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void Restate(int slot, uint row, int price, uint orderQuantity, byte reason, ulong timeNs)
    {
        ref OpenOrder order = ref orders[slot];
        ref Execution execution = ref New(order, row, (byte)'D', reason, timeNs);
        order.Price = price;
        order.OrderQuantity = orderQuantity;
        Stand(slot);
        HoldFromNowOn(ref execution, slot);
    }

    /// <summary>Of what stood while a replace was pending the log has what was held alone: that counts.</summary>
    /// <param name="slot">The order.</param>
    /// <param name="logged">A restatement or a rejected replace, made again as the burst's last record.</param>
    internal void HoldAsLogged(int slot, in Execution logged)
    {
        ref Execution made = ref burst[burst.Count - 1].Execution;
        ref OpenOrder order = ref orders[slot];
        (made.Price, made.Quantity) = (logged.Price, logged.Quantity);
        (order.HeldPrice, order.HeldQuantity) = (logged.Price, logged.Quantity);
    }

    /// <summary>Adds a fill.</summary>
    /// <param name="slot">The order.</param>
    /// <param name="row">The request that the venue named.</param>
    /// <param name="price">Last price, ticks.</param>
    /// <param name="quantity">Last quantity, lots; more than is open is an overfill and counts whole.</param>
    /// <param name="liquidity">FIX 851, 0 when not given.</param>
    /// <param name="match">Row of the match.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void Fill(int slot, uint row, int price, uint quantity, byte liquidity, uint match, ulong timeNs)
    {
        ref OpenOrder order = ref orders[slot];
        ref Execution execution = ref New(order, row, (byte)'F', liquidity, timeNs);
        execution.Price = price;
        execution.Quantity = quantity;
        execution.Match = match;
        order.Filled += quantity;
        order.Paid += (Int128)price * quantity;
        order.HeldQuantity -= Math.Min(order.HeldQuantity, quantity);
        if (order.HeldQuantity == 0) order.HeldPrice = 0;
        if (!order.Ended) order.Status = order.Filled >= order.OrderQuantity ? Filled : (byte)'1';
        Tell(slot, order);
        if (order.Filled >= order.OrderQuantity) orders.End(slot);
    }

    /// <summary>Adds a restatement that the venue did not send: lots of a fill that is about to be corrected are open
    /// again, so that the corrected one finds held what it releases.</summary>
    /// <param name="slot">The order.</param>
    /// <param name="row">The request that the venue named.</param>
    /// <param name="lots">Of the fill and its correction the smaller.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void Reopen(int slot, uint row, uint lots, ulong timeNs)
    {
        ref OpenOrder order = ref orders[slot];
        ref Execution execution = ref New(order, row, (byte)'D', Reopened, timeNs);
        if (order.HeldQuantity == 0) order.HeldPrice = order.Price;
        order.HeldQuantity += lots;
        order.Filled -= lots;
        execution.Price = order.HeldPrice;
        execution.Quantity = order.HeldQuantity;
    }

    /// <summary>Adds a bust: what is held stays.</summary>
    /// <param name="slot">The order.</param>
    /// <param name="row">The request that the venue named.</param>
    /// <param name="price">Price of the fill, ticks.</param>
    /// <param name="quantity">Quantity of the fill, lots.</param>
    /// <param name="match">Row of the match.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    /// <param name="reopened">Lots of it that are filled no more: see <see cref="Reopen"/>.</param>
    internal void Bust(int slot, uint row, int price, uint quantity, uint match, ulong timeNs, uint reopened = 0)
    {
        ref OpenOrder order = ref orders[slot];
        ref Execution execution = ref New(order, row, (byte)'H', 0, timeNs);
        execution.Price = price;
        execution.Quantity = quantity;
        execution.Match = match;
        order.Busted = Math.Min(order.Busted + quantity - reopened, order.Filled);
        order.Paid -= (Int128)price * quantity;
        Tell(slot, order);
    }

    /// <summary>Adds an answer about an order that is not the lane's: it moves nothing and is told to nobody.</summary>
    /// <param name="execType">FIX 150, or x, y.</param>
    /// <param name="instrument">Row of its symbol, or all ones.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void AddUnknown(byte execType, uint instrument, ulong timeNs)
    {
        ref Execution execution = ref burst.Add(Execution.HeaderBits).Execution;
        execution.TimeNs = timeNs;
        execution.Instrument = instrument;
        execution.Account = execution.Session = Record.NoRow;
        execution.ExecType = execType;
    }

    private ref Execution New(in OpenOrder order, uint row, byte execType, byte reason, ulong timeNs)
    {
        ref Execution execution = ref burst.Add(Execution.HeaderBits).Execution;
        execution.OrderId = order.OrderId;
        execution.TimeNs = timeNs;
        execution.HeldPrice = order.HeldPrice;
        execution.HeldQuantity = order.HeldQuantity;
        execution.Instrument = order.Instrument;
        execution.Account = order.Account;
        execution.Session = order.Session;
        execution.Request = row;
        execution.ExecType = execType;
        execution.Side = order.Side;
        execution.Reason = reason;
        return ref execution;
    }

    private void HoldFromNowOn(ref Execution execution, int slot)
    {
        ref OpenOrder order = ref orders[slot];
        execution.Price = order.HeldPrice;
        execution.Quantity = order.HeldQuantity;
        Tell(slot, order);
        orders.Answered(slot);
    }

    private void Move(int slot, uint row, byte execType)
    {
        ref OpenOrder order = ref orders[slot];
        orders.RequestsOf(order.Session)[row].Answered = true;
        switch (execType)
        {
            case (byte)'0':
                if (order.Status == 'A') order.Status = (byte)'0';
                break;
            case (byte)'3' or (byte)'4' or (byte)'8' or (byte)'C':
                Finish(slot, row, execType);
                break;
            case (byte)'5':
                Replace(slot, row);
                break;
            case (byte)'y':
                _ = orders.RemovePending(ref order, row);
                Stand(slot);
                break;
            case (byte)'x':
                if (order.CancelsPending > 0) order.CancelsPending--;
                break;
        }
    }

    private void Finish(int slot, uint row, byte execType)
    {
        ref OpenOrder order = ref orders[slot];
        if (orders.RequestsOf(order.Session)[row].Operation == Operation.Cancel && order.CancelsPending > 0)
            order.CancelsPending--;
        order.HeldPrice = 0;
        order.HeldQuantity = 0;
        order.Status = execType;
        orders.End(slot);
    }

    private void Replace(int slot, uint row)
    {
        ref OpenOrder order = ref orders[slot];
        ref Request request = ref orders.RequestsOf(order.Session)[row];
        if (!orders.RemovePending(ref order, row)) return;
        order.Request = row;
        order.Price = request.Price;
        order.OrderQuantity = request.OrderQuantity;
        order.Kind = request.Kind;
        order.TimeInForce = request.TimeInForce;
        Stand(slot);
    }

    /// <summary>What stands has changed: a filled order is open again when it was made larger, one with nothing left is
    /// filled. Spec: FIX 4.4 vol. 4, appendix D, C.1.c.</summary>
    private void Stand(int slot)
    {
        ref OpenOrder order = ref orders[slot];
        bool filled = order.Filled >= order.OrderQuantity;
        if (!filled && order.Waiting && order.Status == Filled)
        {
            order.Status = (byte)'1';
            orders.Reopen(slot);
        }

        if (filled && !order.Ended) order.Status = Filled;
        orders.Reckon(ref order);
        if (filled) orders.End(slot);
    }

    /// <summary>What the report of the last record says besides it.</summary>
    private void Tell(int slot, in OpenOrder order)
    {
        ref Answer answer = ref burst.AnswerTo(burst.Count - 1);
        answer.Silent = false;
        answer.Slot = slot;
        answer.CumQuantity = order.CumQuantity;
        answer.AveragePriceE8 = order.AveragePriceE8(market.Instruments[order.Instrument].Units.TickE8);
        answer.Price = order.Price;
        answer.OrderQuantity = order.OrderQuantity;
        answer.Leaves = order.Leaves;
        answer.Status = order.Status;
    }
}
