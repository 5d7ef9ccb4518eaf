using System;
using System.Runtime.Intrinsics;

namespace Gateway.Fix;

/// <summary>
/// CheckSum (10): the sum of all bytes before it, modulo 256. Spec: FIX 4.4 vol. 2, CheckSum calculation.
/// </summary>
public static class CheckSum
{
    /// <summary>Sums bytes.</summary>
    /// <param name="bytes">From BeginString to the SOH before CheckSum.</param>
    /// <returns>0 to 255.</returns>
    public static byte Of(ReadOnlySpan<byte> bytes)
    {
        // Lanes wrap at 256, and so does the sum: byte additions alone are exact.
        Vector256<byte> lanes = Vector256<byte>.Zero;
        while (bytes.Length >= Vector256<byte>.Count)
        {
            lanes += Vector256.Create(bytes);
            bytes = bytes[Vector256<byte>.Count..];
        }

        byte sum = Vector256.Sum(lanes);
        foreach (byte b in bytes) sum += b;
        return sum;
    }
}
