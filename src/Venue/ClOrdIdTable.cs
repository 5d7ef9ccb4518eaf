using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Gateway.Venue;

/// <summary>The ClOrdIDs under which orders and replaces were accepted, each with the number of its order.</summary>
/// <remarks>
/// <code>
/// slots:   hash 32 | entry + 1 32      at most half of them used, linear probing; 0 is empty
/// entries: text, member, order         in the order they came
/// </code>
/// Two members may use the same text. Nothing leaves the table.
/// </remarks>
internal sealed class ClOrdIdTable
{
    private const ulong Mix = 0x9E37_79B9_7F4A_7C15; // 2⁶⁴ / golden ratio: Knuth, TAOCP vol. 3, 6.4

    private readonly Entry[] _entries;
    private readonly ulong[] _slots;
    private int _count;

    /// <summary>Reserves the room.</summary>
    /// <param name="capacity">Most texts; 1 to 2²⁹.</param>
    internal ClOrdIdTable(int capacity)
    {
        _entries = new Entry[capacity];
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((ulong)capacity) * 2];
    }

    /// <summary>No further text fits.</summary>
    internal bool IsFull => _count == _entries.Length;

    /// <summary>Looks a text up.</summary>
    /// <param name="member">Whose.</param>
    /// <param name="text">Any length.</param>
    /// <returns>Its entry, or -1.</returns>
    internal int Find(int member, ReadOnlySpan<byte> text)
    {
        if (text.Length > Text32.BytesMax) return -1;
        uint hash = Hash(member, text);
        for (int at = First(hash); _slots[at] != 0; at = Next(at))
        {
            int entry = (int)(uint)_slots[at] - 1;
            if ((uint)(_slots[at] >> 32) == hash && Is(in _entries[entry], member, text)) return entry;
        }

        return -1;
    }

    /// <summary>Adds a text.</summary>
    /// <param name="member">Whose.</param>
    /// <param name="text">One that <see cref="Find"/> does not find, at most 32 bytes; the table is not full.</param>
    /// <param name="order">Number of its order.</param>
    /// <returns>Its entry.</returns>
    internal int Add(int member, ReadOnlySpan<byte> text, int order)
    {
        uint hash = Hash(member, text);
        int at = First(hash);
        while (_slots[at] != 0) at = Next(at);

        ref Entry entry = ref _entries[_count];
        entry.Text.Set(text);
        entry.Member = member;
        entry.Order = order;
        _slots[at] = ((ulong)hash << 32) | (uint)(_count + 1);
        return _count++;
    }

    /// <summary>The text of an entry.</summary>
    internal ReadOnlySpan<byte> Text(int entry) => Text32.Of(in _entries[entry].Text);

    /// <summary>The number of an entry's order.</summary>
    internal int Order(int entry) => _entries[entry].Order;

    private static bool Is(in Entry entry, int member, ReadOnlySpan<byte> text) =>
        entry.Member == member && Text32.Of(in entry.Text).SequenceEqual(text);

    private static uint Hash(int member, ReadOnlySpan<byte> text)
    {
        ulong hash = (ulong)(uint)member + ((ulong)text.Length << 32);
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
        {
            hash = Stir(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
        }

        ulong rest = 0;
        foreach (byte b in text) rest = (rest << 8) | b;
        return (uint)(Stir(hash ^ rest) >> 32);
    }

    private static ulong Stir(ulong hash)
    {
        hash *= Mix;
        return hash ^ (hash >> 29);
    }

    private int First(uint hash) => (int)(hash & (uint)(_slots.Length - 1));

    private int Next(int at) => (at + 1) & (_slots.Length - 1);

    private struct Entry
    {
        internal Text32 Text;
        internal int Member;
        internal int Order;
    }
}
