using System;
using Gateway.Fix;
using Gateway.Native;

namespace Gateway.Venue;

/// <summary>One session of the venue, whether it is connected or not, and what it subscribed to.</summary>
internal sealed class Member
{
    private int _sent;
    private ulong _reports;
    private Text32 _requestId;

    /// <summary>Reserves the session's room.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="store">What it can have resent.</param>
    /// <param name="instruments">How many there are to subscribe to.</param>
    internal Member(FixSessionSettings settings, MessageStore store, int instruments)
    {
        Session = new FixSession(settings, store);
        Wanted = new Subscription[instruments];
    }

    /// <summary>Its FIX session.</summary>
    internal FixSession Session { get; }

    /// <summary>What it wants to hear, by instrument.</summary>
    internal Subscription[] Wanted { get; }

    /// <summary>There is a connection.</summary>
    internal bool Connected { get; private set; }

    /// <summary>The connection, as events name it.</summary>
    internal uint Conn { get; private set; }

    /// <summary>MDReqID (262) of its last market data request.</summary>
    internal ReadOnlySpan<byte> RequestId => Text32.Of(in _requestId);

    /// <summary>Finishes a report of the desk.</summary>
    /// <remarks>
    /// Reports are counted: while the venue is made again from its journal, one that the session has kept is dropped.
    /// </remarks>
    /// <returns>False when there was no room.</returns>
    internal bool EndReport() => ++_reports <= Session.About || Session.End(_reports);

    /// <summary>Begins with a connection whose Logon names this session.</summary>
    internal void Connect(uint conn, ulong nowNs)
    {
        Conn = conn;
        Connected = true;
        Session.Connect(nowNs);
    }

    /// <summary>Forgets the connection; orders, numbers and what can be resent stay.</summary>
    internal void Disconnect()
    {
        Connected = false;
        Session.Disconnect();
        _sent = 0;
        Array.Clear(Wanted);
    }

    /// <summary>Keeps the id that snapshots repeat.</summary>
    internal void Request(ReadOnlySpan<byte> id) => _requestId.Set(id);

    /// <summary>Hands the network as much as it takes; the rest waits in the session's Out.</summary>
    /// <returns>False when the connection is gone.</returns>
    internal bool Send(Net net)
    {
        FixOutput output = Session.Out;
        if (output.Length == 0) return true;

        int room = net.Room(Conn);
        int count = Math.Min(room, output.Length - _sent);
        if (count > 0) _sent += Math.Max(0, net.Send(Conn, output.Written.Slice(_sent, count)));
        if (_sent == output.Length)
        {
            output.Clear();
            _sent = 0;
        }

        return room >= 0;
    }
}
