using System;
using Gateway.Native;

namespace Gateway.Lane;

/// <summary>The fills of a day, those of one order linked from the last to the first; the lane's thread alone calls it.
/// </summary>
/// <remarks>A fill costs one line written; whoever undoes one looks through the fills of its order.</remarks>
/// <param name="fillsMax">Two for each match; a fill beyond cannot be named again.</param>
internal sealed class Fills(int fillsMax) : IDisposable
{
    private readonly PinnedTable<Fill> _rows = new(fillsMax + 1, resident: true);
    private int _count;

    internal ref Fill this[uint row] => ref _rows[(int)row];

    /// <summary>Keeps a fill.</summary>
    /// <param name="last">The order's last fill; it becomes this one.</param>
    /// <param name="execId">The venue's ExecID, at most 32 bytes.</param>
    /// <param name="price">Ticks.</param>
    /// <param name="quantity">Lots.</param>
    /// <param name="match">Row of the match.</param>
    /// <returns>Its row; 0 when the table is full.</returns>
    internal uint Add(ref uint last, ReadOnlySpan<byte> execId, int price, uint quantity, uint match)
    {
        if (_count == _rows.Count - 1) return 0;
        uint row = (uint)++_count;
        ref Fill fill = ref this[row];
        (fill.Price, fill.Quantity, fill.Match, fill.Previous) = (price, quantity, match, last);
        fill.SetExecId(execId);
        last = row;
        return row;
    }

    /// <summary>The fill that a bust or a correction of an order is about.</summary>
    /// <param name="last">The order's last fill.</param>
    /// <param name="execId">ExecRefID (19), at most 32 bytes: of the fill, or of one that it corrects.</param>
    /// <param name="match">Row of the match: it counts when no fill has that ExecID.</param>
    /// <returns>0 when there is none that stands.</returns>
    internal uint Find(uint last, ReadOnlySpan<byte> execId, uint match)
    {
        uint row = Named(last, execId);
        while (row != 0 && this[row].Undone) row = this[row].CorrectedBy;
        if (row != 0 || match == 0) return row;

        row = last;
        while (row != 0 && (this[row].Undone || this[row].Match != match)) row = this[row].Previous;
        return row;
    }

    /// <summary>The fill of an order with an ExecID, whether it stands or not.</summary>
    /// <param name="last">The order's last fill.</param>
    /// <param name="execId">At most 32 bytes.</param>
    /// <returns>0 when there is none.</returns>
    internal uint Named(uint last, ReadOnlySpan<byte> execId)
    {
        uint row = last;
        while (row != 0 && !this[row].ExecId.SequenceEqual(execId)) row = this[row].Previous;
        return row;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();
}
