using System;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>After a kill: one mass-cancel record, then a cancel for each open order that it hits; the lane's thread
/// alone calls it.</summary>
/// <remarks>
/// As the log has room, before the next record of a broker; an order that has a cancel waiting gets no other. Whom a
/// kill has hit keeps its mark: what is open when the venue comes back, whose cancel it could not get or has refused,
/// gets another. Spec: records.md section 1, operation 4.
/// </remarks>
internal sealed class MassCancel(LaneMarket market, OpenOrders orders, Burst burst, Judgement judgement)
{
    /// <summary>Most cancels of one cycle.</summary>
    internal const int PerCycle = 64;

    private const byte LimitKind = 2;
    private const byte GoodTillCancel = 1;

    private Limit _kill;
    private int _account;
    private int _slot;
    private State _state;
    private bool _hasHit;
    private bool _again;
    private bool _sparesGtc;

    private enum State
    {
        Idle,
        Announce,
        Sweep,
        SweepAgain,
    }

    /// <summary>The venue's line can take the cancels of one cycle.</summary>
    internal bool VenueHasRoom { get; set; }

    /// <summary>A sweep is under way.</summary>
    internal bool IsBusy => _state != State.Idle || _again;

    /// <summary>A kill of the log: what is open and hit by it is marked, and swept when the venue comes up.</summary>
    internal void Mark(in Limit kill) => Mark(kill, sparesGtc: false);

    /// <summary>A mass cancel of the log for a session that was killed, or gone.</summary>
    internal void MarkSession(uint session) => Mark(
        new Limit { Scope = LimitScope.Session, Session = session }, market.Sessions[session].CancelSparesGtc);

    private void Mark(in Limit kill, bool sparesGtc)
    {
        (_kill, _sparesGtc) = (kill, sparesGtc);
        for (int slot = 0; slot < orders.SlotsUsed; slot++)
        {
            ref OpenOrder order = ref orders[slot];
            if (order.OrderId == 0 || order.Ended || !IsHit(order)) continue;
            _hasHit = order.Killed = true;
        }
    }

    /// <summary>The venue takes orders again: what the kills so far have hit is swept once more.</summary>
    internal void VenueCameUp() => _again = _hasHit;

    /// <summary>Begins the sweep of a kill that the device accepted, or of a session that is gone.</summary>
    /// <param name="kill">Whom it hits.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    /// <param name="sparesGtc">Orders that are good till cancelled stay.</param>
    internal void Begin(in Limit kill, ulong timeNs, bool sparesGtc = false)
    {
        _kill = kill;
        _sparesGtc = sparesGtc;
        _account = 0;
        _state = State.Announce;
        Continue(timeNs);
    }

    /// <summary>Goes on as far as the burst has room.</summary>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    internal void Continue(ulong timeNs)
    {
        if (_state == State.Announce) Announce(timeNs);
        if (_state == State.Idle && _again) (_state, _slot, _again) = (State.SweepAgain, 0, false);
        if (_state is State.Sweep or State.SweepAgain && VenueHasRoom) Sweep(timeNs);
    }

    /// <summary>A firm's kill is a mass cancel for each of its accounts: the record has no place for a firm.</summary>
    private void Announce(ulong timeNs)
    {
        if (_kill.Scope != LimitScope.Firm)
        {
            if (burst.Room == 0) return;
            AddMass(AccountOf(_kill), timeNs);
        }

        for (; _kill.Scope == LimitScope.Firm && _account < market.Accounts.Length; _account++)
        {
            if (market.Accounts[_account].FirmRow != _kill.Account) continue;
            if (burst.Room == 0) return;
            AddMass((uint)_account, timeNs);
        }

        judgement.Settle();
        _slot = 0;
        _state = State.Sweep;
    }

    private void AddMass(uint account, ulong timeNs)
    {
        ref Order order = ref burst.Add(Order.HeaderBits).Order;
        order.TimeNs = timeNs;
        order.Instrument = _kill.Scope is LimitScope.Instrument or LimitScope.AccountInstrument
            ? _kill.Instrument : Record.NoRow;
        order.Account = account;
        order.Session = _kill.Scope == LimitScope.Session ? _kill.Session : Record.NoRow;
        order.Operation = Operation.MassCancel;
        order.Kind = LimitKind;
        order.Flags = OrderFlags.Gateway;
        order.Trader = _kill.Scope == LimitScope.Trader ? (ushort)_kill.Account : ushort.MaxValue;
    }

    private static uint AccountOf(in Limit kill) =>
        kill.Scope is LimitScope.Account or LimitScope.AccountInstrument ? kill.Account : Record.NoRow;

    private void Sweep(ulong timeNs)
    {
        // Each may be answered by the lane itself: one more record when they are judged.
        int left = Math.Min(PerCycle, burst.Room / 2);
        for (; left > 0 && _slot < orders.SlotsUsed; _slot++)
        {
            ref OpenOrder order = ref orders[_slot];
            if (order.OrderId == 0 || order.Ended) continue;
            if (_state == State.Sweep ? !IsHit(order) : !order.Killed) continue;
            _hasHit = order.Killed = true;
            if (order.CancelsPending > 0) continue;
            if (orders.RequestsOf(order.Session).IsExhausted) continue;
            Add(ref order, timeNs);
            left--;
        }

        judgement.Settle();
        if (_slot == orders.SlotsUsed) _state = State.Idle;
    }

    private bool IsHit(in OpenOrder order) =>
        !(_sparesGtc && order.TimeInForce == GoodTillCancel) && IsInScope(order);

    private bool IsInScope(in OpenOrder order) => _kill.Scope switch
    {
        LimitScope.Gateway => true,
        LimitScope.Firm => market.Accounts[order.Account].FirmRow == _kill.Account,
        LimitScope.Account => order.Account == _kill.Account,
        LimitScope.Instrument => order.Instrument == _kill.Instrument,
        LimitScope.AccountInstrument => order.Account == _kill.Account && order.Instrument == _kill.Instrument,
        LimitScope.Session => order.Session == _kill.Session,
        LimitScope.Trader => order.Trader == _kill.Account,
        _ => false,
    };

    private void Add(ref OpenOrder open, ulong timeNs)
    {
        uint row = orders.RequestsOf(open.Session).AddNameless(new Request
        {
            Operation = Operation.Cancel,
            OrderId = open.OrderId,
            Slot = _slot,
            Original = open.Request,
        });
        ref Order order = ref burst.Add(Order.HeaderBits).Order;
        ref Answer answer = ref burst.AnswerTo(burst.Count - 1);
        answer.Silent = false;
        answer.Slot = _slot;
        order.OrderId = open.OrderId;
        order.TimeNs = timeNs;
        order.Price = order.HeldPrice = open.HeldPrice;
        order.Quantity = order.HeldQuantity = open.HeldQuantity;
        order.Instrument = open.Instrument;
        order.Account = open.Account;
        order.Session = open.Session;
        order.Request = row;
        order.Operation = Operation.Cancel;
        order.Side = open.Side;
        order.Kind = open.Kind;
        order.TimeInForce = open.TimeInForce;
        order.Flags = OrderFlags.Gateway;
        order.Trader = open.Trader;
    }
}
