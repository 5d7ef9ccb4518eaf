using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Gateway.Wire;

namespace Gateway.Clearing;

/// <summary>One entry of the journal.</summary>
/// <remarks>
/// Little-endian, one behind the other from byte 64 of the file. The checksum covers the frame's place in the file
/// too: whole frames that lie elsewhere, or inside a record's text, do not pass for frames.
/// <code>
/// offset size field     value
/// ------ ---- --------- -------------------------------------------------
///      0    4 length    bytes of the frame: 84 record, 20 settle
///      4    1 kind      1 record, 2 settle
///      5    3 zero
///      8    8 position  of the record in the log; settle: of the last one
///     16    n payload   the record's 64 bytes, or none
///   16+n    4 checksum  CRC-32C of the file offset (u64), then bytes 0 to 15+n
/// </code>
/// </remarks>
/// <param name="kind">What it tells.</param>
/// <param name="position">Log position.</param>
/// <param name="record">The record; default for a settlement.</param>
public readonly struct JournalFrame(JournalFrameKind kind, long position, Record record)
{
    /// <summary>Bytes of the shortest frame, a settlement.</summary>
    public const int SizeBytesMin = PayloadOffset + sizeof(uint);

    /// <summary>Bytes of the longest frame.</summary>
    public const int SizeBytesMax = PayloadOffset + Order.SizeBytes + sizeof(uint);

    private const int KindOffset = 4;
    private const int PositionOffset = 8;
    private const int PayloadOffset = 16;

    /// <summary>What it tells.</summary>
    public JournalFrameKind Kind { get; } = kind;

    /// <summary>Log position.</summary>
    public long Position { get; } = position;

    /// <summary>The record; default for a settlement.</summary>
    public Record Record { get; } = record;

    /// <summary>Bytes of this frame.</summary>
    public int SizeBytes => Kind == JournalFrameKind.Record ? SizeBytesMax : SizeBytesMin;

    /// <summary>Writes the frame.</summary>
    /// <param name="bytes">At least <see cref="SizeBytes"/>.</param>
    /// <param name="offset">Where in the file it will lie.</param>
    /// <returns>Bytes written.</returns>
    public int Write(Span<byte> bytes, long offset)
    {
        int size = SizeBytes;
        BinaryPrimitives.WriteInt32LittleEndian(bytes, size);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[KindOffset..], (uint)Kind);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[PositionOffset..], Position);
        if (Kind == JournalFrameKind.Record) MemoryMarshal.Write(bytes[PayloadOffset..], Record);
        int end = size - sizeof(uint);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[end..], Checksum.Of(offset, bytes[..end]));
        return size;
    }

    /// <summary>Reads the frame that begins at the first byte.</summary>
    /// <param name="bytes">The file from there on, at least <see cref="SizeBytesMax"/> unless it ends before.</param>
    /// <param name="offset">Where in the file that is.</param>
    /// <param name="frame">Frame; default when there is none.</param>
    /// <returns>False: no whole, undamaged frame lies there.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long offset, out JournalFrame frame)
    {
        frame = default;
        int size = SizeOf(bytes);
        if (size == 0 || bytes.Length < size) return false;

        int end = size - sizeof(uint);
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]);
        if (checksum != Checksum.Of(offset, bytes[..end])) return false;

        long position = BinaryPrimitives.ReadInt64LittleEndian(bytes[PositionOffset..]);
        Record record = size == SizeBytesMax ? MemoryMarshal.Read<Record>(bytes[PayloadOffset..]) : default;
        var kind = (JournalFrameKind)bytes[KindOffset];
        frame = new JournalFrame(kind, position, record);
        return true;
    }

    /// <summary>Length that the first bytes name, of a frame that may be damaged or cut.</summary>
    /// <param name="bytes">As for <see cref="TryRead"/>.</param>
    /// <returns>0 when no frame begins like this.</returns>
    public static int SizeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SizeBytesMin) return 0;
        int size = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        uint kind = BinaryPrimitives.ReadUInt32LittleEndian(bytes[KindOffset..]);
        bool known = (kind == (uint)JournalFrameKind.Record && size == SizeBytesMax)
            || (kind == (uint)JournalFrameKind.Settle && size == SizeBytesMin);
        return known ? size : 0;
    }
}
