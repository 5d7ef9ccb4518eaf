using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>Rebuilds a lane from its log, record by record, through the steps that made each; the lane's thread alone
/// calls it, before its first poll.</summary>
/// <remarks>
/// Every record is made again and must be the same bytes. A report that is in the log and not in its session's journal
/// is told now; an accepted request that is not in the journal of the session to the venue never reached it: the lane
/// answers it itself, with a record of its own, once it polls. Allocates.
/// </remarks>
internal sealed class Restoration(
    Connections connections,
    OpenOrders orders,
    Burst burst,
    Judgement judgement,
    Executions executions,
    TextTable matches,
    Fills fills,
    Reports reports,
    MassCancel massCancel,
    LaneTally tally)
{
    private const byte MarketKind = 1;

    private readonly byte[] _text = new byte[TextTable.TextBytesMax];
    private readonly Dictionary<ulong, int> _slots = [];
    private readonly Dictionary<(uint Session, uint Request), int> _unsent = [];
    private readonly Queue<(int Slot, uint Request, Operation Operation)> _dead = new();
    private readonly byte[] _execId = new byte[TextTable.TextBytesMax];
    private int _textBytes;
    private int _execIdBytes;
    private ulong _correctedOrder;
    private uint _reopened;
    private uint _undone;

    /// <summary>Makes one record again, in a burst of its own, and tells what was not told.</summary>
    /// <param name="logged">As the log has it.</param>
    /// <param name="position">Its end in the log.</param>
    /// <param name="nowNs">ns since the UNIX epoch.</param>
    /// <returns>Null, or what does not fit.</returns>
    internal string? Take(in Record logged, long position, ulong nowNs)
    {
        if (Make(logged, (ulong)position) is { } fault) return fault;
        ref Answer answer = ref burst.AnswerTo(0);
        answer.Position = position;
        if (logged.TemplateId == Order.TemplateId) Tell(logged.Order, answer, nowNs);
        if (logged.TemplateId == Execution.TemplateId) Tell(logged.Execution, answer, nowNs);
        return null;
    }

    private string? Make(in Record logged, ulong position)
    {
        burst.Start(int.MaxValue);
        orders.StartBurst();
        judgement.VenueIsUp = true;
        string? fault = null;
        switch (logged.TemplateId)
        {
            case Name.TemplateId:
                TakeName(logged.Name);
                burst.AddSequenced(logged, logged.Name.TimeNs);
                break;
            case Order.TemplateId:
                fault = TakeOrder(logged.Order, position <= connections.Venue.Session.About);
                break;
            case Execution.TemplateId:
                fault = TakeExecution(logged.Execution);
                break;
            default:
                burst.AddSequenced(logged, logged.Name.TimeNs);
                bool kill = ControlIntake.IsKill(logged) && logged.Limit.Verdict == Verdict.Accept;
                if (kill) massCancel.Mark(logged.Limit);
                break;
        }

        judgement.Settle();
        return fault ?? (IsSame(logged) ? null : "it is not what its log makes of it");
    }

    private void Tell(in Order order, in Answer answer, ulong nowNs)
    {
        tally.Count(order);
        bool refused = order.Verdict != Verdict.Accept && (order.Flags & OrderFlags.Gateway) == 0;
        if (refused && !IsTold(order.Session, answer)) reports.Refusal(order, answer, nowNs);
    }

    private void Tell(in Execution execution, in Answer answer, ulong nowNs)
    {
        if (answer.Fill != 0) fills[answer.Fill].Position = answer.Position;
        if (answer.Silent) return;
        if (execution.ExecType == 'F') tally.CountFill();
        if (!IsTold(execution.Session, answer)) reports.Execution(execution, answer, nowNs);
    }

    private bool IsTold(uint session, in Answer answer) =>
        (ulong)answer.Position <= connections.Brokers[session].Session.About;

    /// <summary>All of the log is taken: what is left unsent is dead.</summary>
    internal void End()
    {
        foreach (((uint session, uint request), int slot) in _unsent)
            _dead.Enqueue((slot, request, orders.RequestsOf(session)[request].Operation));
        _unsent.Clear();
        _slots.Clear();
    }

    /// <summary>Answers requests that never reached the venue, as far as the burst has room.</summary>
    /// <param name="nowNs">ns since the UNIX epoch.</param>
    internal void Continue(ulong nowNs)
    {
        while (burst.Room > 0 && _dead.TryDequeue(out (int Slot, uint Request, Operation Operation) dead))
            executions.Reject(dead.Slot, dead.Request, dead.Operation, nowNs);
    }

    /// <summary>The text of a request or a match comes in one or two parts, before the first record of its
    /// row.</summary>
    private void TakeName(in Name name)
    {
        if (name.Kind is NameKind.ClOrdId or NameKind.Match) Append(name, _text, ref _textBytes);
        else if (name.Kind == NameKind.VenueExecution) Append(name, _execId, ref _execIdBytes);
    }

    private static void Append(in Name name, byte[] text, ref int bytes)
    {
        if (name.Part == 0) bytes = 0;
        int length = Math.Min(Math.Min((int)name.Length, Text28.SizeBytes), text.Length - bytes);
        ((ReadOnlySpan<byte>)name.Text)[..length].CopyTo(text.AsSpan(bytes));
        bytes += length;
    }

    private string? TakeOrder(in Order logged, bool sent)
    {
        bool accepted = logged.Verdict == Verdict.Accept;
        int slot = SlotOf(logged.OrderId);
        orders.Seen(logged.OrderId);
        if (accepted && logged.Operation == Operation.New) slot = _slots[logged.OrderId] = orders.Open(logged);
        bool duplicate = false;
        bool mass = logged.Operation == Operation.MassCancel;
        uint row = mass ? 0 : Add(logged, slot, out duplicate);
        ref Order order = ref burst.Add(Order.HeaderBits).Order;
        order = logged;
        if (row != logged.Request) return $"request {logged.Request} where {row} comes next";
        ref Answer answer = ref burst.AnswerTo(0);
        answer.Silent = mass;
        if (mass && logged.Session != Record.NoRow) massCancel.MarkSession(logged.Session);
        if (mass) return null;
        if (logged.Kind == MarketKind && logged.Operation != Operation.Cancel && accepted) order.Price = 0;
        bool alive = slot >= 0 && !orders[slot].Ended;
        if (alive || accepted) answer.Slot = slot;
        if (!accepted) answer.Reason = RequestIntake.Reason(logged, duplicate, alive);
        else if (!sent) _unsent[(logged.Session, row)] = slot;
        return null;
    }

    /// <summary>The order's slot, unless another order has it by now.</summary>
    private int SlotOf(ulong orderId)
    {
        if (orderId == 0 || !_slots.TryGetValue(orderId, out int slot)) return -1;
        if (orders[slot].OrderId == orderId) return slot;
        _ = _slots.Remove(orderId);
        return -1;
    }

    /// <summary>The next row of the session: of the text that came before it, or of none.</summary>
    /// <remarks>Which ClOrdID of its order a change named is not in the log: most likely the one that stands.</remarks>
    private uint Add(in Order order, int slot, out bool duplicate)
    {
        duplicate = false;
        Requests requests = orders.RequestsOf(order.Session);
        var request = new Request
        {
            Operation = order.Operation,
            OrderId = order.OrderId,
            Slot = slot,
            Original = order.Operation == Operation.New || slot < 0 ? 0 : orders[slot].Request,
            Refused = order.Verdict != Verdict.Accept,
        };
        bool named = (order.Flags & OrderFlags.Gateway) == 0;
        return named
            ? requests.Add(_text.AsSpan(0, _textBytes), request, out duplicate)
            : requests.AddNameless(request);
    }

    private string? TakeExecution(in Execution logged)
    {
        if (logged.OrderId == 0)
        {
            connections.CountUnknown();
            burst.Add(Execution.HeaderBits).Execution = logged;
            return null;
        }

        int slot = SlotOf(logged.OrderId);
        if (slot < 0) return "an execution of no order";
        _ = _unsent.Remove((logged.Session, logged.Request));
        if (logged.Match > (uint)matches.Count) _ = matches.Add(_text.AsSpan(0, _textBytes), out _);
        Replay(slot, logged);
        return null;
    }

    private void Replay(int slot, in Execution of)
    {
        if (of.OrderId != _correctedOrder) _correctedOrder = _reopened = _undone = 0;
        switch (of.ExecType)
        {
            case (byte)'F':
                Fill(slot, of);
                break;
            case (byte)'H':
                Bust(slot, of);
                break;
            case (byte)'D' when of.Reason == Executions.Reopened:
                (_correctedOrder, _reopened) = (of.OrderId, of.Quantity - of.HeldQuantity);
                executions.Reopen(slot, of.Request, _reopened, of.TimeNs);
                break;
            case (byte)'D':
                uint quantity = (uint)(orders[slot].Filled + of.Quantity);
                executions.Restate(slot, of.Request, of.Price, quantity, of.Reason, of.TimeNs);
                executions.HoldAsLogged(slot, of);
                break;
            case (byte)'y':
                executions.Add(slot, of.Request, of.ExecType, of.Reason, of.TimeNs);
                executions.HoldAsLogged(slot, of);
                break;
            default:
                executions.Add(slot, of.Request, of.ExecType, of.Reason, of.TimeNs);
                break;
        }
    }

    private void Fill(int slot, in Execution of)
    {
        executions.Fill(slot, of.Request, of.Price, of.Quantity, of.Reason, of.Match, of.TimeNs);
        ReadOnlySpan<byte> execId = _execId.AsSpan(0, _execIdBytes);
        ref Answer answer = ref burst.AnswerTo(0);
        answer.Fill = fills.Add(ref orders[slot].LastFill, execId, of.Price, of.Quantity, of.Match);
        answer.Undone = _undone;
        if (_undone != 0) fills[_undone].CorrectedBy = answer.Fill;
        _correctedOrder = _reopened = _undone = 0;
    }

    /// <summary>Behind lots that are open again it is the first half of a correction, and told to nobody.</summary>
    private void Bust(int slot, in Execution of)
    {
        uint undone = fills.Find(orders[slot].LastFill, default, of.Match);
        executions.Bust(slot, of.Request, of.Price, of.Quantity, of.Match, of.TimeNs, _reopened);
        ref Answer answer = ref burst.AnswerTo(0);
        answer.Undone = undone;
        answer.Silent = _reopened != 0;
        if (undone != 0) fills[undone].Undone = true;
        if (_reopened != 0) _undone = undone;
    }

    private bool IsSame(in Record logged)
    {
        ReadOnlySpan<byte> made = MemoryMarshal.AsBytes(burst.Records);
        return made.Length == Order.SizeBytes
            && made.SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<Record>(in logged)));
    }
}
