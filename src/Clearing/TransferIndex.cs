using System;

namespace Gateway.Clearing;

/// <summary>Finds a transfer's row by its id: open addressing with linear probes over the rows themselves.</summary>
/// <remarks>Rows leave in the reverse of the order they came in, so clearing a slot breaks no probe.</remarks>
internal sealed class TransferIndex(Rows<Transfer> transfers)
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15; // 2⁶⁴ / golden ratio (Knuth, TAOCP 3, 6.4)

    /// <summary>Row + 1, 0 for none; a power of two long, at most half full.</summary>
    private int[] _slots = new int[1 << 10];

    internal int Find(UInt128 id) => _slots[SlotOf(id)] - 1;

    /// <summary>Takes in the last row.</summary>
    internal void AddLast()
    {
        if (transfers.Count * 2 > _slots.Length) Grow();
        else _slots[SlotOf(transfers[transfers.Count - 1].Id)] = transfers.Count;
    }

    /// <summary>Forgets the last row, before it goes.</summary>
    internal void RemoveLast() => _slots[SlotOf(transfers[transfers.Count - 1].Id)] = 0;

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (int row = 0; row < transfers.Count; row++) _slots[SlotOf(transfers[row].Id)] = row + 1;
    }

    private int SlotOf(UInt128 id)
    {
        int mask = _slots.Length - 1;
        int slot = (int)(unchecked(((ulong)id ^ ((ulong)(id >> 64) * Spread)) * Spread) >> 33) & mask;
        while (_slots[slot] != 0 && transfers[_slots[slot] - 1].Id != id) slot = (slot + 1) & mask;
        return slot;
    }
}
