using System;
using System.Numerics;

namespace Gateway.Fix;

/// <summary>
/// Application messages as they were sent, by number, for the resend; in memory, owned by the session.
/// </summary>
/// <remarks>
/// <code>
/// numbers:  [n mod slots] → number, position, length           bytes: one ring, messages lie whole in it
/// </code>
/// Nothing is allocated after construction and nothing is ever full: a new message takes the place of the oldest. A
/// number that fell off, or never was an application message, is gap-filled when it is asked for, so the room decides
/// how far back a counterparty can recover. It does not outlive the process.
/// </remarks>
public sealed class MessageStore
{
    private readonly byte[] _bytes;
    private readonly Slot[] _slots;
    private ulong _position;

    /// <summary>Reserves the room.</summary>
    /// <param name="messagesMax">Messages kept, rounded up to a power of two.</param>
    /// <param name="bytesMax">Bytes kept, rounded up likewise; two of the longest messages to 1 GiB.</param>
    public MessageStore(int messagesMax = 1 << 14, int bytesMax = 1 << 22)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(messagesMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesMax, 2 * FixOutput.MessageBytesMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytesMax, 1 << 30);
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)messagesMax)];
        _bytes = GC.AllocateArray<byte>((int)BitOperations.RoundUpToPowerOf2((uint)bytesMax), pinned: true);
    }

    /// <summary>The largest number kept; 0 when it is empty.</summary>
    public ulong Newest { get; private set; }

    /// <summary>Keeps a message.</summary>
    /// <param name="number">Its MsgSeqNum, above <see cref="Newest"/>.</param>
    /// <param name="message">A whole message, at most FixOutput.MessageBytesMax long.</param>
    public void Add(ulong number, ReadOnlySpan<byte> message)
    {
        int at = Place(_position);
        if (at + message.Length > _bytes.Length)
        {
            _position += (ulong)(_bytes.Length - at);
            at = 0;
        }

        message.CopyTo(_bytes.AsSpan(at));
        _slots[number & (ulong)(_slots.Length - 1)] = new Slot(number, _position, message.Length);
        _position += (ulong)message.Length;
        Newest = number;
    }

    /// <summary>Looks a message up.</summary>
    /// <param name="number">MsgSeqNum, from 1.</param>
    /// <param name="message">Its bytes as they were sent, valid until the next <see cref="Add"/>.</param>
    /// <returns>False when it never was here or fell off.</returns>
    public bool TryGet(ulong number, out ReadOnlySpan<byte> message)
    {
        ref readonly Slot slot = ref _slots[number & (ulong)(_slots.Length - 1)];
        bool here = slot.Number == number && number != 0 && _position <= slot.Position + (ulong)_bytes.Length;
        message = here ? _bytes.AsSpan(Place(slot.Position), slot.Length) : default;
        return here;
    }

    /// <summary>Forgets everything; the numbers begin at 1 again.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Newest = 0;
    }

    /// <summary>The first number from a place on that is kept.</summary>
    /// <param name="from">First number to look at.</param>
    /// <param name="last">Last number to look at.</param>
    /// <returns>
    /// It, or the number behind <paramref name="last"/>. Cost: O(slots) at most, however far they lie apart.
    /// </returns>
    internal ulong FirstFrom(ulong from, ulong last)
    {
        ulong oldest = Newest < (ulong)_slots.Length ? 1 : Newest - (ulong)_slots.Length + 1;
        for (ulong number = Math.Max(from, oldest); number <= last && number <= Newest; number++)
        {
            if (TryGet(number, out _)) return number;
        }

        return last + 1;
    }

    private int Place(ulong position) => (int)(position & (ulong)(_bytes.Length - 1));

    /// <summary>Position counts the bytes ever written, jumps included: the place is its rest.</summary>
    private readonly record struct Slot(ulong Number, ulong Position, int Length);
}
