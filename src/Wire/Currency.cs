using System;

namespace Gateway.Wire;

/// <summary>Minor units of currencies. Source: ISO 4217 table A.1, column "minor unit".</summary>
public static class Currency
{
    private const int CodeBytes = 3;

    /// <summary>Digits of a currency's minor unit.</summary>
    /// <param name="code">Three capital letters, such as <c>USD</c>.</param>
    /// <returns>0 for JPY and its like, 3 for KWD and its like, else 2.</returns>
    public static int MinorDigits(ReadOnlySpan<byte> code) =>
        IsOneOf(code, "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF"u8) ? 0
        : IsOneOf(code, "BHDIQDJODKWDLYDOMRTND"u8) ? 3
        : 2;

    private static bool IsOneOf(ReadOnlySpan<byte> code, ReadOnlySpan<byte> codes)
    {
        for (int i = 0; i < codes.Length; i += CodeBytes)
        {
            if (code.SequenceEqual(codes.Slice(i, CodeBytes))) return true;
        }

        return false;
    }
}
