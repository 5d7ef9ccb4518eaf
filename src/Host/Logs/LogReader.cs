using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Logs;

/// <summary>Reads a kept log from its front; a torn last frame is cut off and told.</summary>
/// <remarks>Torn: the file ends inside it, or its bytes never reached the disk: <see cref="UnwrittenTail"/>.</remarks>
internal sealed class LogReader : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly byte[] _frame = new byte[LogFileHeader.FrameBytes];

    /// <summary>Opens a log.</summary>
    /// <param name="path">The file, or the folder that holds it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no log, or of another format or version.</exception>
    internal LogReader(string path)
    {
        _path = Directory.Exists(path) ? Path.Combine(path, LogFileHeader.FileName) : path;
        _file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20);
        Span<byte> header = stackalloc byte[LogFileHeader.Bytes];
        int read = _file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        LogFileHeader.Check(header[..read], _path);
    }

    /// <summary>What was wrong at the end; null when the file ends with a whole frame.</summary>
    internal string? Torn { get; private set; }

    /// <summary>Takes the next record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="position">End of the record in the stream.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">A frame is damaged.</exception>
    internal bool TryNext(out Record record, out long position)
    {
        record = default;
        position = 0;
        long at = _file.Position;
        int read = _file.ReadAtLeast(_frame, _frame.Length, throwOnEndOfStream: false);
        if (read == 0) return false;
        if (read == _frame.Length && IsWhole())
        {
            position = BinaryPrimitives.ReadInt64LittleEndian(_frame);
            record = MemoryMarshal.Read<Record>(_frame.AsSpan(LogFileHeader.RecordAt));
            return true;
        }

        bool cut = read < _frame.Length;
        if (!cut && !UnwrittenTail.Reaches(at, _frame.Length, ZeroesFrom(at)))
            throw new InvalidDataException($"{_path}: damaged at byte {at}");
        Torn = $"{_path}: torn at byte {at}, {_file.Length - at} bytes cut off";
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Reads to the file's end.</summary>
    /// <returns>From where on all is zero.</returns>
    private long ZeroesFrom(long at)
    {
        _file.Position = at;
        long from = at;
        for (int next = _file.ReadByte(); next >= 0; next = _file.ReadByte())
        {
            at++;
            if (next != 0) from = at;
        }

        return from;
    }

    private bool IsWhole()
    {
        Span<byte> sum = _frame.AsSpan(LogFileHeader.ChecksumAt, sizeof(uint));
        return BinaryPrimitives.ReadUInt32LittleEndian(sum) == LogFileHeader.Sum(_frame);
    }
}
