using System;
using System.Buffers.Binary;
using System.IO;

namespace Gateway.Host.Logs;

/// <summary>Keeps a lane's log in a folder; one thread owns it. Nothing is allocated per record.</summary>
internal sealed class LogWriter : IDisposable
{
    private const int BufferFrames = 1024;

    private readonly FileStream _file;
    private readonly string _path;
    private readonly byte[] _buffer = new byte[BufferFrames * LogFileHeader.FrameBytes];
    private int _used;
    private bool _failed;

    /// <summary>Begins a new log.</summary>
    /// <param name="directory">Made when missing; must not hold a log.</param>
    /// <exception cref="IOException">It holds one, or cannot be written.</exception>
    internal LogWriter(string directory)
    {
        Directory.CreateDirectory(directory);
        _path = Path.Combine(directory, LogFileHeader.FileName);
        if (File.Exists(_path))
            throw new IOException($"{_path} exists: give another folder, a log is never overwritten");
        _file = new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        LogFileHeader.Write(_buffer.AsSpan(0, LogFileHeader.Bytes));
        try
        {
            _file.Write(_buffer, 0, LogFileHeader.Bytes);
        }
        catch (IOException)
        {
            Abandon();
            throw;
        }
    }

    /// <summary>Adds one record.</summary>
    /// <param name="record">64 bytes.</param>
    /// <param name="position">End of the record in the stream.</param>
    /// <exception cref="IOException">The disk is full or broken; the file then ends with its last whole
    /// frame.</exception>
    internal void Add(ReadOnlySpan<byte> record, long position)
    {
        if (_used == _buffer.Length) Write();
        Span<byte> frame = _buffer.AsSpan(_used, LogFileHeader.FrameBytes);
        BinaryPrimitives.WriteInt64LittleEndian(frame[LogFileHeader.PositionAt..], position);
        BinaryPrimitives.WriteInt64LittleEndian(frame[LogFileHeader.ChecksumAt..], 0);
        record.CopyTo(frame[LogFileHeader.RecordAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[LogFileHeader.ChecksumAt..], LogFileHeader.Sum(frame));
        _used += LogFileHeader.FrameBytes;
    }

    /// <summary>Takes the file away again: the market that it was to be of does not open.</summary>
    internal void Abandon()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    /// <summary>Writes what is buffered.</summary>
    internal void Write()
    {
        if (_used == 0 || _failed) return;
        long before = _file.Position;
        try
        {
            _file.Write(_buffer, 0, _used);
            _used = 0;
        }
        catch (IOException)
        {
            _failed = true;
            _file.SetLength(before);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Write();
            if (!_failed) _file.Flush(flushToDisk: true);
        }
        finally
        {
            _file.Dispose();
        }
    }
}
