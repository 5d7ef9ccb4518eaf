using System;
using System.Buffers.Binary;
using Gateway.Clearing;
using Gateway.Host.Clearing;

namespace Gateway.Host.Logs;

/// <summary>How a segment of a recorded log begins: what it is, of which log, and what came before it.</summary>
/// <remarks>
/// Little-endian. Frames of 80 bytes follow: <see cref="SegmentFrame"/>. Counts of what came before let a recorder go
/// on after reading one segment alone.
/// <code>
/// offset size field           value
/// ------ ---- --------------- ---------------------------------------------
///      0    8 magic           "GWLOG" 0 0 0
///      8    4 format          2: a folder of segments (1 was one file, without a checksum here)
///     12    4 schemaId        901
///     16    4 schemaVersion   that of the records
///     20    4 streamId        Aeron stream of the log
///     24    4 sessionId       Aeron session of the log
///     28    4 zero
///     32    8 firstPosition   where its first record begins, or padding before it
///     40    8 recordsBefore   records in the segments before
///     48    8 fillsBefore     fills of known orders among them
///     56    4 zero
///     60    4 checksum        CRC-32C of bytes 0 to 59
/// </code>
/// </remarks>
/// <param name="StreamId">Aeron stream of the log.</param>
/// <param name="SessionId">Aeron session of the log.</param>
/// <param name="Before">What the log holds before this segment.</param>
internal readonly record struct SegmentHeader(int StreamId, int SessionId, LogCount Before)
{
    internal const int SizeBytes = 64;

    private const int Format = 2;
    private const int OneFileFormat = 1;
    private const int FormatOffset = 8;
    private const int SchemaOffset = 12;
    private const int VersionOffset = 16;
    private const int StreamOffset = 20;
    private const int SessionOffset = 24;
    private const int FirstOffset = 32;
    private const int RecordsOffset = 40;
    private const int FillsOffset = 48;
    private const int ChecksumOffset = 60;

    private static ReadOnlySpan<byte> Magic => "GWLOG\0\0\0"u8;

    internal void Write(Span<byte> bytes)
    {
        bytes[..SizeBytes].Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[FormatOffset..], Format);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SchemaOffset..], (int)JournalHeader.SchemaId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[VersionOffset..], (int)JournalHeader.SchemaVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[StreamOffset..], StreamId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SessionOffset..], SessionId);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[FirstOffset..], Before.Position);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[RecordsOffset..], Before.Records);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[FillsOffset..], Before.Executions);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumOffset..], Checksum.Of(0, bytes[..ChecksumOffset]));
    }

    /// <summary>Reads the header.</summary>
    /// <param name="bytes">The file's first 64 bytes, or all it has.</param>
    /// <param name="path">For messages.</param>
    /// <returns>The header; null: the file tore while it was made.</returns>
    /// <exception cref="JournalException">8 no segment or a damaged one, 7 of another version.</exception>
    internal static SegmentHeader? Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (!bytes.ContainsAnyExcept((byte)0)) return null;
        int known = Math.Min(bytes.Length, Magic.Length);
        if (!bytes[..known].SequenceEqual(Magic[..known]))
            throw JournalException.Damaged($"{path}: not a log of Gateway");
        if (bytes.Length < SizeBytes) return null;
        int format = Int(bytes, FormatOffset);
        bool whole = (uint)Int(bytes, ChecksumOffset) == Checksum.Of(0, bytes[..ChecksumOffset]);
        if (!whole && format != OneFileFormat) throw JournalException.Damaged($"{path}: damaged data in the header");
        (int schema, int version) = (Int(bytes, SchemaOffset), Int(bytes, VersionOffset));
        (int, int, int) ours = (Format, (int)JournalHeader.SchemaId, (int)JournalHeader.SchemaVersion);
        if ((format, schema, version) != ours)
        {
            throw JournalException.OtherVersion(
                $"{path}: log of format {format}, schema {schema} version {version}; "
                + $"this program reads {ours.Item1}, {ours.Item2}, {ours.Item3}");
        }

        var before = new LogCount(Long(bytes, FillsOffset), Long(bytes, RecordsOffset), Long(bytes, FirstOffset));
        return new SegmentHeader(Int(bytes, StreamOffset), Int(bytes, SessionOffset), before);
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
