using Gateway.Fix;
using Gateway.Native;

namespace Gateway.Lane;

/// <summary>A session and the connection that carries it; the lane's thread alone calls it.</summary>
internal sealed class Line(Net net, FixSession session, MessageStore sent)
{
    internal FixSession Session => session;

    /// <summary>What the session has sent, by number.</summary>
    internal MessageStore Sent => sent;

    /// <summary>The connection while there is one.</summary>
    internal uint Conn { get; private set; }

    internal bool IsConnected { get; private set; }

    internal void Connect(uint conn, ulong nowNs)
    {
        Conn = conn;
        IsConnected = true;
        session.Connect(nowNs);
    }

    internal void Disconnect()
    {
        IsConnected = false;
        session.Disconnect();
    }

    /// <summary>Makes room for the answer to any message.</summary>
    internal void Ready()
    {
        if (!session.HasRoom) Send();
    }

    /// <summary>Hands the session's bytes to the stack; a peer that has stopped reading loses its connection, and asks
    /// again for what it missed.</summary>
    internal void Send()
    {
        if (session.Out.Length == 0) return;
        if (IsConnected && net.Send(Conn, session.Out.Written) < 0) net.Close(Conn);
        session.Out.Clear();
    }

    /// <summary>Sends what is left and ends the connection.</summary>
    internal void Close()
    {
        Send();
        if (IsConnected) net.Close(Conn);
    }

    /// <summary>Runs the session's timers.</summary>
    internal void Tick(ulong nowNs)
    {
        if (!IsConnected) return;
        if (session.Tick(nowNs) == FixSessionAction.Close) Close();
        else Send();
    }
}
