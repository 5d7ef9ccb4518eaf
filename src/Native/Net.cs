using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Native;

/// <summary>One TCP stack (or pipes that stand for it) with all its connections; one thread owns it.</summary>
/// <remarks>
/// <c>memory:</c> byte pipes inside this process; an address is any text. <c>kernel:</c> TCP sockets of the kernel; an
/// address is a numeric IPv4 one and a port. Options: native/src/net_memory.c, native/src/net_kernel.c.
/// </remarks>
public sealed unsafe class Net : IDisposable
{
    /// <summary>Most events taken by one poll.</summary>
    public const int BurstMax = 32;

    /// <summary>Most connections of one stack at a time.</summary>
    public const int ConnectionsMax = 1024;

    /// <summary>Longest piece that one event holds, bytes: an Ethernet segment.</summary>
    public const int PieceBytesMax = 1460;

    private nint _net;

    private Net(nint net) => _net = net;

    /// <summary>Segments sent again since the stack was opened.</summary>
    public long Retransmissions => Gw.NetRetransmissions(_net);

    /// <summary>What a negative result means.</summary>
    /// <param name="result">-errno.</param>
    public static string Words(int result) => Marshal.GetPInvokeErrorMessage(-result);

    /// <summary>Opens a back end; at start-up.</summary>
    /// <param name="config">Back end and its options, such as <c>memory:seed=1</c> or <c>kernel:busy=50</c>.</param>
    /// <returns>A stack that the calling thread owns.</returns>
    /// <exception cref="IOException">The back end refused; the message holds its errno.</exception>
    public static Net Open(string config)
    {
        int result = Gw.NetOpen(config, out nint net);
        return result < 0 ? throw new IOException($"net {config}: errno {-result}") : new Net(net);
    }

    /// <summary>Takes connections from now on.</summary>
    /// <param name="address">Such as <c>10.0.0.2:9001</c>.</param>
    /// <returns>
    /// 0, or the port that the system chose for port 0; -EINVAL, -EADDRINUSE, -EADDRNOTAVAIL or another -errno.
    /// </returns>
    public int Listen(string address) => Gw.NetListen(_net, address);

    /// <summary>Starts a connection; its <see cref="NetEventKind.Open"/> or Closed event tells how it went.</summary>
    /// <remarks>What is sent before it is open leaves then.</remarks>
    /// <param name="address">Such as <c>10.0.0.2:9001</c>.</param>
    /// <param name="conn">The connection, as events will name it; 0, which is none, on failure.</param>
    /// <returns>
    /// 0, or -EMFILE, -EINVAL or another -errno; -ECONNREFUSED where that is known at once, else it is told Closed.
    /// </returns>
    public int Connect(string address, out uint conn) => Gw.NetConnect(_net, address, out conn);

    /// <summary>Takes what has happened, without waiting, and lets timers and acknowledgements go on.</summary>
    /// <param name="nowNs">UTC, ns since the UNIX epoch; what the events are stamped with.</param>
    /// <param name="events">Filled from the front; an empty span takes nothing and still drives the stack.</param>
    /// <returns>How many were filled; 0 when the line is idle.</returns>
    public int Poll(ulong nowNs, Span<NetEvent> events)
    {
        fixed (NetEvent* first = events) return Gw.NetPoll(_net, nowNs, first, (uint)events.Length);
    }

    /// <summary>Queues bytes for a connection, all or none; nothing leaves before <see cref="Flush"/>.</summary>
    /// <param name="conn">Connection, as events name it.</param>
    /// <param name="bytes">Copied before the call returns.</param>
    /// <returns>Bytes queued, or -ENOTCONN (either side closed it) or -ENOBUFS.</returns>
    public int Send(uint conn, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes) return Gw.NetSend(_net, conn, first, (uint)bytes.Length);
    }

    /// <summary>How much a connection could take now.</summary>
    /// <param name="conn">Connection, as events name it.</param>
    /// <returns>Bytes, or -ENOTCONN.</returns>
    public int Room(uint conn) => Gw.NetRoom(_net, conn);

    /// <summary>Gives an event's bytes back; only then does the peer's window open again.</summary>
    /// <param name="received">
    /// An event of <see cref="Poll"/>, once, in the order of its connection, else it is a crash: a window would never
    /// open again. One without bytes is nothing to give back.
    /// </param>
    public void Release(in NetEvent received)
    {
        if (Gw.NetRelease(_net, received.Token) < 0) ThrowReleased(received);
    }

    /// <summary>Stops or resumes taking from accepted connections; those that this side made go on.</summary>
    /// <param name="on">True stops: their windows close.</param>
    public void Hold(bool on) => _ = Gw.NetHold(_net, on ? 1u : 0u);

    /// <summary>Sends what is queued: the caller's bytes, and the stack's own ARP, ACKs and retransmissions.</summary>
    /// <returns>Frames sent.</returns>
    public int Flush() => Gw.NetFlush(_net);

    /// <summary>Ends a connection after what is queued; its <see cref="NetEventKind.Closed"/> event comes.</summary>
    /// <param name="conn">Connection, as events name it; one that has ended is left alone.</param>
    public void Close(uint conn) => _ = Gw.NetClose(_net, conn);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_net != 0) _ = Gw.NetShut(_net);
        _net = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowReleased(in NetEvent received) =>
        throw new InvalidOperationException($"connection {received.Conn:x8}: given back twice or out of order");
}
