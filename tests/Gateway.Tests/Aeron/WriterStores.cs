using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace Gateway.Tests.Aeron;

/// <summary>One store of the writer, and what is true of the log once it is done.</summary>
/// <param name="Offset">In the file.</param>
/// <param name="Bytes">What is stored.</param>
/// <param name="Claimed">How far the writer is.</param>
/// <param name="Whole">How far readers can see.</param>
/// <param name="Payloads">Of the frames that this store makes whole.</param>
internal sealed record WriterStore(long Offset, byte[] Bytes, long Claimed, long Whole, byte[][] Payloads);

/// <summary>The stores of an exclusive publication one by one, in the order in which it has to make them.</summary>
/// <remarks>Says by itself where everything lies; a test compares all of them together with the real writer.</remarks>
internal sealed class WriterStores(long position)
{
    private const int T = IpcRig.TermLength;
    private const int Payload = 1408 - 32;

    private long _at = position;
    private long _claimed = position;

    internal List<WriterStore> Stores { get; } = [];

    internal void Offer(byte[] message)
    {
        byte[][] parts = message.Length == 0 ? [message] : [.. message.Chunk(Payload)];
        int bytes = parts.Sum(part => Aligned(part.Length));
        if (bytes > Left) Rotate(bytes);
        Claim(bytes);
        for (int i = 0; i < parts.Length; i++)
        {
            int flags = (i == 0 ? 0x80 : 0) | (i == parts.Length - 1 ? 0x40 : 0);
            Frame(parts[i], flags, type: 1);
        }
    }

    /// <summary>The first frame is committed last; all lie in one term.</summary>
    internal void Burst(byte[][] messages)
    {
        int bytes = Aligned(messages[0].Length);
        int total = bytes * messages.Length;
        if (total > Left) Rotate(total);
        Claim(total);
        long first = _at;
        for (int i = 0; i < messages.Length; i++)
        {
            long frame = first + (i * bytes);
            Fill(frame, messages[i], 0xC0, type: 1, reserved: i);
            if (i > 0) Store(frame, BitConverter.GetBytes(messages[i].Length + 32));
        }

        _at = first + total;
        Add(first % (3 * T), BitConverter.GetBytes(messages[0].Length + 32), messages);
    }

    internal void Abort(int length)
    {
        Claim(Aligned(length));
        Begin(_at, length + 32, 0xC0, type: 1);
        Store(_at + 6, [0, 0]);
        Commit(length + 32);
    }

    private int Left => T - (int)(_at - TermBegin);

    /// <summary>A position at a term's end is still in that term, until the count moves.</summary>
    private long TermBegin { get; set; } = (position - 1) / T * T;

    private int Term => unchecked(int.MaxValue - 1 + (int)(TermBegin / T));

    private static int Aligned(int payload) => (payload + 32 + 31) & -32;

    private void Claim(int bytes) => Tail(_at - TermBegin + bytes);

    private void Tail(long offset)
    {
        _claimed = TermBegin + Math.Min(offset, T);
        Add(Metadata + (TermBegin / T % 3 * 8), Word(((long)Term << 32) | offset));
    }

    private void Rotate(int bytes)
    {
        Tail(_at - TermBegin + bytes);
        if (Left > 0)
        {
            int rest = Left;
            Begin(_at, rest, 0xC0, type: 0);
            Commit(rest);
        }

        TermBegin += T;
        Tail(0);
        Add(Metadata + 24, BitConverter.GetBytes((int)(TermBegin / T)));
    }

    private void Frame(byte[] payload, int flags, int type)
    {
        Fill(_at, payload, flags, type);
        Commit(payload.Length + 32, payload);
    }

    private void Fill(long frame, byte[] payload, int flags, int type, long reserved = 0)
    {
        Begin(frame, payload.Length + 32, flags, type, reserved);
        int half = payload.Length / 2;
        if (half > 0) Store(frame + 32, payload[..half]);
        if (payload.Length > 0) Store(frame + 32 + half, payload[half..]);
    }

    private void Begin(long frame, int length, int flags, int type, long reserved = 0)
    {
        Store(frame, Word((uint)-length | ((long)((flags << 8) | (type << 16)) << 32)));
        Store(frame + 8, Word((frame - TermBegin) | ((long)IpcRig.Session << 32)));
        Store(frame + 16, Word(IpcRig.Stream | ((long)Term << 32)));
        Store(frame + 24, Word(reserved));
    }

    private void Commit(int length, params byte[][] payloads)
    {
        long frame = _at;
        _at += (length + 31) & -32;
        Add(frame % (3 * T), BitConverter.GetBytes(length), payloads);
    }

    private const long Metadata = 3 * T;

    private void Store(long at, byte[] bytes) => Add(at % (3 * T), bytes);

    private void Add(long offset, byte[] bytes, params byte[][] payloads) =>
        Stores.Add(new WriterStore(offset, bytes, _claimed, _at, payloads));

    private static byte[] Word(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
