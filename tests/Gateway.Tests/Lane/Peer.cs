using System;
using System.Collections.Generic;
using System.Text;
using Gateway.Fix;
using Gateway.Native;
using Gateway.Tests.Venue;

namespace Gateway.Tests.Lane;

/// <summary>A real FIX session over a real stack, and everything it was told; the test says what and when.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Net _net;
    private readonly NetEvent[] _events = new NetEvent[Net.BurstMax];
    private readonly FixField[] _fields = new FixField[FixMessage.FieldsMax];
    private readonly MessageFramer _framer = new();
    private uint _conn;

    public Peer(FixSessionSettings settings, string net = "memory:")
    {
        _net = Net.Open(net);
        Session = new FixSession(settings, new MessageStore());
    }

    public FixSession Session { get; }

    /// <summary>Application messages and 35=3, in the order of their numbers.</summary>
    public List<Reply> Told { get; } = [];

    /// <summary>The connection is there.</summary>
    public bool Up { get; private set; }

    /// <summary>Connections that were opened.</summary>
    public int Opens { get; private set; }

    /// <summary>While false it takes nothing from its connection.</summary>
    public bool Reads { get; set; } = true;

    /// <summary>Bytes of the messages it read, heartbeats included.</summary>
    public long BytesRead { get; private set; }

    /// <summary>False for a test that counts bytes: nothing is kept.</summary>
    public bool Keeps { get; set; } = true;

    /// <summary>Messages delivered, kept or not.</summary>
    public long Delivered { get; private set; }

    public Reply Last => Told[^1];

    public void Listen(string address)
    {
        if (_net.Listen(address) != 0) throw new InvalidOperationException(address);
    }

    public void Connect(string address, ulong nowNs)
    {
        Dial(address);
        Session.Connect(nowNs);
    }

    /// <summary>Connects and says nothing: bytes follow.</summary>
    public void Dial(string address)
    {
        _framer.Reset();
        if (_net.Connect(address, out _conn) != 0) throw new InvalidOperationException(address);
    }

    /// <summary>Ends the connection; numbers and store stay.</summary>
    public void Hang()
    {
        _net.Close(_conn);
        _ = _net.Flush();
        Session.Disconnect();
        Up = false;
    }

    /// <summary>Hands to the stack what the session has to say.</summary>
    public void Send()
    {
        if (Session.Out.Length > 0 && Up && _net.Send(_conn, Session.Out.Written) > 0) Session.Out.Clear();
        _ = _net.Flush();
    }

    /// <summary>Bytes that no session made.</summary>
    public void SendRaw(ReadOnlySpan<byte> bytes)
    {
        _ = _net.Send(_conn, bytes);
        _ = _net.Flush();
    }

    /// <summary>Reads everything that is there, or nothing when it does not read.</summary>
    public int Receive(ulong nowNs)
    {
        int count = _net.Poll(nowNs, Reads ? _events : []);
        foreach (ref readonly NetEvent received in _events.AsSpan(0, count))
        {
            if (received.Kind == NetEventKind.Data) Read(received.Bytes, nowNs);
            if (received.Kind == NetEventKind.Open) Opened(received, nowNs);
            if (received.Kind == NetEventKind.Closed) Closed(received);
            _net.Release(received);
        }

        _ = Session.Tick(nowNs);
        return count;
    }

    /// <summary>An application message of literal fields, a bar between them.</summary>
    public void Say(string type, string fields, ulong nowNs)
    {
        FixOutput output = Session.Begin(Encoding.ASCII.GetBytes(type), nowNs);
        output.Raw(Encoding.ASCII.GetBytes(fields.Replace('|', '\u0001') + '\u0001'));
        if (!Session.End()) throw new InvalidOperationException(fields);
    }

    public void Dispose() => _net.Dispose();

    private void Opened(in NetEvent received, ulong nowNs)
    {
        Up = true;
        Opens++;
        if (!received.Accepted) return;
        _conn = received.Conn;
        _framer.Reset();
        Session.Connect(nowNs);
    }

    private void Closed(in NetEvent received)
    {
        if (received.Conn != _conn) return;
        Up = false;
        Session.Disconnect();
    }

    private void Read(ReadOnlySpan<byte> bytes, ulong nowNs)
    {
        BytesRead += bytes.Length;
        while (_framer.Next(ref bytes, out ReadOnlySpan<byte> message))
        {
            Take(message, nowNs);
            while (Session.TryNextQueued(out ReadOnlySpan<byte> queued)) Take(queued, nowNs);
        }
    }

    private void Take(ReadOnlySpan<byte> bytes, ulong nowNs)
    {
        bool whole = FixMessage.TryIndex(bytes, _fields, out FixMessage message);
        if (!whole) throw new InvalidOperationException("garbled");
        FixSessionAction action = Session.Receive(message, nowNs);
        if (action == FixSessionAction.Close) _net.Close(_conn);
        if (action != FixSessionAction.Deliver) return;
        Delivered++;
        if (Keeps) Told.Add(new Reply(message));
    }
}
