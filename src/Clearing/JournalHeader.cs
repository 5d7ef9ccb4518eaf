using System;
using System.Buffers.Binary;
using Gateway.Wire;

namespace Gateway.Clearing;

/// <summary>First 64 bytes of a journal: what it is, and of which log.</summary>
/// <remarks>
/// Little-endian. Magic and checksum keep their places in every version to come, so that any reader can tell a
/// damaged header from one of another version.
/// <code>
/// offset size field          value
/// ------ ---- -------------- ---------------------------
///      0    8 magic          "GWJRNL" 0 0
///      8    4 formatVersion  1
///     12    4 schemaId       901
///     16    4 schemaVersion  that of the records
///     20    4 streamId       Aeron stream of the log
///     24    4 sessionId      Aeron session of the log
///     28   32 zero
///     60    4 checksum       CRC-32C of bytes 0 to 59
/// </code>
/// </remarks>
/// <param name="StreamId">Aeron stream of the log.</param>
/// <param name="SessionId">Aeron session of the log: positions of another one mean nothing here.</param>
public readonly record struct JournalHeader(int StreamId, int SessionId)
{
    /// <summary>Bytes of the header.</summary>
    public const int SizeBytes = 64;

    /// <summary>Version of header and frames.</summary>
    public const uint FormatVersion = 1;

    /// <summary>Schema of the records.</summary>
    public const uint SchemaId = (uint)(Execution.HeaderBits >> 32 & ushort.MaxValue);

    /// <summary>Version of the schema.</summary>
    public const uint SchemaVersion = (uint)(Execution.HeaderBits >> 48);

    private const int FormatOffset = 8;
    private const int SchemaOffset = 12;
    private const int VersionOffset = 16;
    private const int StreamOffset = 20;
    private const int SessionOffset = 24;
    private const int ChecksumOffset = 60;

    private static ReadOnlySpan<byte> Magic => "GWJRNL\0\0"u8;

    /// <summary>Writes the header.</summary>
    /// <param name="bytes">At least <see cref="SizeBytes"/>.</param>
    public void Write(Span<byte> bytes)
    {
        bytes[..SizeBytes].Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[FormatOffset..], FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SchemaOffset..], SchemaId);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[VersionOffset..], SchemaVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[StreamOffset..], StreamId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SessionOffset..], SessionId);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumOffset..], Checksum.Of(0, bytes[..ChecksumOffset]));
    }

    /// <summary>Reads the header.</summary>
    /// <param name="bytes">The file's first bytes, as many as it has up to <see cref="SizeBytes"/>.</param>
    /// <param name="header">Header; default unless None.</param>
    /// <returns>The first fault.</returns>
    public static JournalFault Read(ReadOnlySpan<byte> bytes, out JournalHeader header)
    {
        header = default;
        int magic = Math.Min(bytes.Length, Magic.Length);
        if (!bytes[..magic].SequenceEqual(Magic[..magic])) return JournalFault.NoJournal;
        if (bytes.Length < SizeBytes) return JournalFault.TornHeader;
        if (At(bytes, ChecksumOffset) != Checksum.Of(0, bytes[..ChecksumOffset])) return JournalFault.DamagedHeader;
        if (At(bytes, FormatOffset) != FormatVersion) return JournalFault.OtherFormat;
        if (At(bytes, SchemaOffset) != SchemaId) return JournalFault.OtherSchema;
        if (At(bytes, VersionOffset) != SchemaVersion) return JournalFault.OtherSchemaVersion;

        header = new JournalHeader(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[StreamOffset..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[SessionOffset..]));
        return JournalFault.None;
    }

    /// <summary>The versions that a header of another version names.</summary>
    /// <param name="bytes">A whole header.</param>
    /// <returns>Format version, schema id, schema version.</returns>
    public static (uint Format, uint Schema, uint Version) Versions(ReadOnlySpan<byte> bytes) =>
        (At(bytes, FormatOffset), At(bytes, SchemaOffset), At(bytes, VersionOffset));

    private static uint At(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
