using System;
using System.Buffers.Binary;
using System.Numerics;
using Gateway.Wire;

namespace Gateway.Fix;

/// <summary>
/// Texts and their rows: symbols, accounts, CompIDs. Built once; lookups allocate nothing, from any thread.
/// </summary>
/// <remarks>
/// Open addressing, at most half full. Up to 16 bytes a text is its own key: its first and last eight bytes, which
/// overlap in the middle, and its length; a longer one is compared in full besides.
/// <code>
/// slot:  head u64 | tail u64 | length i32 | row u32         length 0: free
/// </code>
/// </remarks>
public sealed class NameTable
{
    private const int KeyBytes = 2 * sizeof(ulong);
    private const int SlotsMin = 4;

    private readonly Slot[] _slots;
    private readonly byte[][] _names;
    private readonly int _shift;

    /// <summary>Builds the table.</summary>
    /// <param name="names">
    /// A text's place is its row. An empty text names no row; of equal texts the first counts.
    /// </param>
    public NameTable(ReadOnlySpan<byte[]> names)
    {
        _names = names.ToArray();
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(SlotsMin, names.Length * 2))];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        for (int row = 0; row < names.Length; row++)
        {
            if (names[row].Length != 0) Add(names[row], (uint)row);
        }
    }

    /// <summary>The row of a text.</summary>
    /// <param name="text">Any bytes.</param>
    /// <returns>Its row, or <see cref="Record.NoRow"/> when no row has that name.</returns>
    public uint Row(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return Record.NoRow;

        Slot key = KeyOf(text);
        for (int i = HomeOf(key); _slots[i].Length != 0; i = Next(i))
        {
            ref readonly Slot slot = ref _slots[i];
            if (slot.Head != key.Head || slot.Tail != key.Tail || slot.Length != key.Length) continue;
            if (text.Length <= KeyBytes || text.SequenceEqual(_names[slot.Row])) return slot.Row;
        }

        return Record.NoRow;
    }

    private void Add(ReadOnlySpan<byte> name, uint row)
    {
        if (Row(name) != Record.NoRow) return;

        Slot slot = KeyOf(name);
        slot.Row = row;
        int i = HomeOf(slot);
        while (_slots[i].Length != 0) i = Next(i);
        _slots[i] = slot;
    }

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    /// <summary>Multiplicative hashing: the high bits of the product depend on every bit of the key.</summary>
    private int HomeOf(in Slot key)
    {
        ulong mixed = (key.Head ^ BitOperations.RotateLeft(key.Tail, 29) ^ (ulong)key.Length) * 0x9E37_79B9_7F4A_7C15;
        return (int)((mixed ^ mixed >> 32) * 0x9E37_79B9_7F4A_7C15 >> _shift);
    }

    private static Slot KeyOf(ReadOnlySpan<byte> text)
    {
        var key = new Slot { Length = text.Length };
        if (text.Length >= sizeof(ulong))
        {
            key.Head = BinaryPrimitives.ReadUInt64LittleEndian(text);
            key.Tail = BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]);
        }
        else if (text.Length >= sizeof(uint))
        {
            key.Head = BinaryPrimitives.ReadUInt32LittleEndian(text);
            key.Tail = BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]);
        }
        else
        {
            key.Head = text[0];
            key.Tail = (ulong)text[text.Length / 2] << 8 | text[^1];
        }

        return key;
    }

    private struct Slot
    {
        internal ulong Head;
        internal ulong Tail;
        internal int Length;
        internal uint Row;
    }
}
