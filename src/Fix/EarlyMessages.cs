using System;

namespace Gateway.Fix;

/// <summary>Messages that came before their turn, kept until the gap before them is filled.</summary>
/// <remarks>
/// Bounded in count and bytes; one that does not fit is dropped and asked for again when its turn has come. The bytes
/// are an arena: its room is free again when the last message has left.
/// </remarks>
internal sealed class EarlyMessages(int messagesMax, int bytesMax)
{
    private readonly Slot[] _slots = new Slot[messagesMax];
    private readonly byte[] _bytes = GC.AllocateArray<byte>(bytesMax, pinned: true);
    private int _used;

    /// <summary>How many wait.</summary>
    internal int Count { get; private set; }

    /// <summary>Keeps a message, unless there is no room or it is here already.</summary>
    /// <param name="number">MsgSeqNum, above the expected one.</param>
    /// <param name="message">Its bytes; empty to remember only that the number has been dealt with.</param>
    internal void Add(ulong number, ReadOnlySpan<byte> message)
    {
        if (Count == 0) _used = 0;
        ref Slot slot = ref _slots[number % (ulong)_slots.Length];
        if (slot.Number != 0 || message.Length > _bytes.Length - _used) return;

        message.CopyTo(_bytes.AsSpan(_used));
        slot = new Slot(number, _used, message.Length);
        _used += message.Length;
        Count++;
    }

    /// <summary>Takes a message out.</summary>
    /// <param name="number">MsgSeqNum.</param>
    /// <param name="message">
    /// Its bytes, valid until the next <see cref="Add"/>; empty when its number only counts.
    /// </param>
    /// <returns>False when it is not here.</returns>
    internal bool TryTake(ulong number, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (Count == 0) return false;
        ref Slot slot = ref _slots[number % (ulong)_slots.Length];
        if (slot.Number != number) return false;

        message = _bytes.AsSpan(slot.Start, slot.Length);
        slot = default;
        Count--;
        return true;
    }

    /// <summary>Forgets those whose turn will not come any more.</summary>
    /// <param name="number">The number expected now.</param>
    internal void DropBelow(ulong number)
    {
        for (int i = 0; i < _slots.Length && Count > 0; i++)
        {
            if (_slots[i].Number == 0 || _slots[i].Number >= number) continue;
            _slots[i] = default;
            Count--;
        }
    }

    /// <summary>Forgets all.</summary>
    internal void Clear() => DropBelow(ulong.MaxValue);

    private readonly record struct Slot(ulong Number, int Start, int Length);
}
