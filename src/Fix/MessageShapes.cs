using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Gateway.Fix;

/// <summary>Indexes messages, most of them by the shape of an earlier one; one thread owns it.</summary>
/// <remarks>
/// A counterparty writes the same tags in the same order, in values of few lengths. So a message is looked up by where
/// its SOHs are, compared with the shape that is there, and found out field by field only when it has another one,
/// which it leaves there. The result is that of <see cref="FixMessage.TryIndex"/> for any bytes; shapes that always
/// change cost about as much again.
/// </remarks>
public sealed class MessageShapes
{
    private const int Bits = 9;
    private const byte Soh = 1;
    private const ulong Odd = 0x9E37_79B9_7F4A_7C15; // 2⁶⁴ over the golden ratio

    private readonly MessageShape[] _shapes = new MessageShape[1 << Bits];
    private readonly FixField[] _fields = GC.AllocateArray<FixField>(FixMessage.FieldsMax, pinned: true);

    /// <summary>Reserves all shapes, 1 MiB.</summary>
    public MessageShapes()
    {
        for (int i = 0; i < _shapes.Length; i++) _shapes[i] = new MessageShape();
    }

    /// <summary>Indexes a message and proves its frame.</summary>
    /// <param name="bytes">One whole message, as the framer cuts it.</param>
    /// <param name="message">The indexed message, until the next call; default when false.</param>
    /// <returns>False when it is garbled.</returns>
    public bool TryIndex(ReadOnlySpan<byte> bytes, out FixMessage message)
    {
        if (bytes.Length is < MessageShape.BlockBytes or > MessageShape.BytesMax)
            return FixMessage.TryIndex(bytes, _fields, out message);

        MessageShape shape = _shapes[Home(bytes, out byte sum)];
        if (shape.IsOf(bytes)) return FixMessage.TryProve(bytes, shape, sum, out message);
        if (!FixMessage.TryIndex(bytes, _fields, out message)) return false;
        shape.Take(message);
        return true;
    }

    /// <summary>The place of a message's shape, and on the way the sum of its bytes, modulo 256.</summary>
    private static int Home(ReadOnlySpan<byte> bytes, out byte sum)
    {
        Vector512<byte> lanes = Vector512<byte>.Zero;
        ulong hash = (ulong)bytes.Length;
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= MessageShape.BlockBytes; rest = rest[MessageShape.BlockBytes..])
        {
            Vector512<byte> block = Vector512.Create(rest);
            lanes += block;
            hash = Mixed(hash, block);
        }

        // The last block ends with the message; what it has of the one before does not count again.
        Vector512<byte> summed = Vector512.Create((byte)(MessageShape.BlockBytes - rest.Length));
        Vector512<byte> last = Vector512.Create(bytes[^MessageShape.BlockBytes..]);
        lanes += last & Vector512.GreaterThanOrEqual(Vector512<byte>.Indices, summed);
        sum = Vector512.Sum(lanes);
        return (int)(Mixed(hash, last) >> (64 - Bits));
    }

    private static ulong Mixed(ulong hash, Vector512<byte> block)
    {
        ulong ends = Vector512.Equals(block, Vector512.Create(Soh)).ExtractMostSignificantBits();
        return (BitOperations.RotateLeft(hash, 32) ^ ends) * Odd;
    }
}
