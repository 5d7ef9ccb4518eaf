using System;
using System.IO;
using Gateway.Clearing;
using Gateway.Host.Logs;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Clearing;

/// <summary>Reads a journal from its first frame to its last; one thread.</summary>
/// <remarks>
/// Where the file ends inside a frame, or before its bytes reached the disk (<see cref="UnwrittenTail"/>), the journal
/// ends before it: it tore while it was written, and was never reported as durable. Any other frame that does not pass
/// is damage, the last one too, and nobody may cut it.
/// </remarks>
internal sealed class JournalReader
{
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _length;
    private readonly byte[] _buffer = new byte[1 << 18];
    private long _bufferOffset;
    private int _bufferLength;

    /// <summary>Reads the header.</summary>
    /// <param name="file">Open for reading; stays the caller's.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="JournalException">No journal, a damaged one, or one of another version.</exception>
    internal JournalReader(SafeFileHandle file, string path)
    {
        (_file, _path, _length) = (file, path, RandomAccess.GetLength(file));
        ReadOnlySpan<byte> bytes = Peek(0, JournalHeader.SizeBytes);
        JournalFault fault = JournalHeader.Read(bytes, out JournalHeader header);
        (Header, HasHeader) = (header, fault == JournalFault.None);
        if (!HasHeader && fault != JournalFault.TornHeader) throw Refusal(fault, bytes);

        End = HasHeader ? JournalHeader.SizeBytes : 0;
    }

    /// <summary>False: the file is empty, or tore while it was made.</summary>
    internal bool HasHeader { get; }

    /// <summary>What the header says; default without one.</summary>
    internal JournalHeader Header { get; }

    /// <summary>Where the last frame that was read ends.</summary>
    internal long End { get; private set; }

    /// <summary>Bytes behind <see cref="End"/>; once there is no next frame these are what tore.</summary>
    internal long TornBytes => _length - End;

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">Frame; default at the end.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="JournalException">The file is damaged before its end.</exception>
    internal bool TryNext(out JournalFrame frame)
    {
        frame = default;
        if (!HasHeader || End == _length) return false;
        if (JournalFrame.TryRead(Peek(End, JournalFrame.SizeBytesMax), End, out frame))
        {
            End += frame.SizeBytes;
            return true;
        }

        RequireTorn(End);
        return false;
    }

    private void RequireTorn(long bad)
    {
        int size = Math.Max(JournalFrame.SizeOf(Peek(bad, JournalFrame.SizeBytesMax)), JournalFrame.SizeBytesMin);
        long zeroesFrom = bad;
        for (long offset = bad; offset < _length; offset++)
        {
            ReadOnlySpan<byte> bytes = Peek(offset, JournalFrame.SizeBytesMax);
            if (bytes[0] != 0) zeroesFrom = offset + 1;
            if (!JournalFrame.TryRead(bytes, offset, out _)) continue;

            throw JournalException.Damaged(
                $"{_path}: damaged data at offset {bad}: {offset - bad} bytes are no frame, whole ones follow; "
                + "restore the file from a copy");
        }

        if (bad + size > _length || UnwrittenTail.Reaches(bad, size, zeroesFrom)) return;

        throw JournalException.Damaged(
            $"{_path}: damaged data at offset {bad}: the last {_length - bad} bytes are no frame and did not tear; "
            + "restore the file from a copy");
    }

    /// <summary>Bytes of the file, fewer at its end; valid until the next call.</summary>
    private ReadOnlySpan<byte> Peek(long offset, int count)
    {
        long behind = Math.Min(offset + count, _length);
        if (offset < _bufferOffset || behind > _bufferOffset + _bufferLength) Fill(offset);
        return _buffer.AsSpan((int)(offset - _bufferOffset), (int)(behind - offset));
    }

    private void Fill(long offset)
    {
        (_bufferOffset, _bufferLength) = (offset, 0);
        try
        {
            while (_bufferLength < _buffer.Length)
            {
                int read = RandomAccess.Read(_file, _buffer.AsSpan(_bufferLength), offset + _bufferLength);
                if (read == 0) break;
                _bufferLength += read;
            }
        }
        catch (IOException e)
        {
            throw JournalException.Of(_path, e);
        }

        if (offset + _bufferLength < Math.Min(_length, offset + _buffer.Length))
        {
            throw JournalException.Of(_path, new IOException("became shorter while it was read"));
        }
    }

    private JournalException Refusal(JournalFault fault, ReadOnlySpan<byte> bytes)
    {
        if (fault == JournalFault.NoJournal) return JournalException.Damaged($"{_path}: no clearing journal");
        if (fault == JournalFault.DamagedHeader)
        {
            return JournalException.Damaged($"{_path}: damaged data in the header; restore the file from a copy");
        }

        var (format, schema, version) = JournalHeader.Versions(bytes);
        return JournalException.OtherVersion(
            $"{_path}: journal of format {format}, schema {schema} version {version}; this program reads format "
            + $"{JournalHeader.FormatVersion}, schema {JournalHeader.SchemaId} version {JournalHeader.SchemaVersion}");
    }
}
