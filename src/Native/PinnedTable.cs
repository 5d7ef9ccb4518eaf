using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Gateway.Native;

/// <summary>Rows in unmanaged memory, zero at first, sized once, never moved nor grown; one thread owns it.</summary>
/// <typeparam name="T">Row; no references in it.</typeparam>
/// <remarks>
/// There is no finalizer: a span of rows does not keep its table alive, so one forgotten costs memory, never a crash.
/// </remarks>
public sealed unsafe class PinnedTable<T> : IDisposable
    where T : unmanaged
{
    private const uint Huge = 1;
    private const uint Locked = 2;

    private readonly ulong _bytes;
    private readonly uint _got;
    private T* _rows;

    /// <summary>Reserves the rows.</summary>
    /// <param name="count">Rows; above 0.</param>
    /// <param name="resident">Huge pages if there are any, locked if allowed; else pages come on first use.</param>
    /// <exception cref="IOException">There is not so much memory.</exception>
    public PinnedTable(int count, bool resident = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _bytes = (ulong)count * (ulong)sizeof(T);
        int result = Gw.MemoryReserve(_bytes, resident ? Huge | Locked : 0, out nint memory, out _got);
        if (result < 0) throw new IOException($"{count} rows, {_bytes} bytes of memory: errno {-result}");
        _rows = (T*)memory;
        Count = count;
    }

    /// <summary>Number of rows; 0 once disposed of.</summary>
    public int Count { get; private set; }

    /// <summary>How the memory was had, in words: huge pages or 4 KiB pages, locked or not.</summary>
    public string Kind =>
        ((_got & Huge) != 0 ? "huge pages" : "4 KiB pages") + ((_got & Locked) != 0 ? ", locked" : ", not locked");

    /// <summary>One row.</summary>
    /// <param name="row">0 to <see cref="Count"/> - 1, else it is a crash.</param>
    /// <returns>The row itself.</returns>
    public ref T this[int row]
    {
        get
        {
            if ((uint)row >= (uint)Count) ThrowOutside(row, 1);
            return ref _rows[row];
        }
    }

    /// <summary>Has a row brought into the cache while the caller does something else; reads nothing.</summary>
    /// <param name="row">Any number.</param>
    public void Prefetch(int row)
    {
        if (Sse.IsSupported) Sse.Prefetch0(_rows + row);
    }

    /// <summary>Adjacent rows.</summary>
    /// <param name="row">First row.</param>
    /// <param name="count">How many; all within <see cref="Count"/>, else it is a crash.</param>
    /// <returns>Valid until <see cref="Dispose"/>.</returns>
    public Span<T> Slice(int row, int count)
    {
        if ((ulong)(uint)row + (uint)count > (ulong)Count) ThrowOutside(row, count);
        return new Span<T>(_rows + row, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rows != null) _ = Gw.MemoryFree((nint)_rows, _bytes);
        _rows = null;
        Count = 0;
    }

    /// <summary>Whether the first row begins at a multiple of so many bytes.</summary>
    /// <param name="bytes">A power of two.</param>
    /// <returns>True when it does.</returns>
    internal bool IsAligned(int bytes) => ((nint)_rows & (bytes - 1)) == 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowOutside(int row, int count) =>
        throw new ArgumentOutOfRangeException(nameof(row), $"{row} + {count} of {Count} rows");
}
