using System;
using Gateway.Native;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>The orders of a lane that are open, and the requests of all its sessions; its thread alone calls
/// it.</summary>
/// <remarks>
/// The last 65,536 orders that ended keep their slots: a bust or a late fill still finds its order, and reports of the
/// burst in which it ended still read it.
/// Spec: records.md sections 3 and 5.
/// </remarks>
public sealed class OpenOrders : IDisposable
{
    private const int EndedKept = 1 << 16;
    private const int LaneShift = 56;

    private readonly PinnedTable<OpenOrder> _slots;
    private readonly PinnedTable<int> _ended;
    private readonly Requests[] _requests;
    private readonly ulong _lane;
    private int _endedFirst;
    private int _endedCount;
    private int _reusable;
    private ulong _orders;

    internal OpenOrders(LaneSettings settings, int sessions)
    {
        _slots = new PinnedTable<OpenOrder>(settings.OpenOrdersMax, resident: true);
        _ended = new PinnedTable<int>(settings.OpenOrdersMax, resident: true);
        _lane = (ulong)settings.Lane << LaneShift;
        _requests = new Requests[sessions];
        for (int i = 0; i < sessions; i++) _requests[i] = new Requests(settings.RequestsMax);
    }

    /// <summary>Orders that have had no final answer.</summary>
    public int OpenCount { get; private set; }

    /// <summary>Orders that have had their final answer while a replace or cancel of theirs is not answered.</summary>
    public int WaitingCount { get; private set; }

    /// <summary>Slots that were ever used: whoever looks for orders looks at these.</summary>
    public int SlotsUsed { get; private set; }

    internal bool IsFull => _reusable == 0 && SlotsUsed == _slots.Count;

    /// <summary>What is held for an order.</summary>
    /// <param name="slot">0 to <see cref="SlotsUsed"/> - 1.</param>
    /// <param name="held">What is held.</param>
    /// <returns>False when the slot is free.</returns>
    public bool TryHeld(int slot, out HeldOrder held)
    {
        ref OpenOrder order = ref _slots[slot];
        Int128 value = (Int128)Math.Abs((long)order.HeldPrice) * order.HeldQuantity;
        held = new HeldOrder(order.Account, order.Instrument, order.Side == 1, order.HeldQuantity, value);
        return order.OrderId != 0;
    }

    internal ref OpenOrder this[int slot] => ref _slots[slot];

    internal Requests RequestsOf(uint session) => _requests[session];

    /// <summary>A number for an order: one is taken for a refused order too.</summary>
    internal ulong NextOrderId() => _lane | ++_orders;

    /// <summary>What has ended until now may be reused from now on.</summary>
    internal void StartBurst() => _reusable = _endedCount;

    /// <summary>Takes a slot for an order that is about to be judged.</summary>
    internal int Open(in Order order)
    {
        bool reuse = _reusable > EndedKept || SlotsUsed == _slots.Count;
        int slot = reuse ? TakeEnded() : SlotsUsed++;
        _slots[slot] = new OpenOrder
        {
            OrderId = order.OrderId,
            Instrument = order.Instrument,
            Account = order.Account,
            Session = order.Session,
            Request = order.Request,
            Price = order.Price,
            OrderQuantity = order.Quantity,
            Trader = order.Trader,
            Side = order.Side,
            Kind = order.Kind,
            TimeInForce = order.TimeInForce,
            Status = (byte)'A',
            Unjudged = true,
        };
        OpenCount++;
        return slot;
    }

    /// <summary>A number that the log has: none up to it is given again.</summary>
    internal void Seen(ulong orderId)
    {
        if (orderId >> LaneShift == _lane >> LaneShift) _orders = Math.Max(_orders, orderId ^ _lane);
    }

    /// <summary>The order that a request asked about, while it has a slot.</summary>
    /// <returns>Its slot, or -1.</returns>
    internal int SlotOf(in Request request) =>
        request.OrderId != 0 && request.Slot >= 0 && _slots[request.Slot].OrderId == request.OrderId
            ? request.Slot
            : -1;

    /// <summary>Says that the order of a request is about to be looked at.</summary>
    internal void Expect(in Request request) => _slots.Prefetch(request.Slot);

    /// <summary>The order has its final answer: nothing is held for it any more unless a fill left it to a
    /// replace.</summary>
    internal void End(int slot)
    {
        ref OpenOrder order = ref _slots[slot];
        if (order.Ended) return;
        order.Ended = true;
        OpenCount--;
        order.Waiting = IsAwaited(order);
        if (order.Waiting) WaitingCount++;
        else Leave(slot);
    }

    /// <summary>The venue made an order larger that had been filled meanwhile: it waited for that answer.</summary>
    internal void Reopen(int slot)
    {
        ref OpenOrder order = ref _slots[slot];
        order.Ended = order.Waiting = false;
        OpenCount++;
        WaitingCount--;
    }

    /// <summary>The order was refused before it opened.</summary>
    internal void Refuse(int slot)
    {
        _slots[slot].Ended = true;
        OpenCount--;
        Leave(slot);
    }

    /// <summary>A cancel or replace of the order was answered.</summary>
    internal void Answered(int slot)
    {
        ref OpenOrder order = ref _slots[slot];
        if (!order.Waiting || IsAwaited(order)) return;
        order.Waiting = false;
        WaitingCount--;
        Leave(slot);
    }

    /// <summary>What is held from now on: what stands, or its maximum with what is still pending; a filled order can be
    /// made larger by what is pending, one that ended otherwise cannot.</summary>
    internal void Reckon(ref OpenOrder order)
    {
        order.HeldPrice = 0;
        order.HeldQuantity = 0;
        if (order.Ended && order.Status != OpenOrder.StatusFilled) return;

        order.Hold(order.Price, order.Leaves);
        Requests requests = _requests[order.Session];
        for (uint row = order.FirstPending; row != 0; row = requests[row].NextPending)
        {
            ref Request pending = ref requests[row];
            uint open = pending.OrderQuantity > order.Filled ? (uint)(pending.OrderQuantity - order.Filled) : 0;
            if (open != 0) order.Hold(pending.Price, open);
        }
    }

    /// <summary>Adds a replace to those that wait for the venue.</summary>
    internal void AddPending(ref OpenOrder order, uint row)
    {
        Requests requests = _requests[order.Session];
        ref uint link = ref order.FirstPending;
        while (link != 0) link = ref requests[link].NextPending;
        link = row;
    }

    /// <summary>Takes a replace from those that wait.</summary>
    /// <returns>False when it did not wait.</returns>
    internal bool RemovePending(ref OpenOrder order, uint row)
    {
        Requests requests = _requests[order.Session];
        ref uint link = ref order.FirstPending;
        while (link != 0 && link != row) link = ref requests[link].NextPending;
        if (link == 0) return false;
        link = requests[row].NextPending;
        requests[row].NextPending = 0;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots.Dispose();
        _ended.Dispose();
        foreach (Requests requests in _requests) requests.Dispose();
    }

    private int TakeEnded()
    {
        int slot = _ended[_endedFirst];
        _endedFirst = (_endedFirst + 1) % _ended.Count;
        _endedCount--;
        _reusable--;
        return slot;
    }

    private static bool IsAwaited(in OpenOrder order) => order.FirstPending != 0 || order.CancelsPending != 0;

    private void Leave(int slot) => _ended[(_endedFirst + _endedCount++) % _ended.Count] = slot;
}
