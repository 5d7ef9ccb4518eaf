namespace Gateway.Fix;

/// <summary>Tags that hold the length of the data field behind them. Spec: FIX 5.0 SP2 vol. 6, type data.</summary>
internal static class DataLength
{
    /// <summary>The lowest of them.</summary>
    internal const int TagMin = 90;

    private const int WordsFrom = TagMin >> 6;

    /// <summary>
    /// Bit n mod 64 of word n / 64, from word 1 on: 90 93 95 212 348 350 … 364 445 618 621 1184 1401.
    /// </summary>
    private static readonly ulong[] Words =
    [
        (1UL << (90 & 63)) | (1UL << (93 & 63)) | (1UL << (95 & 63)), 0, (1UL << (212 & 63)), 0,
        0x5555UL << (348 & 63) | (1UL << (364 & 63)), 1UL << (445 & 63), 0, 0,
        (1UL << (618 & 63)) | (1UL << (621 & 63)), 0, 0, 0, 0, 0, 0, 0, 0, 1UL << (1184 & 63), 0, 0, 1UL << (1401 & 63),
    ];

    /// <summary>Tells whether the field after this one is data of the length given here.</summary>
    /// <param name="tag">Any tag.</param>
    /// <returns>True for RawDataLength and its like.</returns>
    internal static bool IsTag(int tag)
    {
        int word = (tag >> 6) - WordsFrom;
        return (uint)word < (uint)Words.Length && (Words[word] >> tag & 1) != 0;
    }
}
