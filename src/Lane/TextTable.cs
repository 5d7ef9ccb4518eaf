using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Gateway.Native;

namespace Gateway.Lane;

/// <summary>Texts of up to 32 bytes and their rows, from 1, in unmanaged memory; the lane's thread alone calls
/// it.</summary>
/// <remarks>
/// Rows are given in order and never taken back. Cost: O(1), two cache lines, 0 bytes. A hash table of twice as many
/// places as rows finds a text; a second text that is equal gets a row of its own and the first is found.
/// <code>
/// BRK-0000012│7     all but the last byte say which 16 places, the last one where in them the search begins
/// </code>
/// So the texts of a counter lie side by side, and the next one finds its places in the cache.
/// </remarks>
internal sealed class TextTable : IDisposable
{
    /// <summary>Longest text.</summary>
    internal const int TextBytesMax = 32;

    private const uint GroupMask = 15;
    private const ulong Odd = 0x9E37_79B9_7F4A_7C15; // 2⁶⁴ over the golden ratio

    private readonly PinnedTable<TextRow> _rows;
    private readonly PinnedTable<Place> _places;
    private readonly int _mask;

    /// <summary>Reserves the table.</summary>
    /// <param name="rowsMax">Texts; above 0.</param>
    internal TextTable(int rowsMax)
    {
        int places = (int)BitOperations.RoundUpToPowerOf2((uint)rowsMax * 2);
        _rows = new PinnedTable<TextRow>(rowsMax + 1, resident: true);
        _places = new PinnedTable<Place>(places, resident: true);
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
            Place place = _places[at];
            if (place.Row == 0 || (place.Hash == hash && this[place.Row].SequenceEqual(text))) return place.Row;
        }
    }

    /// <summary>Says that a text is about to be looked for, or added.</summary>
    /// <param name="text">Any text.</param>
    internal void Expect(ReadOnlySpan<byte> text) => _places.Prefetch((int)Hash(text) & _mask);

    /// <summary>Gives a text a row.</summary>
    /// <param name="text">At most 32 bytes; the caller has asked <see cref="IsFull"/>.</param>
    /// <param name="first">The first row with an equal text, or 0.</param>
    /// <returns>The new row.</returns>
    internal uint Add(ReadOnlySpan<byte> text, out uint first)
    {
        uint row = (uint)++Count;
        ref TextRow added = ref _rows[(int)row];
        text.CopyTo(added.Bytes);
        added.Length = (uint)text.Length;
        first = 0;
        uint hash = Hash(text);
        int at = (int)hash & _mask;
        for (; _places[at].Row != 0; at = (at + 1) & _mask)
        {
            Place place = _places[at];
            if (first == 0 && place.Hash == hash && this[place.Row].SequenceEqual(text)) first = place.Row;
        }

        _places[at] = new Place(row, hash);
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

    /// <summary>The lowest four bits are the last byte's, the others depend on every bit before it.</summary>
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        ReadOnlySpan<byte> front = text[..^1];
        ulong hash = (ulong)text.Length;
        for (; front.Length > sizeof(ulong); front = front[sizeof(ulong)..])
        {
            hash = Mixed(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(front));
        }

        hash = Mixed(hash ^ (text.Length > sizeof(ulong) ? LastWord(text[..^1]) : ShortWord(front)));
        return ((uint)hash & ~GroupMask) | (text[^1] & GroupMask);
    }

    /// <summary>Eight bytes, some of which the word before may hold too.</summary>
    private static ulong LastWord(ReadOnlySpan<byte> front) =>
        BinaryPrimitives.ReadUInt64LittleEndian(front[^sizeof(ulong)..]);

    private static ulong ShortWord(ReadOnlySpan<byte> front)
    {
        ulong word = 0;
        foreach (byte b in front) word = (word << 8) | b;
        return word;
    }

    private static ulong Mixed(ulong word) => Math.BigMul(word, Odd, out ulong low) ^ low;

    private struct TextRow
    {
        internal Text32 Bytes;
        internal uint Length;
    }

    private readonly record struct Place(uint Row, uint Hash);

    [InlineArray(TextBytesMax)]
    private struct Text32
    {
        private byte _first;
    }
}
