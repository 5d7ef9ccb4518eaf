using System;

namespace Gateway.Fix;

/// <summary>Searches a stream for the next <c>|10=ddd|</c>, over any splits, without keeping its bytes.</summary>
internal struct TrailerSearch
{
    private const byte Soh = 1;
    private const int FirstDigit = 4;
    private const int LastDigit = 7;

    /// <summary>Characters of the trailer that the bytes so far end with.</summary>
    private int _matched;

    /// <summary>Goes on searching.</summary>
    /// <param name="bytes">The stream's next bytes.</param>
    /// <param name="end">Bytes up to and with the trailer's end; all of them when it is not here.</param>
    /// <returns>True when the trailer ends here.</returns>
    internal bool Find(ReadOnlySpan<byte> bytes, out int end)
    {
        for (end = 0; end < bytes.Length;)
        {
            if (_matched == 0)
            {
                int soh = bytes[end..].IndexOf(Soh);
                end = soh < 0 ? bytes.Length : end + soh + 1;
                _matched = soh < 0 ? 0 : 1;
                continue;
            }

            bool whole = bytes[end] == Soh && _matched > FirstDigit;
            _matched = whole ? 0 : Next(bytes[end]);
            end++;
            if (whole) return true;
        }

        return false;
    }

    private readonly int Next(byte value)
    {
        if (value == Soh) return 1;
        bool fits = _matched switch
        {
            1 => value == '1',
            2 => value == '0',
            3 => value == '=',
            _ => (uint)(value - '0') <= 9 && _matched < LastDigit,
        };
        return fits ? _matched + 1 : 0;
    }
}
