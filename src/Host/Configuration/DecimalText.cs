using System;
using System.Globalization;

namespace Gateway.Host.Configuration;

/// <summary>Decimal strings as scaled integers, exactly or not at all.</summary>
internal static class DecimalText
{
    // 10²⁸ × 10⁸ stays below 2¹²⁷.
    private const int DigitsMax = 28;

    /// <summary>Turns a decimal such as <c>-12.50</c> into an integer.</summary>
    /// <param name="text">Optional minus, digits, optionally a point and digits; no exponent, no blanks.</param>
    /// <param name="places">Places behind the point that the integer holds.</param>
    /// <param name="scaled">The decimal × 10^places; 0 when refused.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    internal static string? TryScale(string text, int places, out Int128 scaled)
    {
        scaled = 0;
        ReadOnlySpan<char> digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<char> part = point < 0 ? "0" : digits[(point + 1)..];
        if (!IsNumber(whole) || !IsNumber(part)) return $"\"{text}\" is no decimal such as 12.50";

        part = part.TrimEnd('0');
        if (part.Length > places) return $"{text} has more than {places} decimal places";
        if (whole.Length > DigitsMax) return $"{text} is too large";

        Int128 value = Int128.Parse(whole, CultureInfo.InvariantCulture);
        for (int i = 0; i < places; i++) value = (value * 10) + (i < part.Length ? part[i] - '0' : 0);
        scaled = text.StartsWith('-') ? -value : value;
        return null;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
