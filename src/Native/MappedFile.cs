using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Gateway.Native;

/// <summary>A file shared with other processes through memory; every access is checked: length and alignment.</summary>
/// <remarks>
/// An access outside, or at an offset that is no multiple of its size, is a crash (ArgumentOutOfRangeException).
/// "Volatile" is what Aeron calls ordered: a store that no earlier store passes, a load that no later load passes.
/// Threads may share it; what they may do at once is said by the layout they put on it.
/// </remarks>
public sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _first;

    private MappedFile(MemoryMappedFile file, long length, MemoryMappedFileAccess access)
    {
        _file = file;
        Length = length;
        _view = file.CreateViewAccessor(0, length, access);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _first);
    }

    /// <summary>Length of the file in bytes; 0 once disposed of.</summary>
    public long Length { get; private set; }

    /// <summary>Makes a new file of zeroes, all of it allocated: a store never meets a full disk.</summary>
    /// <param name="path">Must not exist.</param>
    /// <param name="length">Bytes; above 0.</param>
    /// <returns>The mapped file.</returns>
    /// <exception cref="IOException">It exists, the folder does not, or the disk is full: nothing is left.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not permitted.</exception>
    public static MappedFile Create(string path, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            PreallocationSize = length,
        });
        stream.SetLength(length);
        return Map(stream, length, MemoryMappedFileAccess.ReadWrite);
    }

    /// <summary>Maps a file that exists.</summary>
    /// <param name="path">File.</param>
    /// <param name="lengthMin">Bytes that it must have at least.</param>
    /// <param name="readOnly">A store through a read-only mapping is a crash.</param>
    /// <returns>The mapped file.</returns>
    /// <exception cref="IOException">The file is missing, empty, or shorter than asked.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or not permitted.</exception>
    public static MappedFile Open(string path, long lengthMin, bool readOnly)
    {
        FileAccess access = readOnly ? FileAccess.Read : FileAccess.ReadWrite;
        using var stream = new FileStream(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        long length = stream.Length;
        if (length < lengthMin || length == 0) throw new IOException($"{path}: {length} bytes, {lengthMin} needed");
        return Map(stream, length, readOnly ? MemoryMappedFileAccess.Read : MemoryMappedFileAccess.ReadWrite);
    }

    /// <summary>A piece of the file.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>Valid until <see cref="Dispose"/>.</returns>
    public Span<byte> Slice(long offset, int length)
    {
        Check(offset, length);
        return new Span<byte>(_first + offset, length);
    }

    /// <summary>All of the file, for those who know nothing of files.</summary>
    /// <returns>Valid until <see cref="Dispose"/>; at most 2 GiB.</returns>
    public Memory<byte> AsMemory() => new MappedMemory(this).Memory;

    /// <summary>Reads 32 bits.</summary>
    /// <param name="offset">A multiple of 4.</param>
    /// <returns>The value.</returns>
    public int ReadInt(long offset) => At<int>(offset);

    /// <summary>Reads 64 bits.</summary>
    /// <param name="offset">A multiple of 8.</param>
    /// <returns>The value.</returns>
    public long ReadLong(long offset) => At<long>(offset);

    /// <summary>Writes 32 bits.</summary>
    /// <param name="offset">A multiple of 4.</param>
    /// <param name="value">The value.</param>
    public void WriteInt(long offset, int value) => At<int>(offset) = value;

    /// <summary>Writes 64 bits.</summary>
    /// <param name="offset">A multiple of 8.</param>
    /// <param name="value">The value.</param>
    public void WriteLong(long offset, long value) => At<long>(offset) = value;

    /// <summary>Reads 32 bits before any later load.</summary>
    /// <param name="offset">A multiple of 4.</param>
    /// <returns>The value.</returns>
    public int ReadIntVolatile(long offset) => Volatile.Read(ref At<int>(offset));

    /// <summary>Reads 64 bits before any later load.</summary>
    /// <param name="offset">A multiple of 8.</param>
    /// <returns>The value.</returns>
    public long ReadLongVolatile(long offset) => Volatile.Read(ref At<long>(offset));

    /// <summary>Writes 32 bits after every earlier store.</summary>
    /// <param name="offset">A multiple of 4.</param>
    /// <param name="value">The value.</param>
    public void WriteIntVolatile(long offset, int value) => Volatile.Write(ref At<int>(offset), value);

    /// <summary>Writes 64 bits after every earlier store.</summary>
    /// <param name="offset">A multiple of 8.</param>
    /// <param name="value">The value.</param>
    public void WriteLongVolatile(long offset, long value) => Volatile.Write(ref At<long>(offset), value);

    /// <summary>Replaces 64 bits when they are what is expected, as one step.</summary>
    /// <param name="offset">A multiple of 8.</param>
    /// <param name="expected">What must be there.</param>
    /// <param name="value">What is put there.</param>
    /// <returns>True when it was replaced.</returns>
    public bool TryExchangeLong(long offset, long expected, long value) =>
        Interlocked.CompareExchange(ref At<long>(offset), value, expected) == expected;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Length == 0) return;
        Length = 0;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static MappedFile Map(FileStream stream, long length, MemoryMappedFileAccess access) => new(
        MemoryMappedFile.CreateFromFile(stream, null, length, access, HandleInheritability.None, leaveOpen: true),
        length,
        access);

    private ref T At<T>(long offset)
        where T : unmanaged
    {
        Check(offset, sizeof(T));
        if ((offset & (sizeof(T) - 1)) != 0) ThrowUnaligned(offset, sizeof(T));
        return ref Unsafe.AsRef<T>(_first + offset);
    }

    private void Check(long offset, int length)
    {
        if ((ulong)offset > (ulong)Length || (ulong)length > (ulong)(Length - offset)) ThrowOutside(offset, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowUnaligned(long offset, int length) =>
        throw new ArgumentOutOfRangeException(nameof(offset), $"{offset} is no multiple of {length}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowOutside(long offset, int length) =>
        throw new ArgumentOutOfRangeException(nameof(offset), $"{offset} + {length} of {Length} bytes");
}
