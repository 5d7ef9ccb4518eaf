using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Threading;

namespace Gateway.Aeron;

/// <summary>One frame in a term: 32 bytes of header, then the payload; frames begin at multiples of 32.</summary>
/// <remarks>
/// Spec: aeron.md sections 8, 9 and 12 (DATA header). Little-endian.
/// <code>
///   0          4      5      6       8          12         16        20        24
///   ┌──────────┬──────┬──────┬───────┬──────────┬──────────┬─────────┬─────────┬──────────┐
///   │ length   │vers. │flags │ type  │termOffset│sessionId │streamId │ termId  │ reserved │ payload …
///   └──────────┴──────┴──────┴───────┴──────────┴──────────┴─────────┴─────────┴──────────┘
///    ordered                                                                      8 bytes
///   length: 0 nothing yet │ below 0 being written │ above 0 committed, header included
///   type:   0 padding (only the header counts), 1 data
/// </code>
/// </remarks>
internal static class Frame
{
    internal const int HeaderBytes = 32;
    internal const int Alignment = 32;
    internal const int TypePadding = 0;
    internal const int TypeData = 1;
    internal const byte FlagBegin = 0x80;
    internal const byte FlagEnd = 0x40;
    internal const byte FlagsWhole = FlagBegin | FlagEnd;

    internal const int FlagsOffset = 5;
    internal const int TypeOffset = 6;
    internal const int TermOffsetOffset = 8;
    internal const int SessionIdOffset = 12;
    internal const int StreamIdOffset = 16;
    internal const int TermIdOffset = 20;
    internal const int ReservedOffset = 24;

    /// <summary>Bytes that a frame of this length takes in a term.</summary>
    internal static int Align(int length) => (length + Alignment - 1) & -Alignment;

    /// <summary>Reads the length before anything else of the frame.</summary>
    internal static int ReadLength(Span<byte> term, int offset) =>
        Volatile.Read(ref MemoryMarshal.AsRef<int>(term.Slice(offset, sizeof(int))));

    /// <summary>Marks a frame as being written and fills its header; <see cref="Commit"/> ends it.</summary>
    /// <remarks>
    /// The length, below 0, comes with the first word, and each store is ordered: nobody sees another word of the
    /// header before it (section 22).
    /// </remarks>
    internal static void Begin(Span<byte> frame, int length, byte flags, int type, FrameSource source, long reserved)
    {
        Span<long> words = MemoryMarshal.Cast<byte, long>(frame[..HeaderBytes]);
        Volatile.Write(ref words[0], (uint)-length | ((long)((flags << 8) | (type << 16)) << 32));
        Volatile.Write(ref words[1], source.OffsetAndSession);
        Volatile.Write(ref words[2], source.StreamAndTerm);
        Volatile.Write(ref words[3], reserved);
    }

    /// <summary>Makes the frame readable: header and payload are seen before the positive length.</summary>
    internal static void Commit(Span<byte> frame, int length) =>
        Volatile.Write(ref MemoryMarshal.AsRef<int>(frame), length);

    /// <summary>Writes a whole frame.</summary>
    internal static void Write(
        Span<byte> frame, ReadOnlySpan<byte> payload, byte flags, FrameSource source, long reserved)
    {
        int length = HeaderBytes + payload.Length;
        Begin(frame, length, flags, TypeData, source, reserved);
        payload.CopyTo(frame[HeaderBytes..]);
        Commit(frame, length);
    }

    /// <summary>Makes readers skip a piece of a term.</summary>
    internal static void Pad(Span<byte> frame, FrameSource source)
    {
        Begin(frame, frame.Length, FlagsWhole, TypePadding, source, 0);
        Commit(frame, frame.Length);
    }

    /// <summary>Whether a committed frame stays in the term and says itself that it belongs there.</summary>
    internal static bool IsPlausible(ReadOnlySpan<byte> term, int offset, int length, int termId)
    {
        if (length < HeaderBytes || length > term.Length - offset) return false;
        ReadOnlySpan<byte> frame = term.Slice(offset, HeaderBytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(frame[TypeOffset..]) <= TypeData
            && BinaryPrimitives.ReadInt32LittleEndian(frame[TermOffsetOffset..]) == offset
            && BinaryPrimitives.ReadInt32LittleEndian(frame[TermIdOffset..]) == termId;
    }

    /// <summary>The application's word of a header.</summary>
    internal static long Reserved(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadInt64LittleEndian(frame[ReservedOffset..]);

    /// <summary>Two words of a header as one.</summary>
    internal static long Pair(int low, int high) => (uint)low | ((long)high << 32);
}
