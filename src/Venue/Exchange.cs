using System;
using System.IO;
using Gateway.Fix;
using Gateway.Native;

namespace Gateway.Venue;

/// <summary>A simulated exchange: FIX acceptor, order books, market data. An agent; one thread owns it.</summary>
/// <remarks>
/// <code>
/// net events -> framing -> session -> answer -> matches, one by one -> snapshots -> Out -> net
///               nothing of this begins before every member's Out has room for what may come of it
/// </code>
/// Without that room it takes nothing more from anybody: events wait unreleased, windows close, and a sweep waits where
/// it is. A member who does not read holds the others up until its session times out; no report is ever dropped.
/// It reads no clock, takes no lock, throws nothing in <see cref="Poll"/>, and allocates nothing there.
/// </remarks>
public sealed class Exchange
{
    private const ulong LogonWaitNs = 10_000_000_000;

    private readonly Net _net;
    private readonly NetEvent[] _events = GC.AllocateArray<NetEvent>(Net.BurstMax, pinned: true);
    private readonly FixField[] _fields = new FixField[FixMessage.FieldsMax];
    private readonly LineTable _lines;
    private readonly Membership _members;
    private readonly OrderTable _orders;
    private readonly OrderDesk _desk;
    private readonly MarketDataFeed _feed;
    private readonly FrontDesk _front;
    private int _count;
    private int _at;
    private int _taken;
    private int _queued = Line.Nobody;

    /// <summary>Opens the books and listens: who connects is answered by a venue that has its books.</summary>
    /// <param name="net">The venue's own stack.</param>
    /// <param name="settings">What it lists and who may connect.</param>
    /// <param name="restore">Calls <see cref="Restore"/> for all that its journal has; null: it has none.</param>
    /// <exception cref="IOException">It cannot listen there.</exception>
    /// <exception cref="ArgumentException">The settings do not fit together.</exception>
    public Exchange(Net net, ExchangeSettings settings, Action<Exchange>? restore = null)
    {
        _net = net;
        _lines = new LineTable(settings.ConnectionsMax);
        _members = new Membership(settings);
        _orders = new OrderTable(settings.OrdersOpenMax, settings.ClOrdIdsMax);
        var books = new MatchingBook[settings.Instruments.Length];
        for (int i = 0; i < books.Length; i++) books[i] = new MatchingBook(_orders.Pool);

        var symbols = new SymbolIndex(settings.Instruments);
        var reports = new Reports(settings, _members, _orders, Tally);
        _feed = new MarketDataFeed(settings, _members, books, Tally);
        _desk = new OrderDesk(settings, symbols, _orders, books, reports, _feed, Tally);
        _front = new FrontDesk(settings.Journal, _members, _desk, _feed, symbols, Tally);
        restore?.Invoke(this);
        _front.EndRestore();
        int result = net.Listen(settings.Address);
        if (result < 0) throw new IOException($"venue {settings.Address}: {Net.Words(result)}");
    }

    /// <summary>What has passed through it.</summary>
    public ExchangeTally Tally { get; } = new();

    /// <summary>Orders that are open now.</summary>
    public int OrdersOpen => _orders.Pool.Count;

    /// <summary>Handles a request of its journal again: for each, in order, before it listens.</summary>
    /// <param name="member">As the journal was given it.</param>
    /// <param name="timeNs">As the journal was given it.</param>
    /// <param name="message">As the journal was given it.</param>
    /// <returns>False when it is no request of this venue's members.</returns>
    public bool Restore(int member, ulong timeNs, ReadOnlySpan<byte> message)
    {
        bool good = (uint)member < (uint)_members.All.Length;
        if (!good || !FixMessage.TryIndex(message, _fields, out FixMessage indexed)) return false;
        if (!_front.Restore(member, indexed, timeNs)) return false;
        while (_desk.Working)
        {
            if (_feed.IsFull) _feed.Publish(timeNs);
            _desk.Step(timeNs);
        }

        return true;
    }

    /// <summary>Runs one duty cycle.</summary>
    /// <param name="nowNs">UTC, ns since the UNIX epoch, never going back.</param>
    /// <returns>Events, messages and matches worked on; 0: there was nothing to do.</returns>
    public int Poll(ulong nowNs)
    {
        int done = 0;
        if (_at == _count)
        {
            (_at, _taken) = (0, 0);
            done = _count = Math.Max(0, _net.Poll(nowNs, _events));
        }
        else
        {
            _ = _net.Poll(nowNs, default);
        }

        while (_members.HasRoom && Advance(nowNs)) done++;
        _feed.Tick(nowNs);
        Tick(nowNs);
        Send();
        _ = _net.Flush();
        return done;
    }

    /// <summary>Does one thing, the oldest that is unfinished; every member has room for what comes of it.</summary>
    private bool Advance(ulong nowNs)
    {
        if (_feed.IsFull || !_desk.Working) _feed.Publish(nowNs);
        if (_desk.Working)
        {
            _desk.Step(nowNs);
            return true;
        }

        if (_queued != Line.Nobody && TakeQueued(nowNs)) return true;
        while (_at < _count)
        {
            if (TakeFrom(_events[_at], nowNs)) return true;
            _net.Release(_events[_at++]);
            _taken = 0;
        }

        return false;
    }

    /// <summary>Takes the next message of an event, or all of an event that holds none.</summary>
    /// <returns>False when nothing is left of the event.</returns>
    private bool TakeFrom(in NetEvent happened, ulong nowNs)
    {
        Line? line = _lines[happened];
        if (happened.Kind == NetEventKind.Open && !_lines.TryOpen(happened, nowNs)) _net.Close(happened.Conn);
        if (happened.Kind == NetEventKind.Closed && line != null) Forget(line);
        if (happened.Kind != NetEventKind.Data || line == null || line.Ended) return false;

        ReadOnlySpan<byte> bytes = happened.Bytes[_taken..];
        if (!line.Framer.Next(ref bytes, out ReadOnlySpan<byte> message))
        {
            if (line.Framer.Lost) End(line);
            return false;
        }

        _taken = happened.Bytes.Length - bytes.Length;
        Take(line, message, nowNs);
        return true;
    }

    private void Take(Line line, ReadOnlySpan<byte> bytes, ulong nowNs)
    {
        bool whole = FixMessage.TryIndex(bytes, _fields, out FixMessage message);
        if (line.Member == Line.Nobody)
        {
            int index = whole ? _members.Find(message) : Line.Nobody;
            if (index == Line.Nobody)
            {
                End(line);
                return;
            }

            line.Member = index;
            _members[index].Connect(line.Conn, nowNs);
        }

        if (!whole) return;
        int member = line.Member;
        Receive(member, message, nowNs);
        if (_members[member].Connected) _queued = member;
    }

    /// <summary>A message that came early, whose turn it is now.</summary>
    private bool TakeQueued(ulong nowNs)
    {
        int member = _queued;
        if (_members[member].Connected
            && _members[member].Session.TryNextQueued(out ReadOnlySpan<byte> bytes)
            && FixMessage.TryIndex(bytes, _fields, out FixMessage message))
        {
            Receive(member, message, nowNs);
            return true;
        }

        _queued = Line.Nobody;
        return false;
    }

    private void Receive(int member, in FixMessage message, ulong nowNs)
    {
        switch (_members[member].Session.Receive(message, nowNs))
        {
            case FixSessionAction.Deliver:
                _front.Take(member, message, nowNs);
                break;
            case FixSessionAction.Close:
                End(member);
                break;
        }
    }

    private void Tick(ulong nowNs)
    {
        for (int i = 0; i < _members.All.Length; i++)
        {
            bool connected = _members[i].Connected;
            if (connected && _members[i].Session.Tick(nowNs) == FixSessionAction.Close) End(i);
        }

        foreach (Line line in _lines.All)
        {
            bool waits = line.Open && !line.Ended && line.Member == Line.Nobody;
            if (waits && nowNs - line.OpenedNs > LogonWaitNs) End(line);
        }
    }

    private void Send()
    {
        for (int i = 0; i < _members.All.Length; i++)
        {
            _members[i].Session.Keep();
            if (_members[i].Connected && !_members[i].Send(_net)) End(i);
        }
    }

    /// <summary>Sends what still fits and closes the member's connection; what did not is kept for a resend.</summary>
    private void End(int member)
    {
        _ = _members[member].Send(_net);
        foreach (Line line in _lines.All)
        {
            if (line.Open && line.Member == member) End(line);
        }
    }

    private void End(Line line)
    {
        Leave(line);
        line.Ended = true;
        _net.Close(line.Conn);
    }

    private void Forget(Line line)
    {
        Leave(line);
        line.Free();
    }

    private void Leave(Line line)
    {
        if (line.Member != Line.Nobody) _members[line.Member].Disconnect();
        line.Member = Line.Nobody;
    }
}
