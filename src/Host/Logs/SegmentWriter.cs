using System;
using System.IO;
using System.Runtime.InteropServices;
using Gateway.Host.Clearing;
using Gateway.Wire;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Logs;

/// <summary>Records a log in a folder of segments; one thread, one process. Nothing is allocated per record.</summary>
/// <remarks>
/// Records stay in the buffer until they are flushed: what the kernel drops when a write or a flush fails is written
/// again from there. So a full disk loses nothing, and every commit begins behind the last durable frame.
/// </remarks>
internal sealed class SegmentWriter : IDisposable
{
    /// <summary>Bytes of a segment when nothing else is said.</summary>
    internal const long SegmentLengthDefault = 64 << 20;

    /// <summary>A segment has room for its header and some frames.</summary>
    internal const long SegmentLengthMin = 1 << 10;

    private const int BufferFrames = 1 << 15;

    private readonly string _folder;
    private readonly long _segmentLength;
    private readonly int _streamId;
    private readonly int _sessionId;
    private readonly SafeFileHandle _lock;
    private readonly byte[] _buffer = new byte[BufferFrames * SegmentFrame.SizeBytes];
    private SafeFileHandle? _file;
    private SafeFileHandle? _index;
    private LogCount _before;
    private LogCount _taken;
    private long _end;
    private int _used;

    private SegmentWriter(string folder, long segmentLength, int streamId, int sessionId, SafeFileHandle folderLock)
    {
        (_folder, _segmentLength, _lock) = (folder, segmentLength, folderLock);
        (_streamId, _sessionId) = (streamId, sessionId);
    }

    /// <summary>What is recorded and survives the machine.</summary>
    internal LogCount Recorded { get; private set; }

    /// <summary>What was cut off when it was opened; null: nothing.</summary>
    internal string? Cut { get; private set; }

    /// <summary>Why the last commit kept what it had: no room on the disk; null: it did its job.</summary>
    internal JournalException? Full { get; private set; }

    /// <summary>Records that can be added before the next commit; 0 only before one.</summary>
    internal int Room => _file == null ? 0 : Math.Min(BufferFrames - (_used / SegmentFrame.SizeBytes), FramesLeft);

    private int FramesLeft =>
        (int)Math.Clamp((_segmentLength - _end - _used) / SegmentFrame.SizeBytes, 0, BufferFrames);

    /// <summary>Opens a folder's log behind its last record, or begins one.</summary>
    /// <param name="folder">Made when missing.</param>
    /// <param name="segmentLength">No segment is longer.</param>
    /// <param name="streamId">Aeron stream of the log.</param>
    /// <param name="sessionId">Aeron session of the log; a folder of another one is refused.</param>
    /// <param name="position">Where the reader stands: a new log begins there.</param>
    /// <exception cref="JournalException">5 in use or cannot be used, 7 another version or log, 8 damaged or with a
    /// gap.</exception>
    internal static SegmentWriter Open(string folder, long segmentLength, int streamId, int sessionId, long position)
    {
        Directory.CreateDirectory(folder);
        SafeFileHandle folderLock = SegmentFolder.Lock(folder);
        var writer = new SegmentWriter(folder, segmentLength, streamId, sessionId, folderLock);
        try
        {
            writer._before = writer._taken = writer.Recorded = new LogCount(0, 0, position);
            writer.Recover();
            return position <= writer.Recorded.Position ? writer : throw JournalException.Damaged(
                $"{folder}: recorded up to position {writer.Recorded.Position}, the log goes on at {position}; "
                + "the records between are lost");
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Takes one record; it is durable once it is in <see cref="Recorded"/>.</summary>
    /// <param name="record">64 bytes; there is <see cref="Room"/>.</param>
    /// <param name="position">Its end in the stream; one that was taken before is passed over.</param>
    internal void Add(ReadOnlySpan<byte> record, long position)
    {
        if (position <= _taken.Position) return;
        SegmentFrame.Write(_buffer.AsSpan(_used, SegmentFrame.SizeBytes), record, position);
        _taken = _taken.With(MemoryMarshal.AsRef<Record>(record), position);
        _used += SegmentFrame.SizeBytes;
    }

    /// <summary>Writes and flushes all that was taken; a segment that is full gets its next one.</summary>
    /// <remarks>Without room all that was taken is kept, <see cref="Full"/> tells, and the next call tries
    /// again.</remarks>
    /// <exception cref="JournalException">5: the disk is broken.</exception>
    internal void Commit()
    {
        try
        {
            if (_used > 0) Flush();
            if (_file != null && FramesLeft == 0) Close();
            if (_file == null) Begin();
            Full = null;
        }
        catch (IOException fault)
        {
            CutBack();
            Full = JournalException.Of(_folder, fault);
            if (!DiskRoom.IsFull(fault)) throw Full;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw JournalException.Of(_folder, fault);
        }
    }

    /// <summary>Lets the folder go; what was not committed is given up.</summary>
    public void Dispose()
    {
        Close();
        _lock.Dispose();
    }

    private void Flush()
    {
        RandomAccess.Write(_file!, _buffer.AsSpan(0, _used), _end);
        for (int at = 0; at < _used; at += SegmentFrame.SizeBytes)
        {
            if (!SegmentIndex.Has(_end + at)) continue;
            long position = SegmentFrame.Position(_buffer.AsSpan(at));
            SegmentIndex.Write(_index!, _before.Position, _end + at, position);
        }

        RandomAccess.FlushToDisk(_file!);
        _end += _used;
        _used = 0;
        Recorded = _taken;
    }

    /// <summary>Makes the next segment: its bytes and its name are durable before it has a record.</summary>
    private void Begin()
    {
        string path = SegmentFolder.PathOf(_folder, Recorded.Position);
        Span<byte> header = stackalloc byte[SegmentHeader.SizeBytes];
        new SegmentHeader(_streamId, _sessionId, Recorded).Write(header);
        try
        {
            _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
            _index = OpenIndex(path);
            RandomAccess.SetLength(_index, 0);
            RandomAccess.Write(_file, header, 0);
            RandomAccess.FlushToDisk(_file);
            SegmentFolder.Sync(_folder);
            (_before, _end) = (Recorded, SegmentHeader.SizeBytes);
        }
        catch (IOException)
        {
            bool made = _file != null;
            Close();
            if (made) Remove(path);
            throw;
        }
    }

    /// <summary>The file ends with its last durable frame again.</summary>
    private void CutBack()
    {
        if (_file == null) return;
        try
        {
            RandomAccess.SetLength(_file, _end);
            RandomAccess.SetLength(_index!, SegmentIndex.Length(_end));
        }
        catch (IOException)
        {
            // A disk that takes no length keeps a torn frame; the next commit writes over it, or a start cuts it off.
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _index?.Dispose();
        (_file, _index) = (null, null);
    }

    private void Recover()
    {
        string[] segments = SegmentFolder.Segments(_folder);
        for (int last = segments.Length - 1; last >= 0; last--)
        {
            using SegmentFile segment = SegmentFile.Open(segments[last]);
            if (segment.Header is { } header)
            {
                GoOn(segment, header);
                return;
            }

            Cut = $"{segments[last]}: torn at byte 0, {segment.TornBytes} bytes cut off";
            Remove(segments[last]);
        }
    }

    private void GoOn(SegmentFile segment, SegmentHeader header)
    {
        if ((header.StreamId, header.SessionId) != (_streamId, _sessionId))
        {
            throw JournalException.OtherVersion(
                $"{segment.Path}: log of stream {header.StreamId} session {header.SessionId}, not of "
                + $"stream {_streamId} session {_sessionId}; name another folder");
        }

        if (header.Before.Position != SegmentFolder.First(segment.Path))
            throw JournalException.Damaged($"{segment.Path}: begins at position {header.Before.Position}");
        _index = OpenIndex(segment.Path);
        _before = header.Before;
        for (long at = segment.End; segment.TryNext(out _, out long position); at = segment.End)
        {
            if (!SegmentIndex.Has(at) || SegmentIndex.Holds(_index, _before.Position, at, position)) continue;
            SegmentIndex.Write(_index, _before.Position, at, position);
        }

        (_end, _taken, Recorded) = (segment.End, segment.Count, segment.Count);
        RandomAccess.SetLength(_index, SegmentIndex.Length(_end));
        _file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (segment.TornBytes > 0)
        {
            Cut = $"{segment.Path}: torn at byte {_end}, {segment.TornBytes} bytes cut off";
            RandomAccess.SetLength(_file, _end);
        }

        // What a killed recorder has written was perhaps never flushed.
        RandomAccess.FlushToDisk(_file);
    }

    private static SafeFileHandle OpenIndex(string segment) => File.OpenHandle(
        SegmentIndex.PathOf(segment), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);

    private static void Remove(string segment)
    {
        File.Delete(segment);
        File.Delete(SegmentIndex.PathOf(segment));
    }
}
