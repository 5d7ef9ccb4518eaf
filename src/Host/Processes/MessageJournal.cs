using System;
using System.Buffers.Binary;
using System.IO;
using Gateway.Clearing;
using Gateway.Host.Clearing;
using Gateway.Host.Logs;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Processes;

/// <summary>Messages that a part took, in order, in a file that survives it; one thread.</summary>
/// <remarks>
/// Written, not flushed to the disk: it outlives the process, not the machine. Little-endian.
/// <code>
/// file:  magic "GWTOOK\0\0" | format u32, 1 | zero to 64
/// entry: length u32 | source i32 | timeNs u64 | message | zero to a multiple of 8 | checksum u32 | length u32
///        the checksum is CRC-32C of the entry's place in the file and all before it
/// </code>
/// </remarks>
internal sealed class MessageJournal : IDisposable
{
    private const int HeaderBytes = 64;
    private const int Format = 1;
    private const int PrefixBytes = 16;
    private const int SuffixBytes = 8;
    private const int Alignment = 8;
    private const int MessageBytesMax = 1 << 16;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly byte[] _entry = new byte[PrefixBytes + MessageBytesMax + Alignment + SuffixBytes];
    private long _end;

    /// <summary>Opens or makes the file and reads what is in it; a torn end is cut off.</summary>
    /// <param name="path">File.</param>
    /// <param name="taken">Gets every message in order; false: it does not fit.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="JournalException">It is of another version: 7.</exception>
    /// <exception cref="IOException">It cannot be opened, or another process has it.</exception>
    internal MessageJournal(string path, Func<int, ulong, byte[], bool> taken)
    {
        _path = path;
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            Read(taken);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    private static ReadOnlySpan<byte> Magic => "GWTOOK\0\0"u8;

    /// <summary>Bytes of a torn last entry that were cut off.</summary>
    internal long CutBytes { get; private set; }

    /// <summary>Keeps a message.</summary>
    /// <param name="source">Whose it is.</param>
    /// <param name="timeNs">When it was taken.</param>
    /// <param name="message">At most 64 KiB.</param>
    /// <exception cref="IOException">The disk is full or broken; nothing of it is kept.</exception>
    internal void Append(int source, ulong timeNs, ReadOnlySpan<byte> message)
    {
        int bytes = EntryBytes(message.Length);
        Span<byte> entry = _entry.AsSpan(0, bytes);
        entry.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(entry, message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[4..], source);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], timeNs);
        message.CopyTo(entry[PrefixBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[^SuffixBytes..], Checksum.Of(_end, entry[..^SuffixBytes]));
        BinaryPrimitives.WriteInt32LittleEndian(entry[^4..], message.Length);
        RandomAccess.Write(_file, entry, _end);
        _end += bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static int EntryBytes(int messageBytes) =>
        ((PrefixBytes + messageBytes + Alignment - 1) & -Alignment) + SuffixBytes;

    private void Read(Func<int, ulong, byte[], bool> taken)
    {
        var file = new FileWindow(_file, _path);
        if (file.Length < HeaderBytes) Begin();
        else CheckHeader();
        for (_end = HeaderBytes; TryRead(file, out int source, out ulong timeNs, out byte[] message);)
        {
            if (!taken(source, timeNs, message)) throw Damaged("a message that does not fit");
            _end += EntryBytes(message.Length);
        }

        CutBytes = Math.Max(0, file.Length - _end);
        if (CutBytes > 0) RandomAccess.SetLength(_file, _end);
    }

    /// <summary>An entry that ends behind the file's end, or is still zero, was being written when its process
    /// died.</summary>
    private bool TryRead(FileWindow file, out int source, out ulong timeNs, out byte[] message)
    {
        (source, timeNs, message) = (0, 0, []);
        if (_end + PrefixBytes > file.Length) return false;
        ReadOnlySpan<byte> entry = file.Peek(_end, PrefixBytes);
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(entry);
        if (bytes is < 0 or > MessageBytesMax) throw Damaged($"length {bytes}");
        int length = EntryBytes(bytes);
        if (_end + length > file.Length) return false;
        entry = file.Peek(_end, length);
        uint sum = BinaryPrimitives.ReadUInt32LittleEndian(entry[^SuffixBytes..]);
        bool whole = sum == Checksum.Of(_end, entry[..^SuffixBytes])
            && bytes == BinaryPrimitives.ReadInt32LittleEndian(entry[^4..]);
        if (!whole) throw Damaged("the checksum of an entry is wrong");
        source = BinaryPrimitives.ReadInt32LittleEndian(entry[4..]);
        timeNs = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
        message = entry.Slice(PrefixBytes, bytes).ToArray();
        return true;
    }

    private void Begin()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Format);
        RandomAccess.Write(_file, header, 0);
        RandomAccess.SetLength(_file, HeaderBytes);
    }

    private void CheckHeader()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        _ = RandomAccess.Read(_file, header, 0);
        if (!header.StartsWith(Magic)) throw new InvalidDataException($"{_path}: no journal of messages");
        int format = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (format != Format)
            throw JournalException.OtherVersion($"{_path}: format {format}; this program reads {Format}");
    }

    private InvalidDataException Damaged(string what) => new($"{_path}: damaged data at byte {_end}: {what}");
}
