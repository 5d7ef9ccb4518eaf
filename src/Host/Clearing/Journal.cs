using System;
using System.IO;
using Gateway.Clearing;
using Gateway.Host.Logs;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Clearing;

/// <summary>Append-only file of frames; durable up to the last <see cref="Sync"/>. One thread, one process.</summary>
/// <remarks>
/// Frames stay in the buffer until they are flushed: what the kernel drops when the disk is full is written again from
/// there. After any other failure the journal takes nothing more.
/// </remarks>
internal sealed class Journal : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly byte[] _buffer = new byte[1 << 18];
    private long _written;
    private int _buffered;
    private JournalException? _failure;

    private Journal(SafeFileHandle file, string path) => (_file, _path) = (file, path);

    /// <summary>Bytes cut off the end when it was opened.</summary>
    internal long CutBytes { get; private set; }

    /// <summary>Where they began.</summary>
    internal long CutOffset { get; private set; }

    /// <summary>Frames that can be taken before the next <see cref="Sync"/>.</summary>
    internal int Room => (_buffer.Length - _buffered) / JournalFrame.SizeBytesMax;

    /// <summary>Why the last <see cref="Sync"/> kept what it had: no room on the disk; null: it did its job.</summary>
    internal JournalException? Full { get; private set; }

    /// <summary>Opens or makes a journal; what it has is read first, and a torn end cut off.</summary>
    /// <param name="path">File; its folder exists.</param>
    /// <param name="header">Log that it is of.</param>
    /// <param name="read">Gets every whole frame in order.</param>
    /// <returns>Open for appending.</returns>
    /// <exception cref="JournalException">Not to be opened, in use, damaged, of another version or log.</exception>
    internal static Journal Open(string path, JournalHeader header, Action<JournalFrame> read)
    {
        SafeFileHandle file;
        try
        {
            // FileShare.None is an exclusive lock on the whole file: two writers would interleave frames.
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw JournalException.Of(path, e);
        }

        var journal = new Journal(file, path);
        try
        {
            journal.Recover(header, read);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Takes a frame; it is durable after the next <see cref="Sync"/>.</summary>
    /// <param name="frame">Frame.</param>
    /// <exception cref="JournalException">There was no <see cref="Room"/>, and there is none on the disk.</exception>
    internal void Append(in JournalFrame frame)
    {
        if (_failure != null) throw _failure;
        if (Room == 0 && !Sync()) throw Full!;
        _buffered += frame.Write(_buffer.AsSpan(_buffered), _written + _buffered);
    }

    /// <summary>Takes a frame and makes it durable at once, behind all that was taken.</summary>
    /// <param name="frame">Frame.</param>
    /// <returns>False when the disk is full: it is not taken.</returns>
    /// <exception cref="JournalException">As <see cref="Sync"/>.</exception>
    internal bool TryAppendDurable(in JournalFrame frame)
    {
        if (!Sync()) return false;
        Append(frame);
        if (Sync()) return true;
        _buffered = 0;
        return false;
    }

    /// <summary>Writes and flushes all frames taken so far; afterwards they survive the machine.</summary>
    /// <returns>False when the disk is full: they are kept, the file ends with a whole frame, and the next call tries
    /// again.</returns>
    /// <exception cref="JournalException">Not written or flushed; the file ends with a whole frame.</exception>
    internal bool Sync()
    {
        if (_failure != null) throw _failure;
        try
        {
            if (_buffered > 0) Flush();
            Full = null;
            return true;
        }
        catch (IOException fault) when (DiskRoom.IsFull(fault))
        {
            Full = JournalException.Of(_path, fault);
            CutBack();
            return false;
        }
        catch (IOException fault)
        {
            throw Fail(fault);
        }
    }

    /// <summary>Closes the file; what was not synced is given up.</summary>
    public void Dispose() => _file.Dispose();

    private void Recover(JournalHeader header, Action<JournalFrame> read)
    {
        var reader = new JournalReader(_file, _path);
        if (reader.HasHeader && reader.Header != header)
        {
            throw JournalException.OtherVersion(
                $"{_path}: journal of log stream {reader.Header.StreamId} session {reader.Header.SessionId}, not of "
                + $"stream {header.StreamId} session {header.SessionId}; name another file");
        }

        while (reader.TryNext(out JournalFrame frame)) read(frame);
        (CutOffset, CutBytes, _written) = (reader.End, reader.TornBytes, reader.End);
        if (CutBytes > 0) Cut();
        if (!reader.HasHeader) Begin(header);
    }

    private void Begin(JournalHeader header)
    {
        header.Write(_buffer);
        _buffered = JournalHeader.SizeBytes;
        if (!Sync()) throw Full!;
    }

    private void Flush()
    {
        RandomAccess.Write(_file, _buffer.AsSpan(0, _buffered), _written);
        RandomAccess.FlushToDisk(_file);
        _written += _buffered;
        _buffered = 0;
    }

    private void Cut()
    {
        try
        {
            RandomAccess.SetLength(_file, _written);
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException e)
        {
            throw Fail(e);
        }
    }

    private JournalException Fail(IOException cause)
    {
        _failure = JournalException.Of(_path, cause);
        CutBack();
        return _failure;
    }

    /// <summary>Gives back what was written in part, so that the file ends with a whole frame.</summary>
    private void CutBack()
    {
        try
        {
            RandomAccess.SetLength(_file, _written);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A device that takes no length keeps a torn frame; the next opening cuts it off.
        }
    }
}
