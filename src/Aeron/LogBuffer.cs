using System;
using System.Buffers.Binary;
using System.IO;
using Gateway.Native;

namespace Gateway.Aeron;

/// <summary>The file of one publication in memory, laid out as <see cref="LogLayout"/> draws it.</summary>
/// <remarks>
/// One writer appends, readers follow it, the conductor zeroes what all have read. What is stored where, by whom and
/// in which order is the business of those three; this class only knows the bytes.
/// </remarks>
public sealed class LogBuffer : IDisposable
{
    private readonly MappedFile _file;
    private readonly long _metadata;

    private LogBuffer(string path, MappedFile file, int termLength)
    {
        Path = path;
        _file = file;
        _metadata = file.Length - LogLayout.MetadataBytes;
        TermLength = termLength;
        Bits = LogLayout.Bits(termLength);
        RegistrationId = file.ReadLong(_metadata + LogLayout.RegistrationId);
        InitialTermId = file.ReadInt(_metadata + LogLayout.InitialTermId);
        Mtu = file.ReadInt(_metadata + LogLayout.Mtu);
        SessionId = file.ReadInt(_metadata + LogLayout.DefaultHeader + Frame.SessionIdOffset);
        StreamId = file.ReadInt(_metadata + LogLayout.DefaultHeader + Frame.StreamIdOffset);
    }

    /// <summary>File.</summary>
    public string Path { get; }

    /// <summary>Bytes of a term.</summary>
    public int TermLength { get; }

    /// <summary>Longest frame in bytes, header included.</summary>
    public int Mtu { get; }

    /// <summary>Term id of position 0.</summary>
    public int InitialTermId { get; }

    /// <summary>The publication's number, in every frame.</summary>
    public int SessionId { get; }

    /// <summary>The stream's number, in every frame.</summary>
    public int StreamId { get; }

    /// <summary>The publication's id in its Aeron directory.</summary>
    public long RegistrationId { get; }

    /// <summary>How far the writer is, in bytes; what lies before may still be being written.</summary>
    public long ProducerPosition
    {
        get
        {
            // Term id and offset come from one read, and the offset may lie behind the end of a term just left.
            long tail = ReadTail(ActiveTermCount % LogLayout.PartitionCount);
            return PositionOf((int)(tail >> 32), (int)Math.Min(tail & uint.MaxValue, TermLength));
        }
    }

    /// <summary>Where the stream ends; <see cref="long.MaxValue"/> until the publication is closed.</summary>
    public long EndOfStreamPosition
    {
        get => _file.ReadLongVolatile(_metadata + LogLayout.EndOfStream);
        internal set => _file.WriteLongVolatile(_metadata + LogLayout.EndOfStream, value);
    }

    /// <summary>Whether a reader is linked.</summary>
    public bool IsConnected
    {
        get => _file.ReadIntVolatile(_metadata + LogLayout.IsConnected) == 1;
        internal set => _file.WriteIntVolatile(_metadata + LogLayout.IsConnected, value ? 1 : 0);
    }

    internal int Bits { get; }

    internal int ActiveTermCount
    {
        get => _file.ReadIntVolatile(_metadata + LogLayout.ActiveTermCount);
        set => _file.WriteIntVolatile(_metadata + LogLayout.ActiveTermCount, value);
    }

    /// <summary>Makes the log of a new exclusive publication.</summary>
    /// <param name="path">Must not exist.</param>
    /// <param name="registrationId">The publication's id in its Aeron directory.</param>
    /// <param name="settings">Lengths and numbers.</param>
    /// <returns>The mapped log, empty.</returns>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="IOException">The file exists, the folder does not, or there is no room.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static LogBuffer Create(string path, long registrationId, LogSettings settings)
    {
        settings.Validate();
        long length = LogLayout.FileLength(settings.TermLength, settings.PageSize);
        MappedFile file = settings.Sparse ? MappedFile.Create(path, length) : ZeroedFile.Create(path, length);
        LogMetadata.Write(file, length - LogLayout.MetadataBytes, registrationId, settings);
        return new LogBuffer(path, file, settings.TermLength);
    }

    /// <summary>Maps the log of a publication that exists, after a check of everything that is used later.</summary>
    /// <param name="path">File.</param>
    /// <param name="readOnly">For readers; a store is then a crash. False: to take over what its writer left.</param>
    /// <returns>The mapped log.</returns>
    /// <exception cref="IOException">The file is missing or too short.</exception>
    /// <exception cref="InvalidDataException">The file is no Aeron log; names file, field and value.</exception>
    public static LogBuffer Open(string path, bool readOnly)
    {
        MappedFile file = MappedFile.Open(path, LogLayout.FileLengthMin, readOnly);
        string? fault = LogMetadata.Fault(file);
        if (fault == null) return new LogBuffer(path, file, TermLengthOf(file));
        file.Dispose();
        throw new InvalidDataException($"{path}: {fault}");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    internal Span<byte> Term(int partition) => _file.Slice((long)partition * TermLength, TermLength);

    internal Span<byte> Slice(int partition, int offset, int length) =>
        _file.Slice(((long)partition * TermLength) + offset, length);

    internal long ReadTail(int partition) => _file.ReadLongVolatile(_metadata + (partition * sizeof(long)));

    internal void WriteTail(int partition, int termId, int offset) => _file.WriteLongVolatile(
        _metadata + (partition * sizeof(long)), LogLayout.PackTail(termId, offset));

    internal long PositionOf(int termId, int offset) => ((long)unchecked(termId - InitialTermId) << Bits) + offset;

    internal int TermIdAt(long position) => unchecked(InitialTermId + (int)(position >> Bits));

    /// <summary>Says what is wrong with the frame at a position; allocates.</summary>
    /// <returns>One line that names file, position and field; null when it is plausible, or not committed.</returns>
    internal string? FrameFault(long position)
    {
        Span<byte> term = Term(LogLayout.Partition(position, Bits));
        int offset = (int)position & (TermLength - 1);
        int length = Frame.ReadLength(term, offset);
        int termId = TermIdAt(position);
        if (length <= 0 || Frame.IsPlausible(term, offset, length, termId)) return null;
        ReadOnlySpan<byte> frame = term.Slice(offset, Frame.HeaderBytes);
        return $"{Path}: broken at position {position}: frame of {length} bytes, "
            + $"type {BinaryPrimitives.ReadUInt16LittleEndian(frame[Frame.TypeOffset..])}, "
            + $"term {BinaryPrimitives.ReadInt32LittleEndian(frame[Frame.TermIdOffset..])}, "
            + $"offset {BinaryPrimitives.ReadInt32LittleEndian(frame[Frame.TermOffsetOffset..])}; "
            + $"expected 32 to {TermLength - offset} bytes, type 0 or 1, term {termId}, offset {offset}";
    }

    /// <summary>Zeroes from one position to another of the same term.</summary>
    /// <remarks>
    /// The first word last, ordered: a scan that meets its zero length must not go on to find what lies behind it.
    /// </remarks>
    internal void Clean(long from, int bytes)
    {
        long start = ((long)LogLayout.Partition(from, Bits) * TermLength) + (from & (TermLength - 1));
        _file.Slice(start + sizeof(long), bytes - sizeof(long)).Clear();
        _file.WriteLongVolatile(start, 0);
    }

    private static int TermLengthOf(MappedFile file) =>
        file.ReadInt(file.Length - LogLayout.MetadataBytes + LogLayout.TermLength);
}
