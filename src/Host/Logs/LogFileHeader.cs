using System;
using System.Buffers.Binary;
using System.IO;
using Gateway.Clearing;
using Gateway.Host.Clearing;

namespace Gateway.Host.Logs;

/// <summary>How a kept log begins: 64 bytes, little-endian.</summary>
/// <remarks>
/// <code>
/// offset size field
///      0    8 magic "GWLOG\0\0\0"
///      8    4 format, 1: frames of 80 bytes
///     12    4 schemaId, 901
///     16    4 schema version, 0
///     20   44 zero
/// frame: position i64 (end of the record in the stream) | crc32c u32 of the other 76 bytes | zero u32 | record 64
/// </code>
/// </remarks>
internal static class LogFileHeader
{
    internal const int Bytes = 64;
    internal const int FrameBytes = 80;
    internal const int PositionAt = 0;
    internal const int ChecksumAt = 8;
    internal const int RecordAt = 16;
    internal const string FileName = "lane.log";

    private const int UsedBytes = 20;
    private const int Format = 1;
    private const int SchemaId = 901;
    private const int SchemaVersion = 0;

    private static ReadOnlySpan<byte> Magic => "GWLOG\0\0\0"u8;

    internal static void Write(Span<byte> header)
    {
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Format);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], SchemaId);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], SchemaVersion);
    }

    /// <summary>Proves that a file is a log that this program reads.</summary>
    /// <exception cref="InvalidDataException">It is not, or its header is damaged.</exception>
    /// <exception cref="JournalException">It is of another version: 7.</exception>
    internal static void Check(ReadOnlySpan<byte> header, string path)
    {
        bool ours = header.Length >= Bytes && header.StartsWith(Magic);
        if (!ours) throw new InvalidDataException($"{path}: not a log of Gateway");
        int format = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        int schema = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        int version = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        if (format == Format && schema == SchemaId && version == SchemaVersion)
        {
            if (!header[UsedBytes..Bytes].ContainsAnyExcept((byte)0)) return;
            throw new InvalidDataException($"{path}: damaged data in the header");
        }

        throw JournalException.OtherVersion(
            $"{path}: log of format {format}, schema {schema} version {version}; "
            + $"this program reads {Format}, {SchemaId}, {SchemaVersion}");
    }

    /// <summary>Sum over a frame without the place of the sum itself.</summary>
    internal static uint Sum(ReadOnlySpan<byte> frame) =>
        Checksum.Of(BinaryPrimitives.ReadInt64LittleEndian(frame), frame[(ChecksumAt + sizeof(uint))..]);
}
