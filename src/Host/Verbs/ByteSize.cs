using System.Globalization;

namespace Gateway.Host.Verbs;

/// <summary>Numbers of bytes as flags have them: 4096, 64k, 16m, 1g.</summary>
internal static class ByteSize
{
    private const long Max = 1L << 40;

    /// <summary>Reads one.</summary>
    /// <param name="text">Digits and at most one letter.</param>
    /// <param name="bytes">1 byte to 1 TiB; 0 when it is none.</param>
    /// <returns>False: it is none.</returns>
    internal static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        if (text.Length == 0) return false;
        int scale = char.ToLowerInvariant(text[^1]) switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
        string digits = scale == 0 ? text : text[..^1];
        bool isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value);
        if (!isNumber || value <= 0 || value > Max >> scale) return false;
        bytes = value << scale;
        return true;
    }
}
