using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Gateway.Native;

namespace Gateway.Lane;

/// <summary>Texts of up to 32 bytes and their rows, from 1, in unmanaged memory; the lane's thread alone calls
/// it.</summary>
/// <remarks>
/// Rows are given in order and never taken back. Cost: O(1), two cache lines, 0 bytes. A hash table of twice as many
/// places as rows finds a text; a second text that is equal gets a row of its own and the first is found.
/// </remarks>
internal sealed class TextTable : IDisposable
{
    /// <summary>Longest text.</summary>
    internal const int TextBytesMax = 32;

    private readonly PinnedTable<TextRow> _rows;
    private readonly PinnedTable<uint> _places;
    private readonly int _mask;

    /// <summary>Reserves the table.</summary>
    /// <param name="rowsMax">Texts; above 0.</param>
    internal TextTable(int rowsMax)
    {
        int places = (int)BitOperations.RoundUpToPowerOf2((uint)rowsMax * 2);
        _rows = new PinnedTable<TextRow>(rowsMax + 1, resident: true);
        _places = new PinnedTable<uint>(places, resident: true);
        _mask = places - 1;
    }

    /// <summary>Rows given so far.</summary>
    internal int Count { get; private set; }

    /// <summary>No row is left.</summary>
    internal bool IsFull => Count == _rows.Count - 1;

    /// <summary>The text of a row.</summary>
    /// <param name="row">1 to <see cref="Count"/>.</param>
    /// <returns>Stays as long as the table.</returns>
    internal ReadOnlySpan<byte> this[uint row]
    {
        get
        {
            ref TextRow text = ref _rows[(int)row];
            return ((ReadOnlySpan<byte>)text.Bytes)[..(int)text.Length];
        }
    }

    /// <summary>As much of a text as a row holds.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Its first 32 bytes.</returns>
    internal static ReadOnlySpan<byte> Clip(ReadOnlySpan<byte> text) =>
        text.Length > TextBytesMax ? text[..TextBytesMax] : text;

    /// <summary>The first row with a text.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Its row, or 0.</returns>
    internal uint Find(ReadOnlySpan<byte> text)
    {
        uint hash = Hash(text);
        for (int at = (int)hash & _mask; ; at = (at + 1) & _mask)
        {
            uint row = _places[at];
            if (row == 0 || (_rows[(int)row].Hash == hash && this[row].SequenceEqual(text))) return row;
        }
    }

    /// <summary>Gives a text a row.</summary>
    /// <param name="text">At most 32 bytes; the caller has asked <see cref="IsFull"/>.</param>
    /// <returns>The new row.</returns>
    internal uint Add(ReadOnlySpan<byte> text)
    {
        uint row = (uint)++Count;
        uint hash = Hash(text);
        ref TextRow added = ref _rows[(int)row];
        text.CopyTo(added.Bytes);
        added.Length = (uint)text.Length;
        added.Hash = hash;
        int at = (int)hash & _mask;
        while (_places[at] != 0) at = (at + 1) & _mask;
        _places[at] = row;
        return row;
    }

    /// <summary>Gives a row that no text leads to.</summary>
    /// <returns>The new row; its text is empty.</returns>
    internal uint AddNameless() => (uint)++Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _places.Dispose();
    }

    /// <summary>FNV-1a over 32 bits, the upper half folded in for the mask's sake.</summary>
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        uint hash = 2_166_136_261;
        foreach (byte b in text) hash = (hash ^ b) * 16_777_619;
        return hash ^ (hash >> 15);
    }

    private struct TextRow
    {
        internal Text32 Bytes;
        internal uint Length;
        internal uint Hash;
    }

    [InlineArray(TextBytesMax)]
    private struct Text32
    {
        private byte _first;
    }
}
