using System;
using System.Runtime.CompilerServices;
using Gateway.Wire;

namespace Gateway.Native;

/// <summary>A ring of records in unmanaged memory, each in one cache line; one thread owns it.</summary>
/// <remarks>
/// <code>
///  front                              end
///  [ kept kept kept | claimed ....... | free ]     Commit moves the bar over what was written;
///                   ^ next                         a claim too long for the rest begins at the front
/// </code>
/// What was kept stays until the ring comes round: at least Count - (the longest claim) records later.
/// </remarks>
public sealed class PinnedArena : IDisposable
{
    private readonly PinnedTable<Record> _records;
    private int _next;
    private int _claimed;

    /// <summary>Reserves the ring: huge pages where there are any, locked where allowed.</summary>
    /// <param name="count">Records; above 0.</param>
    /// <exception cref="System.IO.IOException">There is not so much memory.</exception>
    public PinnedArena(int count)
    {
        _records = new PinnedTable<Record>(count, resident: true);
        if (!_records.IsAligned(Order.SizeBytes)) throw new InvalidOperationException("records straddle cache lines");
    }

    /// <summary>Number of records.</summary>
    public int Count => _records.Count;

    /// <summary>How the memory was had, in words: huge pages or 4 KiB pages, locked or not.</summary>
    public string Kind => _records.Kind;

    /// <summary>Claims adjacent records in place of the last claim.</summary>
    /// <remarks>A burst that would straddle the end begins again at the front.</remarks>
    /// <param name="countMax">Most records that the burst can hold; 0 to <see cref="Count"/>, else a crash.</param>
    /// <returns>Records with old contents; valid until the ring comes round.</returns>
    public Span<Record> Claim(int countMax)
    {
        int first = countMax > Count - _next ? 0 : _next;
        Span<Record> claimed = _records.Slice(first, countMax);
        _next = first;
        _claimed = countMax;
        return claimed;
    }

    /// <summary>Keeps the first records of the last claim and gives up the rest of it.</summary>
    /// <param name="count">Records that were written; 0 to what was claimed, else it is a crash.</param>
    public void Commit(int count)
    {
        if ((uint)count > (uint)_claimed) ThrowOutside(count);
        _next += count;
        _claimed = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowOutside(int count) =>
        throw new ArgumentOutOfRangeException(nameof(count), $"{count} of {_claimed} claimed");
}
