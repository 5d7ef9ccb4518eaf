using System;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Native;

namespace Gateway.Lane;

/// <summary>The lane's connections and whose they are; its thread alone calls it.</summary>
/// <remarks>
/// A connection belongs to nobody until its first message names a session; a stranger is closed without a word.
/// </remarks>
internal sealed class Connections
{
    /// <summary>Early messages whose turn it is that a cycle takes.</summary>
    internal const int QueuedPerCycle = 32;

    private const int Nobody = -1;
    private const int TheVenue = -2;
    private const int SymbolsPerRequest = 128;
    private const int RequestIdBytesMax = 24;
    private const int Closing = -3;
    private const ulong SilenceNs = 10_000_000_000;
    private const ulong RetryNs = 250_000_000;

    private readonly LaneMarket _market;
    private readonly Net _net;
    private readonly Burst _burst;
    private readonly RequestIntake _requests;
    private readonly VenueIntake _answers;
    private readonly SessionTable _sessions;
    private readonly MessageFramer[] _framers = new MessageFramer[Net.ConnectionsMax];
    private readonly int[] _owners = new int[Net.ConnectionsMax];
    private readonly (uint Conn, ulong TimeNs)[] _opened = new (uint, ulong)[Net.ConnectionsMax];
    private readonly MessageShapes _shapes = new();
    private readonly byte[][] _symbols;
    private ulong _triedNs;
    private bool _trying;
    private bool _queued;
    private bool _held;
    private bool _subscribed;
    private int _queuedLeft;
    private int _strangers;

    internal Connections(
        LaneMarket market, LaneSettings settings, Net net, Burst burst, RequestIntake requests, VenueIntake answers)
    {
        (_market, _net, _burst, _requests, _answers) = (market, net, burst, requests, answers);
        for (int i = 0; i < _framers.Length; i++) _framers[i] = new MessageFramer();
        Array.Fill(_owners, Closing);
        Brokers = Array.ConvertAll(market.Sessions, s => NewLine(net, s.Settings, settings));
        Venue = NewLine(net, market.Venue, settings);
        Absent = new AbsentSessions(market, Brokers);
        _symbols = Array.ConvertAll(market.Instruments, i => i.Symbol);
        _sessions = new SessionTable(Array.ConvertAll(Brokers, line => line.Session));
    }

    internal Line[] Brokers { get; }

    internal Line Venue { get; }

    internal AbsentSessions Absent { get; }

    internal bool VenueIsUp => Venue.IsConnected && Venue.Session.State == FixSessionState.Active;

    /// <summary>Bytes that the venue's line can take; as many as anybody wants while there is none.</summary>
    internal int VenueRoom => VenueIsUp ? _net.Room(Venue.Conn) : int.MaxValue;

    internal long UnknownAnswers => _answers.Unknown;

    /// <summary>The log has an answer about an order that is not the lane's.</summary>
    internal void CountUnknown() => _answers.Unknown++;

    internal long Carried
    {
        get
        {
            long carried = 0;
            foreach (MessageFramer framer in _framers) carried += framer.Copied;
            return carried;
        }
    }

    /// <summary>Records of the burst's room that the events of this cycle may still need: early messages get what is
    /// beyond.</summary>
    internal int RecordsPromised { get; set; }

    private bool MayTakeQueued => _queuedLeft > 0 && _burst.Room - RecordsPromised >= VenueIntake.RecordsMax;

    internal int Open()
    {
        for (int i = 0; i < _market.Sessions.Length; i++)
        {
            if (IsListenedTo(i)) continue;
            int result = _net.Listen(_market.Sessions[i].Address);
            if (result < 0) return result;
        }

        return 0;
    }

    internal void Take(in NetEvent received)
    {
        switch (received.Kind)
        {
            case NetEventKind.Open:
                Opened(received);
                break;
            case NetEventKind.Closed:
                Closed(received);
                break;
            default:
                Data(received);
                break;
        }
    }

    /// <summary>Says what may be taken in this cycle.</summary>
    /// <param name="held">Nothing of the brokers, early messages neither.</param>
    internal void StartCycle(bool held) => (_queuedLeft, _held, RecordsPromised) = (QueuedPerCycle, held, 0);

    /// <summary>Messages that came early and whose turn it was when the cycle had taken enough of them.</summary>
    internal void TakeQueued(ulong nowNs)
    {
        if (!_queued || !MayTakeQueued) return;
        _queued = false;
        Queued(Venue, TheVenue, nowNs);
        for (int i = 0; i < Brokers.Length && !_held; i++) Queued(Brokers[i], i, nowNs);
        _queued |= _held;
    }

    internal void Tick(ulong nowNs)
    {
        foreach (Line broker in Brokers) broker.Tick(nowNs);
        Absent.Look(nowNs);
        CloseSilent(nowNs);
        Subscribe(nowNs);
        Venue.Tick(nowNs);
        if (_trying || Venue.IsConnected || (_triedNs != 0 && nowNs - _triedNs < RetryNs)) return;
        _triedNs = nowNs;
        _trying = _net.Connect(_market.VenueAddress, out uint conn) == 0;
        if (_trying) _owners[NetEvent.SlotOf(conn)] = TheVenue;
    }

    /// <summary>The burst is about to be in the log, all of it or nothing.</summary>
    /// <param name="place">The log's end now.</param>
    internal void Promise(ulong place)
    {
        foreach (Line broker in Brokers) broker.Session.Promise(place);
        Venue.Session.Promise(place);
    }

    /// <summary>What the sessions' last process promised, as the log's end decides it.</summary>
    /// <param name="end">End of the last record.</param>
    internal void Settle(ulong end)
    {
        foreach (Line broker in Brokers) broker.Session.Settle(end);
        Venue.Session.Settle(end);
    }

    /// <summary>The burst is in the log: keeps how far each counterparty has come, then sends.</summary>
    internal void SendAll()
    {
        foreach (Line broker in Brokers)
        {
            broker.Session.Keep();
            broker.Send();
        }

        Venue.Session.Keep();
        Venue.Send();
    }

    private static Line NewLine(Net net, FixSessionSettings settings, LaneSettings sizes)
    {
        MessageStore sent = sizes.StoreOf?.Invoke(settings)
            ?? new MessageStore(sizes.StoreMessagesMax, sizes.StoreBytesMax);
        return new Line(net, new FixSession(settings, sent), sent);
    }

    /// <summary>Sessions may share an address.</summary>
    private bool IsListenedTo(int session)
    {
        for (int i = 0; i < session; i++)
        {
            if (_market.Sessions[i].Address == _market.Sessions[session].Address) return true;
        }

        return false;
    }

    private void Opened(in NetEvent received)
    {
        _framers[received.Slot].Reset();
        _opened[received.Slot] = (received.Conn, received.TimeNs);
        _owners[received.Slot] = received.Accepted ? Nobody : TheVenue;
        if (received.Accepted)
        {
            _strangers++;
            return;
        }

        _trying = false;
        Venue.Connect(received.Conn, received.TimeNs);
    }

    private void Closed(in NetEvent received)
    {
        int owner = _owners[received.Slot];
        Release(received.Slot, Closing);
        if (owner >= 0) Brokers[owner].Disconnect();
        if (owner != TheVenue) return;
        _trying = false;
        Venue.Disconnect();
    }

    private void Data(in NetEvent received)
    {
        ReadOnlySpan<byte> bytes = received.Bytes;
        MessageFramer framer = _framers[received.Slot];
        long garbled = framer.Garbled;
        while (_owners[received.Slot] != Closing && framer.Next(ref bytes, out ReadOnlySpan<byte> message))
        {
            if (_shapes.TryIndex(message, out FixMessage indexed)) Take(received, indexed);
            else if (_owners[received.Slot] == Nobody) CloseStranger(received);
        }

        if (_owners[received.Slot] == Nobody && framer.Garbled != garbled) CloseStranger(received);
        if (framer.Lost) _net.Close(received.Conn);
    }

    /// <summary>What else it has sent is not looked at: a Logon behind garbage is not taken.</summary>
    private void CloseStranger(in NetEvent received)
    {
        Release(received.Slot, Closing);
        _net.Close(received.Conn);
    }

    /// <summary>A connection is nobody's no longer.</summary>
    private void Release(int slot, int owner)
    {
        if (_owners[slot] == Nobody) _strangers--;
        _owners[slot] = owner;
    }

    /// <summary>Who connects and says nothing takes a slot: it has as long as a session has for its Logon.</summary>
    private void CloseSilent(ulong nowNs)
    {
        for (int slot = 0; slot < _owners.Length && _strangers > 0; slot++)
        {
            if (_owners[slot] != Nobody || nowNs - _opened[slot].TimeNs < SilenceNs) continue;
            Release(slot, Closing);
            _net.Close(_opened[slot].Conn);
        }
    }

    private void Take(in NetEvent received, in FixMessage message)
    {
        int owner = _owners[received.Slot];
        if (owner == Nobody)
        {
            owner = _sessions.Find(message);
            if (owner < 0 || Brokers[owner].IsConnected)
            {
                CloseStranger(received);
                return;
            }

            Release(received.Slot, owner);
            Brokers[owner].Connect(received.Conn, received.TimeNs);
        }

        Line line = owner == TheVenue ? Venue : Brokers[owner];
        Receive(line, owner, message, received.TimeNs);
        Queued(line, owner, received.TimeNs);
    }

    private void Receive(Line line, int owner, in FixMessage message, ulong nowNs)
    {
        line.Ready();
        switch (line.Session.Receive(message, nowNs))
        {
            case FixSessionAction.Deliver:
                Deliver(line, owner, message, nowNs);
                break;
            case FixSessionAction.Close:
                line.Close();
                break;
        }
    }

    private void Deliver(Line line, int owner, in FixMessage message, ulong nowNs)
    {
        byte type = message.MsgType.Length == 1 ? message.MsgType[0] : (byte)0;
        if (owner == TheVenue)
        {
            if (type is (byte)'3' or (byte)'j') Refused(message, nowNs);
            else if (!_answers.Take(message, line.Session.IsPossDup, nowNs))
                Unsupported(line.Session, type, message, nowNs);
        }
        else if (type is (byte)'D' or (byte)'F' or (byte)'G')
        {
            _requests.Take(line.Session, (uint)owner, message, nowNs);
        }
        else
        {
            Unsupported(line.Session, type, message, nowNs);
        }
    }

    /// <summary>A reject is not answered: two that reject each other's rejects would never end.</summary>
    private static void Unsupported(FixSession session, byte type, in FixMessage message, ulong nowNs)
    {
        const int UnsupportedType = 3;
        if (type is (byte)'3' or (byte)'j') return;
        session.RejectBusiness(message, UnsupportedType, "unsupported message type"u8, nowNs);
    }

    /// <summary>The venue would not have a message of ours (3, j): RefSeqNum (45) says which.</summary>
    private void Refused(in FixMessage message, ulong nowNs)
    {
        bool known = FixNumber.TryParse(message.Get(45), out long number)
            & Venue.Sent.TryGet((ulong)number, out ReadOnlySpan<byte> sent);
        if (known && _shapes.TryIndex(sent, out FixMessage refused)) _answers.Refuse(refused, nowNs);
    }

    private void Queued(Line line, int owner, ulong nowNs)
    {
        while (MayTakeQueued && line.Session.TryNextQueued(out ReadOnlySpan<byte> message))
        {
            _queuedLeft--;
            if (_shapes.TryIndex(message, out FixMessage indexed)) Receive(line, owner, indexed, nowNs);
        }

        _queued |= !MayTakeQueued;
    }

    /// <summary>Market data of every instrument, once a logon.</summary>
    private void Subscribe(ulong nowNs)
    {
        if (_subscribed == VenueIsUp) return;
        _subscribed = VenueIsUp;
        if (!_subscribed) return;
        Span<byte> id = stackalloc byte[RequestIdBytesMax];
        for (int from = 0; from < _symbols.Length; from += SymbolsPerRequest)
        {
            Venue.Ready();
            ReadOnlySpan<byte[]> symbols = _symbols.AsSpan(from, Math.Min(SymbolsPerRequest, _symbols.Length - from));
            FixOutput output = Venue.Session.Begin(MarketDataRequest.MsgType, nowNs);
            MarketDataRequest.Write(output, id[..FixNumber.Format((ulong)from + 1, id)], symbols);
            _ = Venue.Session.End();
        }
    }
}
