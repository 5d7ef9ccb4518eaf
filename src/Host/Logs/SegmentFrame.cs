using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Gateway.Clearing;
using Gateway.Wire;

namespace Gateway.Host.Logs;

/// <summary>One record in a segment.</summary>
/// <remarks>
/// <code>
/// offset size field
///      0    8 position  end of the record in the stream
///      8    4 checksum  CRC-32C of position and bytes 12 to 79
///     12    4 zero
///     16   64 record
/// </code>
/// </remarks>
internal static class SegmentFrame
{
    internal const int SizeBytes = RecordOffset + Order.SizeBytes;

    private const int ChecksumOffset = 8;
    private const int ZeroOffset = 12;
    private const int RecordOffset = 16;

    internal static void Write(Span<byte> frame, ReadOnlySpan<byte> record, long position)
    {
        BinaryPrimitives.WriteInt64LittleEndian(frame, position);
        BinaryPrimitives.WriteInt32LittleEndian(frame[ZeroOffset..], 0);
        record.CopyTo(frame[RecordOffset..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChecksumOffset..], Sum(frame));
    }

    /// <summary>Whether the frame is as it was written.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame[ChecksumOffset..]) == Sum(frame);

    internal static long Position(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt64LittleEndian(frame);

    internal static ref readonly Record Record(ReadOnlySpan<byte> frame) =>
        ref MemoryMarshal.AsRef<Record>(frame[RecordOffset..]);

    private static uint Sum(ReadOnlySpan<byte> frame) => Checksum.Of(Position(frame), frame[ZeroOffset..SizeBytes]);
}
