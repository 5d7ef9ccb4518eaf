using System;
using System.IO;
using Gateway.Host.Clearing;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Logs;

/// <summary>A file that is read from its begin to its end, through a buffer; one thread.</summary>
/// <param name="file">Open for reading; stays the caller's.</param>
/// <param name="path">Its name, for messages.</param>
internal sealed class FileWindow(SafeFileHandle file, string path)
{
    private readonly byte[] _buffer = new byte[1 << 18];
    private long _bufferOffset;
    private int _bufferLength;

    /// <summary>Bytes of the file when it was opened.</summary>
    internal long Length { get; } = RandomAccess.GetLength(file);

    /// <summary>Bytes of the file, fewer at its end; valid until the next call.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="count">At most 256 KiB.</param>
    /// <exception cref="JournalException">5: it cannot be read.</exception>
    internal ReadOnlySpan<byte> Peek(long offset, int count)
    {
        long behind = Math.Min(offset + count, Length);
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
                int read = RandomAccess.Read(file, _buffer.AsSpan(_bufferLength), offset + _bufferLength);
                if (read == 0) break;
                _bufferLength += read;
            }
        }
        catch (IOException e)
        {
            throw JournalException.Of(path, e);
        }

        if (offset + _bufferLength < Math.Min(Length, offset + _buffer.Length))
            throw JournalException.Of(path, new IOException("became shorter while it was read"));
    }
}
