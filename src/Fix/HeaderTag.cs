namespace Gateway.Fix;

/// <summary>Which tags belong to the standard header and trailer. Spec: FIX 4.4 vol. 2, FIX 5.0 SP2 vol. 2.</summary>
internal static class HeaderTag
{
    /// <summary>Bit n mod 64 of word n / 64, all tags below 192.</summary>
    private static readonly ulong[] Low =
    [
        (1UL << 8) | (1UL << 9) | (1UL << 34) | (1UL << 35) | (1UL << 43) | (1UL << 49) | (1UL << 50) | (1UL << 52)
            | (1UL << 56) | (1UL << 57),
        (1UL << (90 & 63)) | (1UL << (91 & 63)) | (1UL << (97 & 63)) | (1UL << (115 & 63)) | (1UL << (116 & 63))
            | (1UL << (122 & 63)),
        (1UL << (128 & 63)) | (1UL << (129 & 63)) | (1UL << (142 & 63)) | (1UL << (143 & 63)) | (1UL << (144 & 63))
            | (1UL << (145 & 63)),
    ];

    /// <summary>The same with the trailer's and 0.</summary>
    private static readonly ulong[] Odd =
    [
        (1UL << 0) | (1UL << 8) | (1UL << 9) | (1UL << 10) | (1UL << 34) | (1UL << 35) | (1UL << 43) | (1UL << 49)
            | (1UL << 50) | (1UL << 52) | (1UL << 56) | (1UL << 57),
        (1UL << (89 & 63)) | (1UL << (90 & 63)) | (1UL << (91 & 63)) | (1UL << (93 & 63)) | (1UL << (97 & 63))
            | (1UL << (115 & 63)) | (1UL << (116 & 63)) | (1UL << (122 & 63)),
        (1UL << (128 & 63)) | (1UL << (129 & 63)) | (1UL << (142 & 63)) | (1UL << (143 & 63)) | (1UL << (144 & 63))
            | (1UL << (145 & 63)),
    ];

    /// <summary>Tells whether a tag is one of the header's.</summary>
    /// <param name="tag">Any tag.</param>
    /// <returns>False for one of the body or the trailer.</returns>
    internal static bool Holds(int tag)
    {
        int word = tag >> 6;
        return (uint)word < (uint)Low.Length ? (Low[word] >> tag & 1) != 0 : IsRare(tag);
    }

    /// <summary>Tells whether a tag is one of the trailer's.</summary>
    /// <param name="tag">Any tag.</param>
    /// <returns>True for SignatureLength, Signature, CheckSum.</returns>
    internal static bool IsTrailer(int tag) => tag is 93 or 89 or 10;

    /// <summary>Tells whether a tag is not simply one of the body's: header's, trailer's, or no tag at all.</summary>
    /// <param name="tag">Any tag.</param>
    /// <returns>True for one that has to be looked at.</returns>
    internal static bool IsOdd(int tag)
    {
        int word = tag >> 6;
        return (uint)word < (uint)Odd.Length ? (Odd[word] >> tag & 1) != 0 : tag < 0 || IsRare(tag);
    }

    private static bool IsRare(int tag) =>
        tag is 212 or 213 or 347 or 369 or 370 or (>= 627 and <= 630) or 1128 or 1129 or 1156;
}
