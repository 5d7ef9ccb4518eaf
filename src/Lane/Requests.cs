using System;
using Gateway.Native;

namespace Gateway.Lane;

/// <summary>All requests of one session, by row, with their ClOrdIDs; the lane's thread alone calls it.</summary>
/// <param name="rowsMax">Requests of a day.</param>
internal sealed class Requests(int rowsMax) : IDisposable
{
    private readonly TextTable _texts = new(rowsMax);
    private readonly PinnedTable<Request> _rows = new(rowsMax + 1, resident: true);

    /// <summary>Whether no row is left for the broker: one is kept for each open order, which a kill has to
    /// cancel.</summary>
    /// <param name="openOrders">Orders that are open.</param>
    internal bool IsFull(int openOrders) => _texts.Count >= rowsMax - Math.Max(rowsMax >> 4, openOrders) - 1;

    /// <summary>No row is left at all.</summary>
    internal bool IsExhausted => _texts.IsFull;

    /// <summary>One request.</summary>
    /// <param name="row">A row that was given.</param>
    /// <returns>The request itself.</returns>
    internal ref Request this[uint row] => ref _rows[(int)row];

    /// <summary>Tells whether a row was given.</summary>
    /// <param name="row">Any number.</param>
    /// <returns>True for 1 to the last given row.</returns>
    internal bool Has(ulong row) => row != 0 && row <= (uint)_texts.Count;

    /// <summary>The ClOrdID of a request.</summary>
    /// <param name="row">A row that was given.</param>
    /// <returns>Its text; empty for a cancel that the gateway made.</returns>
    internal ReadOnlySpan<byte> Text(uint row) => _texts[row];

    /// <summary>The first request with a ClOrdID.</summary>
    /// <param name="clOrdId">Any text.</param>
    /// <returns>Its row, or 0.</returns>
    internal uint Find(ReadOnlySpan<byte> clOrdId) => _texts.Find(clOrdId);

    /// <summary>Says that a ClOrdID is about to be looked for, or added.</summary>
    /// <param name="clOrdId">Any text.</param>
    internal void Expect(ReadOnlySpan<byte> clOrdId) => _texts.Expect(clOrdId);

    /// <summary>Adds a request of the broker.</summary>
    /// <param name="clOrdId">At most 32 bytes.</param>
    /// <param name="request">What it asks.</param>
    /// <param name="duplicate">There was a request with that ClOrdID.</param>
    /// <returns>Its row.</returns>
    internal uint Add(ReadOnlySpan<byte> clOrdId, in Request request, out bool duplicate)
    {
        uint row = _texts.Add(clOrdId, out uint first);
        duplicate = first != 0;
        _rows[(int)row] = request;
        return row;
    }

    /// <summary>Adds a request of the gateway's own.</summary>
    /// <param name="request">What it asks.</param>
    /// <returns>Its row.</returns>
    internal uint AddNameless(in Request request)
    {
        uint row = _texts.AddNameless();
        _rows[(int)row] = request;
        return row;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _texts.Dispose();
        _rows.Dispose();
    }
}
