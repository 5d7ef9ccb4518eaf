using System;
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
    private readonly string _path;
    private readonly FileWindow _file;

    /// <summary>Reads the header.</summary>
    /// <param name="file">Open for reading; stays the caller's.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="JournalException">No journal, a damaged one, or one of another version.</exception>
    internal JournalReader(SafeFileHandle file, string path)
    {
        (_path, _file) = (path, new FileWindow(file, path));
        ReadOnlySpan<byte> bytes = _file.Peek(0, JournalHeader.SizeBytes);
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
    internal long TornBytes => _file.Length - End;

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">Frame; default at the end.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="JournalException">The file is damaged before its end.</exception>
    internal bool TryNext(out JournalFrame frame)
    {
        frame = default;
        if (!HasHeader || End == _file.Length) return false;
        if (JournalFrame.TryRead(_file.Peek(End, JournalFrame.SizeBytesMax), End, out frame))
        {
            End += frame.SizeBytes;
            return true;
        }

        RequireTorn(End);
        return false;
    }

    private void RequireTorn(long bad)
    {
        int size = Math.Max(JournalFrame.SizeOf(_file.Peek(bad, JournalFrame.SizeBytesMax)), JournalFrame.SizeBytesMin);
        long zeroesFrom = bad;
        for (long offset = bad; offset < _file.Length; offset++)
        {
            ReadOnlySpan<byte> bytes = _file.Peek(offset, JournalFrame.SizeBytesMax);
            if (bytes[0] != 0) zeroesFrom = offset + 1;
            if (!JournalFrame.TryRead(bytes, offset, out _)) continue;

            throw JournalException.Damaged(
                $"{_path}: damaged data at offset {bad}: {offset - bad} bytes are no frame, whole ones follow; "
                + "restore the file from a copy");
        }

        if (bad + size > _file.Length || UnwrittenTail.Reaches(bad, size, zeroesFrom)) return;

        throw JournalException.Damaged(
            $"{_path}: damaged data at offset {bad}: the last {_file.Length - bad} bytes are no frame and did not tear; "
            + "restore the file from a copy");
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
