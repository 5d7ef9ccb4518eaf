using System;
using System.Buffers.Binary;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Gateway.Fix;

/// <summary>
/// What a session must remember: both numbers, and its application messages as they were sent, by number, for the
/// resend. One thread owns it.
/// </summary>
/// <remarks>
/// <code>
/// 0         24           32           56      64                               64 + 32 × slots
/// | magic …  | NextSender | NextTarget | about | slots: number, position, about … | bytes: one ring, messages whole |
/// </code>
/// It lies in memory that the caller gives; in a mapped file it outlives the process. A message counts once
/// <see cref="NextSender"/> has passed it, which is stored last: one that was being written when the process died was
/// never sent. Nothing is allocated after construction and nothing is ever full: a new message takes the place of the
/// oldest. A number that fell off, or never was an application message, is gap-filled when it is asked for, so the
/// room decides how far back a counterparty can recover. Little-endian.
/// </remarks>
public sealed class MessageStore
{
    private const int HeaderBytes = 64;
    private const int FormatAt = 8;
    private const int SlotsAt = 12;
    private const int RingAt = 16;
    private const int NextSenderWord = 3;
    private const int NextTargetAt = 32;
    private const int AboutWord = 7;
    private const int SlotBytes = 32;
    private const int Format = 2;

    private readonly Memory<byte> _memory;
    private readonly int _slots;
    private readonly int _ring;
    private KeptNumber _nextTarget;
    private ulong _position;

    /// <summary>Reserves room that ends with the process.</summary>
    /// <param name="messagesMax">Messages kept, rounded up to a power of two.</param>
    /// <param name="bytesMax">Bytes kept, rounded up likewise; four of the longest messages to 1 GiB.</param>
    public MessageStore(int messagesMax = 1 << 14, int bytesMax = 1 << 22)
        : this(GC.AllocateArray<byte>(BytesOf(messagesMax, bytesMax), pinned: true), messagesMax, bytesMax)
    {
    }

    /// <summary>Goes on with what is in the memory; all zero: begins.</summary>
    /// <param name="memory">As long as <see cref="BytesOf"/> says.</param>
    /// <param name="messagesMax">As the memory was made for.</param>
    /// <param name="bytesMax">As the memory was made for.</param>
    /// <exception cref="InvalidDataException">It is no such store, of other sizes, or damaged.</exception>
    public MessageStore(Memory<byte> memory, int messagesMax, int bytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(memory.Length, BytesOf(messagesMax, bytesMax));
        _memory = memory;
        _slots = (int)BitOperations.RoundUpToPowerOf2((uint)messagesMax);
        _ring = (int)BitOperations.RoundUpToPowerOf2((uint)bytesMax);
        if (memory.Span[..HeaderBytes].ContainsAnyExcept((byte)0)) Restore();
        else Begin();
    }

    private static ReadOnlySpan<byte> Magic => "GWSESS\0\0"u8;

    /// <summary>MsgSeqNum of the next message that is sent, from 1.</summary>
    public ulong NextSender
    {
        get => SealedNumber.Read(Words[NextSenderWord]);
        internal set => SealedNumber.Write(ref Words[NextSenderWord], value);
    }

    /// <summary>MsgSeqNum that is expected from the counterparty, as it was kept last.</summary>
    public KeptNumber NextTarget => _nextTarget;

    /// <summary>The largest number kept; 0 when it is empty.</summary>
    public ulong Newest { get; private set; }

    /// <summary>What the newest message is about, or the newest before a reset: a place in the sender's own log.
    /// </summary>
    public ulong About { get; private set; }

    private Span<ulong> Words => MemoryMarshal.Cast<byte, ulong>(_memory.Span[..HeaderBytes]);

    private Span<Slot> Slots => MemoryMarshal.Cast<byte, Slot>(_memory.Span.Slice(HeaderBytes, _slots * SlotBytes));

    private Span<byte> Ring => _memory.Span[^_ring..];

    /// <summary>Bytes of memory that a store takes.</summary>
    /// <param name="messagesMax">Messages kept, rounded up to a power of two.</param>
    /// <param name="bytesMax">Bytes kept, rounded up likewise; four of the longest messages to 1 GiB.</param>
    /// <returns>Bytes.</returns>
    public static int BytesOf(int messagesMax, int bytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(messagesMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesMax, 4 * FixOutput.MessageBytesMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytesMax, 1 << 30);
        return HeaderBytes + ((int)BitOperations.RoundUpToPowerOf2((uint)messagesMax) * SlotBytes)
            + (int)BitOperations.RoundUpToPowerOf2((uint)bytesMax);
    }

    /// <summary>Keeps a message and takes its number.</summary>
    /// <param name="message">A whole message, at most FixOutput.MessageBytesMax long.</param>
    /// <param name="about">A place in the sender's own log; a lower one than the last counts as the last.</param>
    public void Add(ReadOnlySpan<byte> message, ulong about = 0)
    {
        ulong number = NextSender;
        about = Math.Max(about, About);
        int at = Place(_position);
        if (at + message.Length > _ring)
        {
            _position += (ulong)(_ring - at);
            at = 0;
        }

        message.CopyTo(Ring[at..]);
        Slots[SlotOf(number)] = Slot.Of(number, _position, about, message.Length);
        _position += (ulong)message.Length;
        (Newest, About) = (number, about);
        NextSender = number + 1;
    }

    /// <summary>Looks a message up.</summary>
    /// <param name="number">MsgSeqNum, from 1.</param>
    /// <param name="message">Its bytes as they were sent, valid until the next <see cref="Add"/>.</param>
    /// <returns>False when it never was here or fell off.</returns>
    public bool TryGet(ulong number, out ReadOnlySpan<byte> message)
    {
        ref readonly Slot slot = ref Slots[SlotOf(number)];
        bool here = slot.Number == number && number != 0 && number < NextSender
            && _position <= slot.Position + (ulong)_ring;
        message = here ? Ring.Slice(Place(slot.Position), slot.Length) : default;
        return here;
    }

    /// <summary>Forgets every message; both numbers begin at 1 again, <see cref="About"/> stays.</summary>
    public void Clear()
    {
        SealedNumber.Write(ref Words[AboutWord], About);
        NextSender = 1;
        _nextTarget.Reset(1);
        Slots.Clear();
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
        ulong oldest = Newest < (ulong)_slots ? 1 : Newest - (ulong)_slots + 1;
        for (ulong number = Math.Max(from, oldest); number <= last && number <= Newest; number++)
        {
            if (TryGet(number, out _)) return number;
        }

        return last + 1;
    }

    /// <summary>The magic comes last: memory without it has nothing in it yet.</summary>
    private void Begin()
    {
        Span<byte> header = _memory.Span;
        BinaryPrimitives.WriteInt32LittleEndian(header[FormatAt..], Format);
        BinaryPrimitives.WriteInt32LittleEndian(header[SlotsAt..], _slots);
        BinaryPrimitives.WriteInt32LittleEndian(header[RingAt..], _ring);
        NextSender = 1;
        _nextTarget = new KeptNumber(_memory.Slice(NextTargetAt, KeptNumber.SizeBytes), 1);
        SealedNumber.Write(ref Words[AboutWord], 0);
        Magic.CopyTo(header);
    }

    private void Restore()
    {
        ReadOnlySpan<byte> header = _memory.Span[..HeaderBytes];
        if (!header[..FormatAt].ContainsAnyExcept((byte)0)) // killed while it was begun
        {
            _memory.Span[..HeaderBytes].Clear();
            Begin();
            return;
        }

        if (!header.StartsWith(Magic)) throw new InvalidDataException("no session journal");
        Require("format", BinaryPrimitives.ReadInt32LittleEndian(header[FormatAt..]), Format);
        Require("slots", BinaryPrimitives.ReadInt32LittleEndian(header[SlotsAt..]), _slots);
        Require("bytes", BinaryPrimitives.ReadInt32LittleEndian(header[RingAt..]), _ring);
        _nextTarget = new KeptNumber(_memory.Slice(NextTargetAt, KeptNumber.SizeBytes), 1);
        RestoreNumbers();
        if (NextSender == 1) Slots.Clear(); // of a reset that was killed too
        for (int i = 0; i < _slots; i++) Restore(ref Slots[i], beingWritten: i == SlotOf(NextSender));

        // What was being written when the process died may have taken the place of the oldest, at the ring's front too.
        if (Newest != 0) _position += 2 * FixOutput.MessageBytesMax;
        foreach (ref readonly Slot slot in Slots) Check(slot);
    }

    private void RestoreNumbers()
    {
        bool whole = SealedNumber.IsWhole(Words[NextSenderWord]) && SealedNumber.IsWhole(Words[AboutWord]);
        if (!whole || NextSender == 0 || NextTarget.Value == 0)
            throw new InvalidDataException("the numbers of a session are damaged");
        About = SealedNumber.Read(Words[AboutWord]);
    }

    /// <summary>A slot that was being written is not whole, and was the oldest.</summary>
    private void Restore(ref Slot slot, bool beingWritten)
    {
        if (beingWritten && (!slot.IsWhole || slot.Number >= NextSender)) slot = default;
        if (slot == default) return;
        bool fits = slot.Length is > 0 and <= FixOutput.MessageBytesMax && Place(slot.Position) + slot.Length <= _ring;
        if (!slot.IsWhole || !fits || slot.Number >= NextSender)
            throw new InvalidDataException($"message {slot.Number} lies nowhere");
        if (slot.Number <= Newest) return;
        (Newest, About) = (slot.Number, Math.Max(About, slot.About));
        _position = slot.Position + (ulong)slot.Length;
    }

    private void Check(in Slot slot)
    {
        bool here = TryGet(slot.Number, out ReadOnlySpan<byte> message);
        if (here && !CheckSum.Ends(message)) throw new InvalidDataException($"message {slot.Number} is damaged");
    }

    private static void Require(string what, int found, int wanted)
    {
        if (found != wanted) throw new InvalidDataException($"session journal of {what} {found}, wanted {wanted}");
    }

    private int SlotOf(ulong number) => (int)(number & (ulong)(_slots - 1));

    private int Place(ulong position) => (int)(position & (ulong)(_ring - 1));

    /// <summary>Position counts the bytes ever written, jumps included: the place is its rest.</summary>
    private readonly record struct Slot(ulong Number, ulong Position, ulong About, int Length, uint Seal)
    {
        internal bool IsWhole => Seal == Of(Number, Position, About, Length).Seal;

        internal static Slot Of(ulong number, ulong position, ulong about, int length)
        {
            uint seal = BitOperations.Crc32C(~0u, number);
            seal = BitOperations.Crc32C(seal, position);
            seal = BitOperations.Crc32C(seal, about);
            return new Slot(number, position, about, length, BitOperations.Crc32C(seal, (uint)length));
        }
    }
}
