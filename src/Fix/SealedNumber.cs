using System.Threading;

namespace Gateway.Fix;

/// <summary>A number in a word of memory that outlives its process: one byte of it cannot change unseen.</summary>
/// <remarks>The low 56 bits are the number, the top byte is the exclusive or of theirs and of a mark: 0 is
/// none.</remarks>
internal static class SealedNumber
{
    /// <summary>The largest number.</summary>
    internal const ulong Max = (1UL << Bits) - 1;

    private const int Bits = 56;
    private const ulong Mark = 0x5A;

    /// <summary>Stores a number, after every store before.</summary>
    internal static void Write(ref ulong word, ulong number) =>
        Volatile.Write(ref word, (number & Max) | (Seal(number) << Bits));

    /// <summary>The number of a word.</summary>
    internal static ulong Read(ulong word) => word & Max;

    /// <summary>Whether it is as it was stored.</summary>
    internal static bool IsWhole(ulong word) => word >> Bits == Seal(word);

    private static ulong Seal(ulong number)
    {
        number &= Max;
        number ^= number >> 32;
        number ^= number >> 16;
        return (number ^ (number >> 8) ^ Mark) & byte.MaxValue;
    }
}
