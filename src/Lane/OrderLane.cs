using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Gateway.Native;
using Gateway.Risk;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>The hot path. One pinned thread owns a lane and everything in it.</summary>
/// <remarks>
/// <code>
///  control rows ─┐
///  net events  ──┴► framing ─► session ─► decode ─► judge ─► log ─► route ─► flush
///  ≤ 32 pieces      whole      in order   arena     in place  64 B   TX       always
/// </code>
/// Invariants: nothing is routed that is not in the log; no more is taken from the network than the log has room for;
/// while the venue's line is full or a kill is sweeping, brokers' windows close; the stack is driven and flushed in
/// every cycle; no call allocates, locks, waits or throws. Time is an argument.
/// </remarks>
public sealed class OrderLane : IDisposable
{
    /// <summary>Most messages of one event: one completed from the carry buffer, the rest in one segment.</summary>
    public const int MessagesPerEventMax = 1 + (Net.PieceBytesMax / MessageBytesMin);

    /// <summary>Most records that one event puts in the log: those of a message that it completes, and of its own
    /// bytes one for each <see cref="BytesPerRecordMin"/>.</summary>
    public const int RecordsPerEventMax = VenueIntake.RecordsMax + (Net.PieceBytesMax / BytesPerRecordMin);

    /// <summary>The fill, counted from 1, that a planted fault is about.</summary>
    public const int FaultyFill = 3;

    private const int FillsPerMatch = 2;
    private const int FrameBytes = 96; // of a record in the log: 32 of header before it
    private const int MessageBytesMin = 96;

    // The densest message is a correction whose ExecID takes two names: 8 records in 157 bytes.
    private const int BytesPerRecordMin = 16;
    private const int RecordsMax = (Net.BurstMax * RecordsPerEventMax) + ControlIntake.PerCycle;
    private const int VenueBytesPerMessage = 512;
    private const int VenueRoomMin = Net.BurstMax * MessagesPerEventMax * VenueBytesPerMessage;
    private const ulong TickNs = 1_000_000;

    private readonly LaneMarket _market;
    private readonly Net _net;
    private readonly ExclusivePublication _log;
    private readonly Subscription _control;
    private readonly Burst _burst;
    private readonly Judgement _judgement;
    private readonly ControlIntake _rows;
    private readonly RequestIntake _requests;
    private readonly Connections _connections;
    private readonly VenueRoute _route;
    private readonly Reports _reports;
    private readonly TextTable _matches;
    private readonly Restoration _restoration;
    private readonly Fills _fillRows;
    private readonly NetEvent[] _events = GC.AllocateArray<NetEvent>(Net.BurstMax, pinned: true);
    private readonly LaneFault _fault;
    private ulong _tickedNs;
    private int _fills;

    /// <summary>Reserves everything that the lane will ever hold.</summary>
    /// <param name="market">Rows and sessions.</param>
    /// <param name="settings">Sizes.</param>
    /// <param name="net">Listens for the brokers and connects to the venue.</param>
    /// <param name="risk">Judges.</param>
    /// <param name="log">The lane's log.</param>
    /// <param name="control">Brings Limit and Price rows, and the opening.</param>
    public OrderLane(
        LaneMarket market,
        LaneSettings settings,
        Net net,
        RiskTwin risk,
        ExclusivePublication log,
        Subscription control)
    {
        (_market, _net, _log, _control, _fault) = (market, net, log, control, settings.Fault);
        Orders = new OpenOrders(settings, market.Sessions.Length);
        _matches = new TextTable(settings.MatchesMax);
        _fillRows = new Fills(settings.MatchesMax * FillsPerMatch);
        _burst = new Burst(risk, RecordsMax, RecordsMax * 2);
        var executions = new Executions(market, Orders, _burst);
        _judgement = new Judgement(Orders, _burst, executions);
        var massCancel = new MassCancel(market, Orders, _burst, _judgement);
        _rows = new ControlIntake(_burst, _judgement, massCancel, settings.RowsTaken);
        var texts = new Texts(market);
        _requests = new RequestIntake(market, texts, Orders, _burst, _judgement);
        var answers = new VenueIntake(
            market, texts, Orders, _burst, _judgement, executions, _matches, _fillRows);
        _connections = new Connections(market, settings, net, _burst, _requests, answers);
        _route = new VenueRoute(market, Orders, _connections.Venue);
        _reports = new Reports(market, Orders, _burst, _connections.Brokers, _fillRows);
        _restoration = new Restoration(
            _connections, Orders, _burst, _judgement, executions, _matches, _fillRows, _reports, massCancel, Tally);
    }

    /// <summary>The orders that are open.</summary>
    public OpenOrders Orders { get; }

    /// <summary>What passed through.</summary>
    public LaneTally Tally { get; } = new();

    /// <summary>Where the time goes.</summary>
    public LaneHops Hops { get; } = new();

    /// <summary>The session to the venue takes orders.</summary>
    public bool VenueIsUp => _connections.VenueIsUp;

    /// <summary>How the arena's memory was had.</summary>
    public string ArenaMemory => _burst.MemoryKind;

    /// <summary>Answers of the venue about orders that are not the lane's.</summary>
    public long UnknownAnswers => _connections.UnknownAnswers;

    /// <summary>What came over the control stream and was no row.</summary>
    public long RowsRefused => _rows.Refused;

    /// <summary>Messages that were completed in a carry buffer because they arrived in pieces.</summary>
    public long MessagesCarried => _connections.Carried;

    /// <summary>Listens for the brokers and connects to the venue.</summary>
    /// <returns>0, or the -errno of an address that cannot be had.</returns>
    public int Open() => _connections.Open();

    /// <summary>Makes one record of the log again: call it for each, from the first, before the first poll.</summary>
    /// <param name="record">As the log has it.</param>
    /// <param name="position">Its end in the log.</param>
    /// <param name="nowNs">UTC, ns since the UNIX epoch: when reports are told that no session's journal has.</param>
    /// <returns>Null, or why the log cannot be what this lane wrote.</returns>
    public string? Restore(in Record record, long position, ulong nowNs) =>
        _restoration.Take(record, position, nowNs) is { } fault ? $"log position {position}: {fault}" : null;

    /// <summary>All of the log was made again.</summary>
    /// <param name="end">End of its last record.</param>
    public void EndRestore(long end)
    {
        _connections.Settle((ulong)end);
        _rows.Settle((ulong)end);
        _restoration.End();
    }

    /// <summary>Runs one duty cycle.</summary>
    /// <param name="nowNs">UTC, ns since the UNIX epoch, never going back.</param>
    /// <returns>Events and rows taken; 0 tells the thread that it may idle.</returns>
    public int Poll(ulong nowNs)
    {
        Hops.Start();
        _burst.Start(_log.Room(Order.SizeBytes));
        Orders.StartBurst();
        if (_connections.VenueIsUp && !_judgement.VenueIsUp) _rows.VenueCameUp();
        _judgement.VenueIsUp = _connections.VenueIsUp;
        _restoration.Continue(nowNs);
        bool free = !_rows.IsBusy && _burst.Room > 0 && Orders.OpenCount > 0;
        if (free && _connections.Absent.TryNext(nowNs, out uint gone))
            _rows.CancelGone(gone, _market.Sessions[gone].CancelSparesGtc, nowNs);
        int venueRoom = _connections.VenueRoom;
        int work = _rows.Poll(_control, venueRoom >= MassCancel.PerCycle * VenueBytesPerMessage, nowNs);
        work += Receive(venueRoom, nowNs);
        Hops.Stamp(0);
        _judgement.Settle();
        Hops.Stamp(1);
        Publish();
        _rows.Keep(_control);
        Hops.Stamp(2);
        int messages = Route(nowNs);
        Tick(nowNs);
        _connections.SendAll();
        _ = _net.Flush();
        Hops.Stamp(3);
        Hops.End(messages);
        return work + _burst.Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Orders.Dispose();
        _burst.Dispose();
        _matches.Dispose();
        _fillRows.Dispose();
    }

    private int Receive(int venueRoom, ulong nowNs)
    {
        bool held = _rows.IsBusy || venueRoom < VenueRoomMin;
        _net.Hold(held);
        _connections.StartCycle(held);
        _connections.TakeQueued(nowNs);
        int limit = Math.Min(_burst.Room / RecordsPerEventMax, Net.BurstMax);
        int count = _net.Poll(nowNs, _events.AsSpan(0, limit));
        for (int i = 0; i < count; i++)
        {
            _connections.RecordsPromised = (count - i) * RecordsPerEventMax;
            _connections.Take(_events[i]);
            _net.Release(_events[i]);
        }

        return count;
    }

    /// <summary>All of the burst or nothing is in the log, even when the process is killed here.</summary>
    private void Publish()
    {
        if (_burst.Count == 0) return;
        _connections.Promise((ulong)_log.Position);
        _rows.Promise((ulong)_log.Position);
        int lost = _fault == LaneFault.LoseRecord ? FaultyRecord() : -1;
        if (lost >= 0) Offer(_burst.Records[..lost]);
        long position = Offer(_burst.Records[(lost + 1)..]);
        for (int i = _burst.Count - 1; i >= 0; i--)
        {
            ref Answer answer = ref _burst.AnswerTo(i);
            answer.Position = position;
            if (answer.Fill != 0) _fillRows[answer.Fill].Position = position;
            if (i != lost) position -= FrameBytes;
        }
    }

    /// <summary>One writer read the room before it polled: a refusal now is a broken invariant.</summary>
    private long Offer(Span<Record> records)
    {
        long position = _log.OfferBurst(MemoryMarshal.AsBytes(records), Order.SizeBytes);
        return position >= 0 ? position : TheRoomWasPromised(position);
    }

    private int FaultyRecord()
    {
        for (int i = 0; i < _burst.Count; i++)
        {
            if (_burst[i] is { TemplateId: Execution.TemplateId, Execution.ExecType: (byte)'F' } && IsLost()) return i;
        }

        return -1;
    }

    private int Route(ulong nowNs)
    {
        int messages = 0;
        for (int i = 0; i < _burst.Count; i++)
        {
            ref Record record = ref _burst[i];
            ref Answer answer = ref _burst.AnswerTo(i);
            if (record.TemplateId == Order.TemplateId)
            {
                messages++;
                RouteOrder(record.Order, answer, nowNs);
            }
            else if (record.TemplateId == Execution.TemplateId && !answer.Silent)
            {
                if (record.Execution.ExecType == 'F' && IsDropped()) continue;
                _reports.Execution(record.Execution, answer, nowNs);
                if (record.Execution.ExecType == 'F') Tally.CountFill();
            }
        }

        _requests.AnswerRepeated(_reports, nowNs);
        return messages;
    }

    private void RouteOrder(in Order order, in Answer answer, ulong nowNs)
    {
        Tally.Count(order);
        if (answer.Silent) return;
        if (order.Verdict == Verdict.Accept) _route.Send(order, answer, nowNs);
        else if ((order.Flags & OrderFlags.Gateway) == 0) _reports.Refusal(order, answer, nowNs);
    }

    private void Tick(ulong nowNs)
    {
        if (nowNs - _tickedNs < TickNs) return;
        _tickedNs = nowNs;
        _connections.Tick(nowNs);
    }

    private bool IsLost() => ++_fills == FaultyFill;

    private bool IsDropped() => _fault == LaneFault.DropReport && ++_fills == FaultyFill;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long TheRoomWasPromised(long code) =>
        throw new UnreachableException($"the log had room and refused: {code}");
}
