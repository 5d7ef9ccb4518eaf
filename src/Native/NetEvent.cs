using System;
using System.Runtime.InteropServices;

namespace Gateway.Native;

/// <summary>What happened on one connection: 40 bytes, laid out as gw_event_t.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly unsafe struct NetEvent
{
    private readonly byte* _data;

    /// <summary>Arrival, ns since the UNIX epoch.</summary>
    public readonly ulong TimeNs;

    /// <summary>Hands the bytes back; see <see cref="Net.Release"/>.</summary>
    public readonly ulong Token;

    private readonly uint _length;

    /// <summary>Slot of the connection, with its generation in the top half.</summary>
    public readonly uint Conn;

    /// <summary>What happened.</summary>
    public readonly NetEventKind Kind;

    private readonly uint _flags;

    /// <summary>A piece of the stream, in the back end's own memory until it is released.</summary>
    public ReadOnlySpan<byte> Bytes => new(_data, (int)_length);

    /// <summary>The connection's slot without its generation; 0 to <see cref="Net.ConnectionsMax"/> - 1.</summary>
    public int Slot => SlotOf(Conn);

    /// <summary>A connection's slot without its generation.</summary>
    /// <param name="conn">As events name it.</param>
    public static int SlotOf(uint conn) => (int)(conn & 0xFFFF);

    /// <summary>A listener took it; false for a connection that this side made.</summary>
    public bool Accepted => (_flags & 1) != 0;
}
