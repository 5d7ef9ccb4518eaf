using System;
using System.Buffers.Binary;
using System.IO;
using Gateway.Clearing;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Logs;

/// <summary>Which record lies where in a segment, an entry for every 819th frame: a hint that is never
/// trusted.</summary>
/// <remarks>
/// It is not flushed and may be lost, torn or that of another segment: the recorder makes it again from the segment,
/// and a reader proves an entry against the frame that it names before it goes by it.
/// <code>
/// offset size field
///      0    8 position  of the frame's record
///      8    8 offset    of the frame in the segment
///     16    4 checksum  CRC-32C of the segment's first position and bytes 0 to 15
///     20    4 zero
/// </code>
/// </remarks>
internal static class SegmentIndex
{
    internal const string Extension = ".index";
    internal const int EntryBytes = 24;

    /// <summary>Bytes of a segment per entry: as many frames as fit into 64 KiB.</summary>
    internal const int StrideBytes = 65_536 / SegmentFrame.SizeBytes * SegmentFrame.SizeBytes;

    private const int OffsetAt = 8;
    private const int ChecksumAt = 16;

    /// <summary>The index beside a segment.</summary>
    internal static string PathOf(string segment) => Path.ChangeExtension(segment, Extension);

    /// <summary>Whether a frame at this offset has an entry.</summary>
    internal static bool Has(long offset) => (offset - SegmentHeader.SizeBytes) % StrideBytes == 0;

    /// <summary>Writes the entry of a frame to its place.</summary>
    /// <param name="index">The index.</param>
    /// <param name="first">First position of the segment.</param>
    /// <param name="offset">Of the frame, one that has an entry.</param>
    /// <param name="position">Of its record.</param>
    internal static void Write(SafeFileHandle index, long first, long offset, long position)
    {
        Span<byte> entry = stackalloc byte[EntryBytes];
        Fill(entry, first, offset, position);
        RandomAccess.Write(index, entry, Place(offset));
    }

    /// <summary>Whether the index has exactly this entry.</summary>
    internal static bool Holds(SafeFileHandle index, long first, long offset, long position)
    {
        Span<byte> wanted = stackalloc byte[EntryBytes];
        Span<byte> entry = stackalloc byte[EntryBytes];
        Fill(wanted, first, offset, position);
        return RandomAccess.Read(index, entry, Place(offset)) == EntryBytes && entry.SequenceEqual(wanted);
    }

    /// <summary>Bytes that the index of a segment has which ends there.</summary>
    internal static long Length(long segmentEnd) =>
        (segmentEnd - SegmentHeader.SizeBytes + StrideBytes - 1) / StrideBytes * EntryBytes;

    /// <summary>The last entry whose record lies before a position.</summary>
    /// <param name="path">The index; may be missing.</param>
    /// <param name="first">First position of the segment.</param>
    /// <param name="position">Searched.</param>
    /// <param name="found">Position and offset that the entry tells.</param>
    /// <returns>False: no such entry, or the index is damaged on the way to it.</returns>
    internal static bool TryFind(string path, long first, long position, out (long Position, long Offset) found)
    {
        found = default;
        if (!File.Exists(path)) return false;
        using SafeFileHandle index = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long low = -1;
        long high = RandomAccess.GetLength(index) / EntryBytes;
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            if (Read(index, first, middle) is not { } entry) return false;
            if (entry.Position < position) (low, found) = (middle, entry);
            else high = middle;
        }

        return low >= 0;
    }

    private static (long Position, long Offset)? Read(SafeFileHandle index, long first, long number)
    {
        Span<byte> entry = stackalloc byte[EntryBytes];
        if (RandomAccess.Read(index, entry, number * EntryBytes) != EntryBytes) return null;
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(entry[ChecksumAt..]);
        if (checksum != Checksum.Of(first, entry[..ChecksumAt])) return null;
        long offset = BinaryPrimitives.ReadInt64LittleEndian(entry[OffsetAt..]);
        return (BinaryPrimitives.ReadInt64LittleEndian(entry), offset);
    }

    private static void Fill(Span<byte> entry, long first, long offset, long position)
    {
        entry.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(entry, position);
        BinaryPrimitives.WriteInt64LittleEndian(entry[OffsetAt..], offset);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[ChecksumAt..], Checksum.Of(first, entry[..ChecksumAt]));
    }

    private static long Place(long offset) => (offset - SegmentHeader.SizeBytes) / StrideBytes * EntryBytes;
}
