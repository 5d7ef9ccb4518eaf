using System;
using System.Threading;
using Gateway.Fix;
using Gateway.Host.Inputs;
using Gateway.Host.Market;
using Gateway.Native;

namespace Gateway.Host.Brokers;

/// <summary>All brokers, or one firm of them: they log on, send by an open-loop schedule and take their reports; one
/// thread owns it.</summary>
/// <remarks>
/// The schedule never waits: a message that could not leave when it was due is charged for the delay, from the time it
/// was due to its first answer. Nothing is allocated once the brokers are logged on.
/// </remarks>
public sealed class BrokerDesk : IDisposable
{
    private const int OutputReserve = 2 * FixOutput.MessageBytesMax;
    private const int SentPerCycle = 64;
    private const ulong TickNs = 1_000_000;

    private readonly Net _net;
    private readonly BrokerSettings _settings;
    private readonly IInput _input;
    private readonly BrokerLine?[] _lines;
    private readonly BrokerReports _reports;
    private readonly RequestWriter _writer;
    private readonly int[] _lineOfSlot = new int[Net.ConnectionsMax];
    private readonly NetEvent[] _events = GC.AllocateArray<NetEvent>(Net.BurstMax, pinned: true);
    private readonly FixField[] _fields = GC.AllocateArray<FixField>(FixMessage.FieldsMax, pinned: true);
    private Intent _next;
    private bool _hasNext;
    private long _place;
    private long _taken;
    private ulong _journalled;
    private ulong _startNs;
    private ulong _tickedNs;
    private bool _allActive;
    private int _stop;

    /// <summary>Reserves everything and dials.</summary>
    /// <param name="net">Owned by the calling thread from its first poll on.</param>
    /// <param name="settings">Schedule and market.</param>
    /// <param name="input">What to send.</param>
    public BrokerDesk(Net net, BrokerSettings settings, IInput input)
    {
        (_net, _settings, _input) = (net, settings, input);
        _lines = new BrokerLine[settings.Market.Sessions.Length];
        for (int i = 0; i < _lines.Length; i++)
        {
            if (settings.Firm is { } firm && settings.Market.Sessions[i].FirmRow != firm) continue;
            _lines[i] = new BrokerLine(net, settings.Market.Sessions[i], settings.StoreOf ?? InMemory);
        }

        Orders = new BrokerOrders(input, settings.MessagesMax);
        _writer = new RequestWriter(settings.Market, Orders, Tally);
        _reports = new BrokerReports(Orders, Tally, Latency);
        Array.Fill(_lineOfSlot, -1);
        _hasNext = _input.TryNext(out _next);
    }

    /// <summary>What they sent and were told.</summary>
    public BrokerTally Tally { get; } = new();

    /// <summary>From the time a new order was due to its first answer.</summary>
    public Latency Latency { get; } = new();

    /// <summary>The orders as the brokers see them.</summary>
    public BrokerOrders Orders { get; }

    /// <summary>Every broker is logged on.</summary>
    public bool AllActive => Volatile.Read(ref _allActive);

    /// <summary>Everything that was to be sent is sent, or the brokers were stopped.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Nothing that was sent waits for its answer.</summary>
    public bool IsQuiet => IsDone && Tally.Unanswered == 0;

    /// <summary>Lines that were lost after the logon; each is dialled again.</summary>
    public int LinesLost { get; private set; }

    /// <summary>Starts the schedule; any thread.</summary>
    /// <param name="ticksNs">When the first message is due, of <see cref="BrokerSettings.TicksNs"/>.</param>
    public void Start(ulong ticksNs) => Volatile.Write(ref _startNs, ticksNs);

    /// <summary>Goes on where a process was killed: what its sessions have sent of the input is remembered.</summary>
    /// <param name="startNs">As the one before was started.</param>
    public void Resume(ulong startNs)
    {
        ulong last = 0;
        foreach (BrokerLine? line in _lines) last = Math.Max(last, line?.Session.About ?? 0);
        while (_hasNext && (ulong)_taken < last)
        {
            bool sent = _lines[_next.Session] is { } line && (ulong)_taken < line.Session.About;
            if (sent) _writer.Write(null, _next, _taken, startNs + _settings.DueNs(_place), 0);
            Next();
        }

        Start(startNs);
    }

    /// <summary>Takes a report of the journal again: after <see cref="Resume"/>, before the first poll.</summary>
    /// <param name="session">As the journal was given it.</param>
    /// <param name="ticksNs">As the journal was given it.</param>
    /// <param name="message">As the journal was given it.</param>
    /// <returns>False when it is no report to this firm.</returns>
    public bool Restore(int session, ulong ticksNs, ReadOnlySpan<byte> message)
    {
        if ((uint)session >= (uint)_lines.Length || _lines[session] == null) return false;
        if (!FixMessage.TryIndex(message, _fields, out FixMessage indexed)) return false;
        _journalled++;
        _reports.Take(indexed, ticksNs);
        return true;
    }

    /// <summary>All of the journal was taken again: it decides what the sessions have taken.</summary>
    public void EndRestore()
    {
        foreach (BrokerLine? line in _lines) line?.Session.Settle(_journalled);
    }

    /// <summary>Sends no more; any thread.</summary>
    public void Stop() => Volatile.Write(ref _stop, 1);

    /// <summary>Runs one duty cycle.</summary>
    /// <param name="nowNs">UTC, ns since the UNIX epoch.</param>
    /// <returns>Messages taken and sent.</returns>
    public int Poll(ulong nowNs)
    {
        int work = _net.Poll(nowNs, _events);
        foreach (ref readonly NetEvent received in _events.AsSpan(0, work))
        {
            Take(received);
            _net.Release(received);
        }

        work += SendDue(nowNs);
        Tick(nowNs);
        foreach (BrokerLine? line in _lines) line?.Send();
        _ = _net.Flush();
        return work;
    }

    /// <inheritdoc/>
    public void Dispose() => Orders.Dispose();

    private MessageStore InMemory(FixSessionSettings session) => new(
        MarketSizes.StoreMessages(_lines.Length), MarketSizes.StoreBytes(_lines.Length));

    private void Take(in NetEvent received)
    {
        int index = _lineOfSlot[received.Slot];
        if (index < 0) return;
        BrokerLine line = _lines[index]!;
        switch (received.Kind)
        {
            case NetEventKind.Open:
                line.Opened(received.TimeNs);
                break;
            case NetEventKind.Closed:
                if (line.IsActive) LinesLost++;
                _lineOfSlot[received.Slot] = -1;
                line.Closed(received.TimeNs);
                break;
            default:
                Read(line, index, received);
                break;
        }
    }

    private void Read(BrokerLine line, int index, in NetEvent received)
    {
        ReadOnlySpan<byte> bytes = received.Bytes;
        while (line.Framer.Next(ref bytes, out ReadOnlySpan<byte> message))
        {
            if (FixMessage.TryIndex(message, _fields, out FixMessage indexed))
                Receive(line, index, indexed, received.TimeNs);
        }
    }

    private void Receive(BrokerLine line, int index, in FixMessage message, ulong nowNs)
    {
        FixSessionAction action = line.Session.Receive(message, nowNs);
        if (action == FixSessionAction.Deliver) Take(index, message);
        else if (message.MsgType.SequenceEqual("3"u8)) Tally.Unexpected++;
        while (line.Session.TryNextQueued(out ReadOnlySpan<byte> queued))
        {
            if (!FixMessage.TryIndex(queued, _fields, out FixMessage indexed)) continue;
            if (line.Session.Receive(indexed, nowNs) == FixSessionAction.Deliver) Take(index, indexed);
        }

        if (action == FixSessionAction.Close) _net.Close(line.Conn);
    }

    private void Take(int index, in FixMessage message)
    {
        ulong ticksNs = _settings.TicksNs();
        if (_settings.Journal is { } journal)
        {
            _lines[index]!.Session.Promise(_journalled++);
            journal(index, ticksNs, message.Bytes);
        }

        _reports.Take(message, ticksNs);
    }

    private int SendDue(ulong nowNs)
    {
        ulong start = Volatile.Read(ref _startNs);
        ulong now = _settings.TicksNs();
        if (start == 0 || now < start || IsDone) return 0;

        int sent = 0;
        ulong elapsed = now - start;
        while (IsNextDue(elapsed, out ulong due) && sent < SentPerCycle)
        {
            if (_lines[_next.Session] is { } line)
            {
                if (line.Session.Out.Free < OutputReserve || !line.IsActive) break;
                _writer.Write(line.Session, _next, _taken, start + due, nowNs);
                sent++;
            }

            Next();
        }

        return sent;
    }

    private void Next()
    {
        if (!_next.AtOnce) _place++;
        _taken++;
        _hasNext = _input.TryNext(out _next);
    }

    private bool IsNextDue(ulong elapsed, out ulong due)
    {
        due = _settings.DueNs(_place);
        bool over = !_hasNext || Volatile.Read(ref _stop) != 0 || _taken >= _settings.MessagesMax
            || Math.Max(due, elapsed) > _settings.SecondsMax * 1e9;
        IsDone = over;
        return !over && due <= elapsed;
    }

    private void Tick(ulong nowNs)
    {
        if (nowNs - _tickedNs < TickNs) return;
        _tickedNs = nowNs;
        bool all = true;
        for (int i = 0; i < _lines.Length; i++)
        {
            if (_lines[i] is not { } line) continue;
            if (line.IsIdle(nowNs)) Dial(line, i, nowNs);
            if (line.IsConnected && line.Session.Tick(nowNs) == FixSessionAction.Close) _net.Close(line.Conn);
            all &= line.IsActive;
        }

        Volatile.Write(ref _allActive, all);
        Latency.Publish(nowNs);
    }

    private void Dial(BrokerLine line, int index, ulong nowNs)
    {
        if (line.Dial(nowNs) == 0) _lineOfSlot[NetEvent.SlotOf(line.Conn)] = index;
    }
}
