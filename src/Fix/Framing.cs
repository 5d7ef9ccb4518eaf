using System;

namespace Gateway.Fix;

/// <summary>What stands at the front of a window of a stream.</summary>
internal enum Front : byte
{
    /// <summary>It takes more bytes to tell: at least as many as the count says, from the front.</summary>
    Partial,

    /// <summary>A whole message of the counted length.</summary>
    Whole,

    /// <summary>As many bytes that begin no message: skip them.</summary>
    Noise,

    /// <summary>A message whose frame is wrong; the next trailer behind the counted byte ends it.</summary>
    Garbled,

    /// <summary>A message longer than any that is taken: the stream cannot be cut any more; counts nothing.</summary>
    TooLong,
}

/// <summary>Where a message ends. Spec: FIX 4.4 vol. 2, BeginString, BodyLength, CheckSum.</summary>
internal static class Framing
{
    private const byte Soh = 1;
    private const int BeginStringBytesMax = 16;
    private const int LengthDigitsMax = 6;
    private const int CheckSumDigitsMax = 3;

    private static ReadOnlySpan<byte> Start => "8=FIX"u8;

    private static ReadOnlySpan<byte> LengthTag => "9="u8;

    private static ReadOnlySpan<byte> Trailer => "\u000110="u8;

    /// <summary>Tells what stands at the front.</summary>
    /// <param name="bytes">A piece of a stream; may end anywhere.</param>
    /// <param name="count">Bytes, as the result says.</param>
    /// <returns>What it is.</returns>
    internal static Front Measure(ReadOnlySpan<byte> bytes, out int count)
    {
        if (!Begins(bytes, Start)) return Noise(bytes, out count);

        int at = Math.Min(bytes.Length, BeginStringBytesMax);
        int soh = bytes[..at].IndexOf(Soh);
        if (soh < 0) return Undecided(at, at == BeginStringBytesMax, out count);

        at = soh + 1;
        if (!Begins(bytes[at..], LengthTag)) return Undecided(at, true, out count);

        count = 0;
        int body = 0;
        for (int i = at + LengthTag.Length; i < bytes.Length; i++)
        {
            uint digit = (uint)(bytes[i] - '0');
            if (digit > 9) return AtLength(bytes, i, i - at - LengthTag.Length, body, out count);
            body = (body * 10) + (int)digit;
            if (i - at - LengthTag.Length >= LengthDigitsMax) return Front.TooLong;
        }

        return Undecided(bytes.Length, false, out count);
    }

    private static Front AtLength(ReadOnlySpan<byte> bytes, int at, int digits, int body, out int count)
    {
        if (bytes[at] != Soh || digits == 0) return Undecided(at, true, out count);

        // The trailer's own SOH is the last byte of the body: a length of 0 has none.
        int trailer = at + body;
        count = 0;
        if (trailer + Trailer.Length + CheckSumDigitsMax + 1 > FixOutput.MessageBytesMax) return Front.TooLong;
        if (body == 0) return Undecided(at, true, out count);

        count = trailer + Trailer.Length;
        if (trailer >= bytes.Length) return Front.Partial;
        if (!Begins(bytes[trailer..], Trailer)) return Undecided(trailer, true, out count);
        return count >= bytes.Length
            ? Undecided(bytes.Length, false, out count)
            : AtCheckSum(bytes, trailer, out count);
    }

    private static Front AtCheckSum(ReadOnlySpan<byte> bytes, int trailer, out int count)
    {
        int from = trailer + Trailer.Length;
        for (count = from; count < bytes.Length; count++)
        {
            if (bytes[count] == Soh && count > from) break;
            bool digit = (uint)(bytes[count] - '0') <= 9;
            if (!digit || count - from == CheckSumDigitsMax) return Undecided(trailer, true, out count);
        }

        count++;
        return count > bytes.Length ? Front.Partial : Front.Whole;
    }

    /// <summary>Either more bytes are needed, one at least, or the message is garbled from here.</summary>
    private static Front Undecided(int at, bool garbled, out int count)
    {
        count = garbled ? at : at + 1;
        return garbled ? Front.Garbled : Front.Partial;
    }

    /// <summary>Bytes up to the next possible beginning; a beginning may be cut off by the window's end.</summary>
    private static Front Noise(ReadOnlySpan<byte> bytes, out int count)
    {
        count = bytes.IndexOf(Start);
        if (count >= 0) return Front.Noise;

        int kept = Math.Min(bytes.Length, Start.Length - 1);
        while (!Start.StartsWith(bytes[^kept..])) kept--;
        count = bytes.Length - kept;
        return Front.Noise;
    }

    /// <summary>A piece shorter than the prefix begins with it as far as it goes.</summary>
    private static bool Begins(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> prefix) =>
        bytes.Length < prefix.Length ? prefix.StartsWith(bytes) : bytes.StartsWith(prefix);
}
