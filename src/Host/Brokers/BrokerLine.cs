using System;
using System.Text;
using Gateway.Fix;
using Gateway.Host.Configuration;
using Gateway.Native;

namespace Gateway.Host.Brokers;

/// <summary>One broker's session with the lane and its connection; the brokers' thread alone calls it.</summary>
internal sealed class BrokerLine
{
    private const int HeartbeatSeconds = 30;
    private const ulong RetryNs = 100_000_000;

    private readonly Net _net;
    private readonly string _address;
    private bool _dialled;
    private ulong _retryNs;

    internal BrokerLine(Net net, SessionConfig session, Func<FixSessionSettings, MessageStore> storeOf)
    {
        _net = net;
        _address = session.Listen;
        var settings = new FixSessionSettings
        {
            BeginString = "FIX.4.4"u8.ToArray(),
            SenderCompId = Encoding.ASCII.GetBytes(session.TargetCompId),
            TargetCompId = Encoding.ASCII.GetBytes(session.SenderCompId),
            Initiator = true,
            HeartbeatSeconds = HeartbeatSeconds,
        };
        Session = new FixSession(settings, storeOf(settings));
    }

    internal FixSession Session { get; }

    internal MessageFramer Framer { get; } = new();

    internal uint Conn { get; private set; }

    internal bool IsConnected { get; private set; }

    internal bool IsActive => IsConnected && Session.State == FixSessionState.Active;

    /// <summary>There is no connection, and it is time to dial.</summary>
    internal bool IsIdle(ulong nowNs) => !_dialled && nowNs >= _retryNs;

    /// <summary>Dials.</summary>
    /// <returns>0 or -errno.</returns>
    internal int Dial(ulong nowNs)
    {
        int result = _net.Connect(_address, out uint conn);
        Conn = conn;
        _dialled = result == 0;
        _retryNs = nowNs + RetryNs;
        return result;
    }

    internal void Opened(ulong nowNs)
    {
        IsConnected = true;
        Framer.Reset();
        Session.Connect(nowNs);
    }

    internal void Closed(ulong nowNs)
    {
        IsConnected = _dialled = false;
        _retryNs = nowNs + RetryNs;
        Session.Disconnect();
    }

    /// <summary>Keeps how far the lane has come, then hands over what was written; what there is no room for
    /// waits.</summary>
    internal void Send()
    {
        Session.Keep();
        if (!IsConnected || Session.Out.Length == 0) return;
        if (_net.Send(Conn, Session.Out.Written) >= 0) Session.Out.Clear();
    }
}
