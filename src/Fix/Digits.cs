namespace Gateway.Fix;

/// <summary>Eight decimal digits at once, one a byte of a word, the first one lowest.</summary>
/// <remarks>
/// <code>
/// text   '2' '0' '2' '6' '0' '8' '0' '1'
/// word   bits 7:0 first digit … bits 63:56 eighth
/// </code>
/// Divisions by 10 and 100 are multiplications that are exact in the lane's range.
/// </remarks>
internal static class Digits
{
    /// <summary>The text 00000000: or-ed to digits it makes text.</summary>
    internal const ulong Zeros = 0x3030_3030_3030_3030;

    private const ulong HighNibbles = 0xF0F0_F0F0_F0F0_F0F0;
    private const ulong AboveNine = 0x0606_0606_0606_0606;
    private const ulong ByteLanes = 0x0F0F_0F0F_0F0F_0F0F;
    private const ulong PairLanes = 0x000F_000F_000F_000F;
    private const ulong QuadLanes = 0x0000_007F_0000_007F;

    /// <summary>Tells whether eight bytes of text are all digits.</summary>
    internal static bool Are(ulong text) =>
        (text & HighNibbles) == Zeros && (text + AboveNine & HighNibbles) == Zeros;

    /// <summary>Two digits as a number, at each byte that begins a pair: 10 × this byte + the next.</summary>
    internal static ulong Pairs(ulong text)
    {
        ulong digits = text & ByteLanes;
        return (digits * 10) + (digits >> 8);
    }

    /// <summary>The digits of four numbers below 100, two each.</summary>
    internal static ulong OfPairs(uint first, uint second, uint third, uint fourth) =>
        OfPairs(first | (ulong)second << 16 | (ulong)third << 32 | (ulong)fourth << 48);

    /// <summary>The digits of a number below 10⁸, leading zeros included.</summary>
    internal static ulong Of(uint number)
    {
        ulong quads = (number / 10_000) | (ulong)(number % 10_000) << 32;
        ulong hundreds = (quads * 10_486 >> 20) & QuadLanes;
        return OfPairs(hundreds | (quads - (hundreds * 100)) << 16);
    }

    private static ulong OfPairs(ulong lanes)
    {
        ulong tens = (lanes * 103 >> 10) & PairLanes;
        return tens | (lanes - (tens * 10)) << 8;
    }
}
