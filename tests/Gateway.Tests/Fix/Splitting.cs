using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Fix;

/// <summary>The reference: a message is split as one would by hand, field after field.</summary>
internal static partial class Splitting
{
    private const char Soh = '\x01';

    private static readonly HashSet<int> Lengths =
    [
        90, 93, 95, 212, 348, 350, 352, 354, 356, 358, 360, 362, 364, 445, 618, 621, 1184, 1401,
    ];

    internal static bool IsLength(int tag) => Lengths.Contains(tag);

    /// <summary>The fields of a message that is right in every respect, or null.</summary>
    internal static List<(int Tag, string Value)>? Message(byte[] bytes)
    {
        List<(int Tag, string Value)>? fields = Fields(bytes);
        if (fields is null || fields.Count < 4) return null;
        if (fields[0].Tag != 8 || fields[1].Tag != 9 || fields[2].Tag != 35 || fields[^1].Tag != 10) return null;

        string text = Encoding.Latin1.GetString(bytes);
        string trailer = Trailer().Match(text).Value;
        int body = text.Length - trailer.Length - text.IndexOf(Soh, text.IndexOf(Soh) + 1) - 1;
        if (!Digits().IsMatch(fields[1].Value)) return null;
        if (long.Parse(fields[1].Value, CultureInfo.InvariantCulture) != body) return null;
        if (!Sum().IsMatch(fields[^1].Value)) return null;
        int sum = bytes[..(text.Length - trailer.Length)].Sum(b => b) & 255;
        return int.Parse(fields[^1].Value, CultureInfo.InvariantCulture) == sum ? fields : null;
    }

    /// <summary>The fields, or null when one is none.</summary>
    internal static List<(int Tag, string Value)>? Fields(byte[] bytes)
    {
        var fields = new List<(int Tag, string Value)>();
        string rest = Encoding.Latin1.GetString(bytes);
        long data = -1;
        while (rest.Length > 0)
        {
            Match tag = Tag().Match(rest);
            if (!tag.Success) return null;
            rest = rest[tag.Length..];
            long length = data < 0 ? rest.IndexOf(Soh) : data;
            if (length < 0 || length >= rest.Length || rest[(int)length] != Soh) return null;
            string value = rest[..(int)length].Replace(Soh, '|');
            fields.Add((int.Parse(tag.Value[..^1], CultureInfo.InvariantCulture), value));
            rest = rest[((int)length + 1)..];
            data = IsLength(fields[^1].Tag) && Digits().IsMatch(fields[^1].Value)
                ? long.Parse(fields[^1].Value, CultureInfo.InvariantCulture) : -1;
            if (data >= 0 && rest.Length == 0) return null;
        }

        return fields;
    }

    [GeneratedRegex("^-?[0-9]{1,9}=")]
    private static partial Regex Tag();

    [GeneratedRegex("^[0-9]{1,18}$")]
    private static partial Regex Digits();

    [GeneratedRegex("^[0-9]{3}$")]
    private static partial Regex Sum();

    [GeneratedRegex("(?<=\u0001)10=[^\u0001]*\u0001$")]
    private static partial Regex Trailer();
}
