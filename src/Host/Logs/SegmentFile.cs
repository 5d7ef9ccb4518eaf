using System;
using System.IO;
using Gateway.Host.Clearing;
using Gateway.Wire;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Logs;

/// <summary>Reads one segment from front to back, also while its recorder writes.</summary>
internal sealed class SegmentFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly byte[] _buffer = new byte[SegmentFrame.SizeBytes * 4096];
    private long _bufferOffset;
    private int _buffered;

    private SegmentFile(SafeFileHandle file, string path) => (_file, Path) = (file, path);

    internal string Path { get; }

    /// <summary>What the header says; null: the file tore while it was made, and has no frames.</summary>
    internal SegmentHeader? Header { get; private set; }

    /// <summary>Where the last frame that was read ends.</summary>
    internal long End { get; private set; }

    /// <summary>What the log holds up to there; only the position unless <see cref="IsCounted"/>.</summary>
    internal LogCount Count { get; private set; }

    /// <summary>Every frame before <see cref="End"/> was read.</summary>
    internal bool IsCounted { get; private set; }

    /// <summary>Bytes behind <see cref="End"/>: once there is no next frame, these are what tore.</summary>
    internal long TornBytes => RandomAccess.GetLength(_file) - End;

    /// <summary>Opens a segment.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JournalException">8 no segment or a damaged one, 7 of another version.</exception>
    internal static SegmentFile Open(string path)
    {
        var file = new SegmentFile(
            File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), path);
        try
        {
            file.ReadHeader();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="record">The record.</param>
    /// <param name="position">Its end in the stream.</param>
    /// <returns>False at the end; later there may be more.</returns>
    /// <exception cref="JournalException">8: a whole frame is damaged.</exception>
    internal bool TryNext(out Record record, out long position)
    {
        (record, position) = (default, 0);
        if (Header == null) ReadHeader();
        if (Header == null) return false;
        ReadOnlySpan<byte> frame = Peek();
        if (frame.Length < SegmentFrame.SizeBytes) return false;
        if (!SegmentFrame.IsWhole(frame) || SegmentFrame.Position(frame) <= Count.Position)
        {
            if (IsZeroFromHere()) return false;
            throw JournalException.Damaged($"{Path}: damaged at byte {End}");
        }

        (record, position) = (SegmentFrame.Record(frame), SegmentFrame.Position(frame));
        Count = Count.With(record, position);
        End += SegmentFrame.SizeBytes;
        return true;
    }

    /// <summary>Goes to the last frame before a position that the index knows; without one it stays in front.</summary>
    internal void Seek(long position)
    {
        Rewind();
        long first = Count.Position;
        bool known = SegmentIndex.TryFind(SegmentIndex.PathOf(Path), first, position, out var entry);
        if (!known || !SegmentIndex.Has(entry.Offset) || entry.Offset > RandomAccess.GetLength(_file)) return;
        End = entry.Offset;
        ReadOnlySpan<byte> frame = Peek();
        bool proven = frame.Length == SegmentFrame.SizeBytes
            && SegmentFrame.IsWhole(frame)
            && SegmentFrame.Position(frame) == entry.Position;
        if (proven) IsCounted = false;
        else Rewind();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void ReadHeader()
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.SizeBytes];
        Header = SegmentHeader.Read(bytes[..Read(bytes, 0)], Path);
        Rewind();
    }

    private void Rewind()
    {
        IsCounted = true;
        End = Header == null ? 0 : SegmentHeader.SizeBytes;
        Count = Header?.Before ?? default;
    }

    /// <summary>The frame at <see cref="End"/>, or as much of it as there is; valid until the next call.</summary>
    private ReadOnlySpan<byte> Peek()
    {
        long behind = End - _bufferOffset;
        if (behind < 0 || behind + SegmentFrame.SizeBytes > _buffered)
        {
            (_bufferOffset, behind) = (End, 0);
            _buffered = Read(_buffer, End);
        }

        return _buffer.AsSpan((int)behind, Math.Min(SegmentFrame.SizeBytes, _buffered - (int)behind));
    }

    /// <summary>A file system that lost power may have lengthened the file and not written it.</summary>
    private bool IsZeroFromHere()
    {
        long at = End;
        _buffered = 0;
        for (int read; (read = Read(_buffer, at)) > 0; at += read)
        {
            if (_buffer.AsSpan(0, read).ContainsAnyExcept((byte)0)) return false;
        }

        return true;
    }

    private int Read(Span<byte> bytes, long offset)
    {
        int got = 0;
        while (got < bytes.Length)
        {
            int read = RandomAccess.Read(_file, bytes[got..], offset + got);
            if (read == 0) break;
            got += read;
        }

        return got;
    }
}
