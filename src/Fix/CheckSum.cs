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
        if (bytes.Length < Vector256<byte>.Count) return Scalar(bytes);

        // Lanes wrap at 256, and so does the sum: byte additions alone are exact.
        ReadOnlySpan<byte> rest = bytes;
        Vector256<byte> lanes = Vector256<byte>.Zero;
        for (; rest.Length >= Vector256<byte>.Count; rest = rest[Vector256<byte>.Count..])
        {
            lanes += Vector256.Create(rest);
        }

        // The last bytes once more, without those that are summed already.
        Vector256<byte> summed = Vector256.Create((byte)(Vector256<byte>.Count - rest.Length));
        Vector256<byte> last = Vector256.Create(bytes[^Vector256<byte>.Count..]);
        return Vector256.Sum(lanes + (last & Vector256.GreaterThanOrEqual(Vector256<byte>.Indices, summed)));
    }

    /// <summary>Whether a message ends in its own sum.</summary>
    /// <param name="message">A whole message.</param>
    /// <returns>False also of what ends in no CheckSum at all.</returns>
    internal static bool Ends(ReadOnlySpan<byte> message)
    {
        const int TrailerBytes = 7; // 10=nnn|
        return message.Length > TrailerBytes && message[^TrailerBytes..].StartsWith("10="u8) && message[^1] == 1
            && FixNumber.TryParse(message[^4..^1], out long sum) && sum == Of(message[..^TrailerBytes]);
    }

    private static byte Scalar(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (byte b in bytes) sum += b;
        return sum;
    }
}
