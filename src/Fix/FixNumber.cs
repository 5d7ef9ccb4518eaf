using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.Fix;

/// <summary>Integers and decimals as FIX writes them. Spec: FIX 4.4 vol. 1, data types int and float.</summary>
public static class FixNumber
{
    private const int DigitsMax = 18;

    // An array: a span of constants allocates in code that is not optimised.
    private static readonly ulong[] PowersOfTen =
    [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>Reads an unsigned integer (Length, NumInGroup, SeqNum); leading zeros are allowed.</summary>
    /// <param name="text">Digits alone, at most 18 behind leading zeros.</param>
    /// <param name="value">0 to 10¹⁸ - 1.</param>
    /// <returns>False when it is empty, holds anything else, or is longer.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.IsEmpty) return false;
        if (text.Length > DigitsMax) text = text.TrimStart((byte)'0');
        if (text.Length > DigitsMax) return false;

        foreach (byte b in text)
        {
            uint digit = (uint)(b - '0');
            if (digit > 9) return false;
            value = (value * 10) + digit;
        }

        return true;
    }

    /// <summary>
    /// Reads a decimal such as <c>-12.50</c>, <c>.5</c>, <c>5.</c>, <c>002000.00</c>; no plus, no exponent.
    /// </summary>
    /// <param name="text">The value of a Price, Qty or float field.</param>
    /// <param name="scaleDigits">Digits behind the point that the result keeps, 0 to 8; further ones must be 0.</param>
    /// <param name="value">The number × 10^scaleDigits, magnitude below 10¹⁸.</param>
    /// <returns>False when it is no decimal, has more digits than the scale, or is out of range.</returns>
    public static bool TryParseDecimal(ReadOnlySpan<byte> text, int scaleDigits, out long value)
    {
        value = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        if (negative) text = text[1..];
        if (text.Length > DigitsMax + 1) text = WithoutIdleZeros(text);
        if (text.Length > DigitsMax + 1 || !TryDigits(text, out ulong number, out int fraction)) return false;

        for (; fraction > scaleDigits && number % 10 == 0; fraction--) number /= 10;
        int zeros = scaleDigits - fraction;
        if (zeros < 0 || number >= PowersOfTen[DigitsMax - zeros]) return false;

        value = (long)(number * PowersOfTen[zeros]);
        if (negative) value = -value;
        return true;
    }

    /// <summary>Writes an unsigned integer.</summary>
    /// <param name="value">The number.</param>
    /// <param name="text">As many bytes as it has digits, 20 at most; what lies behind it in here may change.</param>
    /// <returns>Bytes written; no leading zeros.</returns>
    public static int Format(ulong value, Span<byte> text)
    {
        if (value < 10)
        {
            text[0] = (byte)('0' + value);
            return 1;
        }

        if (value >= 100_000_000)
        {
            (ulong high, value) = Math.DivRem(value, 100_000_000UL);
            int length = Format(high, text);
            return length + Write(Digits.Of((uint)value), 8, text[length..]);
        }

        ulong digits = Digits.Of((uint)value);
        int skip = Math.Min(BitOperations.TrailingZeroCount(digits) / 8, 7);
        return Write(digits >> (8 * skip), 8 - skip, text);
    }

    /// <summary>Writes a scaled integer as the shortest decimal that is equal to it.</summary>
    /// <param name="value">The number × 10^scaleDigits.</param>
    /// <param name="scaleDigits">0 to 8.</param>
    /// <param name="text">At least 22 bytes; what lies behind the number in here may change.</param>
    /// <returns>Bytes written, such as <c>12.5</c> or <c>-3</c>.</returns>
    public static int FormatDecimal(long value, int scaleDigits, Span<byte> text)
    {
        int length = 0;
        if (value < 0) text[length++] = (byte)'-';
        ulong rest = value < 0 ? 0UL - (ulong)value : (ulong)value;
        (ulong whole, ulong fraction) = scaleDigits switch
        {
            8 => Math.DivRem(rest, 100_000_000UL), // a constant divides by multiplication
            4 => Math.DivRem(rest, 10_000UL),
            _ => Math.DivRem(rest, PowersOfTen[scaleDigits]),
        };
        length += Format(whole, text[length..]);
        if (fraction == 0) return length;

        ulong digits = Digits.Of((uint)(fraction * PowersOfTen[8 - scaleDigits]));
        text[length++] = (byte)'.';
        return length + Write(digits, 8 - (BitOperations.LeadingZeroCount(digits) / 8), text[length..]);
    }

    /// <summary>Writes all eight where there is room, which costs less than to write as many as there are.</summary>
    private static int Write(ulong digits, int count, Span<byte> text)
    {
        digits |= Digits.Zeros;
        if (text.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(text, digits);
            return count;
        }

        for (int i = 0; i < count; i++)
        {
            text[i] = (byte)digits;
            digits >>= 8;
        }

        return count;
    }

    /// <summary>Digits and at most one point, 19 bytes at most, so that the number cannot overflow.</summary>
    private static bool TryDigits(ReadOnlySpan<byte> text, out ulong number, out int fraction)
    {
        number = 0;
        fraction = 0;
        int point = text.Length;
        for (int i = 0; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit > 9)
            {
                if (text[i] != '.' || point != text.Length) return false;
                point = i;
                continue;
            }

            number = (number * 10) + digit;
        }

        if (point == text.Length) return point > 0;
        fraction = text.Length - point - 1;
        return text.Length > 1;
    }

    /// <summary>The same number without zeros in front and at the end of its fraction.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<byte> WithoutIdleZeros(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)'0');
        if (text.Contains((byte)'.')) text = text.TrimEnd((byte)'0');
        return text.IsEmpty || text.SequenceEqual("."u8) ? "0"u8 : text;
    }
}
