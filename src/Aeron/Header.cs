using System;
using System.Buffers.Binary;

namespace Gateway.Aeron;

/// <summary>Where a fragment comes from; valid while the handler runs.</summary>
public readonly ref struct Header
{
    private readonly ReadOnlySpan<byte> _header;

    internal Header(ReadOnlySpan<byte> header, long position)
    {
        _header = header;
        Position = position;
    }

    /// <summary>End of the frame in the stream, in bytes; the next frame begins there.</summary>
    public long Position { get; }

    /// <summary>0x80 first fragment of a message, 0x40 last; both: the message is whole.</summary>
    public byte Flags => _header[Frame.FlagsOffset];

    /// <summary>The publication's number.</summary>
    public int SessionId => BinaryPrimitives.ReadInt32LittleEndian(_header[Frame.SessionIdOffset..]);

    /// <summary>The stream's number.</summary>
    public int StreamId => BinaryPrimitives.ReadInt32LittleEndian(_header[Frame.StreamIdOffset..]);

    /// <summary>What the application put in the header.</summary>
    public long ReservedValue => Frame.Reserved(_header);
}
