using System;
using System.Collections.Generic;
using Gateway.Fix;

namespace Gateway.Tests.Fix;

/// <summary>The owner of one connection as the lane is one: frames, indexes, receives, takes what is queued.</summary>
internal sealed class SessionPeer
{
    private readonly FixField[] _fields = new FixField[FixMessage.FieldsMax];
    private readonly Application _deliver;
    private readonly MessageFramer _framer = new();

    internal SessionPeer(FixSession session, Application? deliver = null)
    {
        Session = session;
        _deliver = deliver ?? Note;
    }

    internal delegate void Application(FixSession session, in FixMessage message, ulong nowNs);

    internal FixSession Session { get; }

    internal List<string> Delivered { get; } = [];

    internal bool Closed { get; private set; } = true;

    internal static FixSession Acceptor(MessageStore? store = null) =>
        new(
            new FixSessionSettings { SenderCompId = "ISLD"u8.ToArray(), TargetCompId = "TW"u8.ToArray() },
            store ?? Store());

    internal static FixSession Initiator(MessageStore? store = null)
    {
        var settings = new FixSessionSettings
        {
            SenderCompId = "TW"u8.ToArray(),
            TargetCompId = "ISLD"u8.ToArray(),
            Initiator = true,
        };
        return new FixSession(settings, store ?? Store());
    }

    internal static MessageStore Store() => new(1 << 10, 1 << 18);

    internal void Connect(ulong nowNs)
    {
        _framer.Reset();
        Session.Connect(nowNs);
        Closed = false;
    }

    internal void Disconnect()
    {
        Session.Disconnect();
        Closed = true;
    }

    /// <summary>Bytes arrive; true: the connection goes on.</summary>
    internal bool Receive(ReadOnlySpan<byte> bytes, ulong nowNs)
    {
        while (!Closed && _framer.Next(ref bytes, out ReadOnlySpan<byte> message))
        {
            if (!Take(message, nowNs)) Closed = true;
            while (!Closed && Session.TryNextQueued(out message))
            {
                if (!Take(message, nowNs)) Closed = true;
            }
        }

        bool early = Session.State is FixSessionState.AwaitLogon or FixSessionState.LogonSent;
        Closed |= _framer.Lost || (early && _framer.Garbled > 0);
        return !Closed;
    }

    internal void Tick(ulong nowNs) => Closed |= Session.Tick(nowNs) == FixSessionAction.Close;

    private void Note(FixSession session, in FixMessage message, ulong nowNs) =>
        Delivered.Add(FixText.Short(message.Bytes));

    private bool Take(ReadOnlySpan<byte> bytes, ulong nowNs)
    {
        bool logon = Session.State is FixSessionState.AwaitLogon or FixSessionState.LogonSent;
        if (!FixMessage.TryIndex(bytes, _fields, out FixMessage message)) return !logon;

        FixSessionAction action = Session.Receive(message, nowNs);
        if (action == FixSessionAction.Deliver) _deliver(Session, message, nowNs);
        return action != FixSessionAction.Close;
    }
}
