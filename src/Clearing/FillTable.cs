using System.Collections.Generic;

namespace Gateway.Clearing;

/// <summary>Every fill, by name, and the unmatched ones of each match.</summary>
/// <remarks>A match is a bag: whichever half comes first waits, so the order of two fills does not matter.</remarks>
internal sealed class FillTable
{
    private readonly Rows<Fill> _rows = new();
    private readonly Dictionary<(uint Match, ulong OrderId), int> _rowOfName = [];
    private readonly Dictionary<uint, int> _unmatchedOfMatch = [];

    internal int Count => _rows.Count;

    internal int UnmatchedCount { get; private set; }

    internal ref Fill this[int row] => ref _rows[row];

    internal int Find(uint match, ulong orderId) => _rowOfName.GetValueOrDefault((match, orderId), Fill.None);

    /// <summary>Takes in a fill, unmatched; it has its name from now on.</summary>
    internal int Add(in Fill fill)
    {
        int row = _rows.Add(fill);
        _rowOfName[(fill.Match, fill.OrderId)] = row;
        _rows[row].Next = _unmatchedOfMatch.GetValueOrDefault(fill.Match, Fill.None);
        _unmatchedOfMatch[fill.Match] = row;
        UnmatchedCount++;
        return row;
    }

    /// <summary>The first unmatched fill that is another's other half, or <see cref="Fill.None"/>.</summary>
    internal int OtherHalf(in Fill fill)
    {
        int first = Fill.None;
        int row = _unmatchedOfMatch.GetValueOrDefault(fill.Match, Fill.None);
        for (; row >= 0; row = _rows[row].Next)
        {
            if (fill.Completes(_rows[row])) first = row;
        }

        return first;
    }

    /// <summary>Takes a fill out of its match's unmatched ones.</summary>
    internal void Leave(int row, FillState state)
    {
        ref Fill fill = ref _rows[row];
        int next = fill.Next;
        fill.State = state;
        fill.Next = Fill.None;
        UnmatchedCount--;
        int before = _unmatchedOfMatch[fill.Match];
        if (before == row)
        {
            if (next < 0) _unmatchedOfMatch.Remove(fill.Match);
            else _unmatchedOfMatch[fill.Match] = next;
            return;
        }

        while (_rows[before].Next != row) before = _rows[before].Next;
        _rows[before].Next = next;
    }

    internal void AddTo(BookHash hash)
    {
        hash.Add((uint)_rows.Count);
        for (int row = 0; row < _rows.Count; row++) _rows[row].AddTo(hash);
    }
}
