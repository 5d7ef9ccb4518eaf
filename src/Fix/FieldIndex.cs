using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Gateway.Fix;

/// <summary>Finds the fields of a message and sums its bytes on the way.</summary>
/// <remarks>
/// Two ways to the same index: 64 bytes at a time when all tags have one to three digits and no field holds data, as
/// in an order or a report; else byte by byte, from the start. The first makes no call, so that its state stays in
/// registers.
/// </remarks>
internal static class FieldIndex
{
    private const byte Soh = 1;
    private const int TagDigitsMax = 9;
    private const int Garbled = -1;
    private const int BlockBytes = 64;

    /// <summary>Writes where every field lies.</summary>
    /// <param name="bytes">One whole message; its last byte is SOH.</param>
    /// <param name="fields">Room for the index.</param>
    /// <param name="sum">The sum of all bytes, modulo 256; only of a message that is not garbled.</param>
    /// <returns>How many fields, or -1 when one is no field or they do not fit.</returns>
    internal static int Write(ReadOnlySpan<byte> bytes, Span<FixField> fields, out byte sum)
    {
        if (bytes.Length < BlockBytes) return Scalar(bytes, fields, out sum);

        Vector512<byte> lanes = Vector512<byte>.Zero;
        int count = 0;
        int start = 0;
        for (int at = 0; at < bytes.Length; at += BlockBytes)
        {
            // The last block ends with the message; what it has of the one before does not count again.
            int from = Math.Min(at, bytes.Length - BlockBytes);
            Vector512<byte> block = Vector512.Create(bytes[from..]);
            if (from != at) block &= From(at - from);
            lanes += block;
            ulong ends = Vector512.Equals(block, Vector512.Create(Soh)).ExtractMostSignificantBits();
            for (; ends != 0; ends &= ends - 1)
            {
                int end = from + BitOperations.TrailingZeroCount(ends);
                bool fits = bytes.Length - start >= sizeof(uint) && count < fields.Length;
                if (!fits) return Scalar(bytes, fields, out sum);

                // The lowest byte that is '=' sets its top bit first; the digits below it move up, zeros follow.
                uint word = BinaryPrimitives.ReadUInt32LittleEndian(bytes[start..]);
                uint equals = word ^ 0x3D3D3D3D;
                int bits = BitOperations.TrailingZeroCount((equals - 0x01010101) & ~equals & 0x80808080) - 7;
                uint digits = (word ^ 0x30303030) << (32 - bits);
                bool simple = (uint)(bits - 8) <= 16
                    && (((digits + 0x76767676) & 0x80808080) | (digits & 0xF0F0F0F0)) == 0;
                int tag = (int)((digits >> 24) + (10 * (digits >> 16 & 15)) + (100 * (digits >> 8 & 15)));
                simple &= tag < DataLength.TagMin || !DataLength.IsTag(tag);
                if (!simple) return Scalar(bytes, fields, out sum);

                int value = start + (bits >> 3) + 1;
                fields[count++] = new FixField(tag, value, end - value);
                start = end + 1;
            }
        }

        sum = Vector512.Sum(lanes);
        return start == bytes.Length ? count : Garbled;
    }

    /// <summary>All bits of the lanes from one on.</summary>
    private static Vector512<byte> From(int lane) =>
        Vector512.GreaterThanOrEqual(Vector512<byte>.Indices, Vector512.Create((byte)lane));

    private static int Scalar(ReadOnlySpan<byte> bytes, Span<FixField> fields, out byte sum)
    {
        sum = CheckSum.Of(bytes);
        int count = 0;
        int dataBytes = -1;
        for (int start = 0; start < bytes.Length;)
        {
            int value = start + Tag(bytes[start..], out int tag);
            int length = dataBytes >= 0 ? dataBytes : bytes[value..].IndexOf(Soh);
            if (value == start || count == fields.Length) return Garbled;
            if ((uint)length >= (uint)(bytes.Length - value) || bytes[value + length] != Soh) return Garbled;

            fields[count++] = new FixField(tag, value, length);
            start = value + length + 1;
            dataBytes = DataLength.IsTag(tag) ? DataBytes(bytes.Slice(value, length)) : -1;
        }

        return dataBytes < 0 ? count : Garbled;
    }

    /// <summary>Reads a tag.</summary>
    /// <returns>Bytes of it and its equals sign; 0 when there is none.</returns>
    private static int Tag(ReadOnlySpan<byte> field, out int tag)
    {
        int first = field[0] == '-' ? 1 : 0;
        int at = first;
        tag = 0;
        for (; at < field.Length && at - first < TagDigitsMax && (uint)(field[at] - '0') <= 9; at++)
        {
            tag = (tag * 10) + (field[at] - '0');
        }

        if (first != 0) tag = -tag;
        return at < field.Length && at > first && field[at] == '=' ? at + 1 : 0;
    }

    /// <summary>
    /// How long the data field that follows is; its bytes may hold SOH. No number: it is read as text.
    /// </summary>
    private static int DataBytes(ReadOnlySpan<byte> text) =>
        FixNumber.TryParse(text, out long length) ? (int)Math.Min(length, int.MaxValue) : -1;
}
