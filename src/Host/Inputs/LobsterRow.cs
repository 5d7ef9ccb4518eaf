using System;
using Gateway.Fix;

namespace Gateway.Host.Inputs;

/// <summary>One row of a LOBSTER message file. Spec: records.md section 7.</summary>
/// <param name="Type">1 new, 2 reduced, 3 deleted, 4 visible execution, 5 hidden execution, 6 cross, 7 halt.</param>
/// <param name="OrderId">The venue's number of the order.</param>
/// <param name="Size">Shares.</param>
/// <param name="PriceE4">Dollars × 10,000.</param>
/// <param name="Buy">Direction 1; of an execution the side of the order that rested.</param>
public readonly record struct LobsterRow(byte Type, long OrderId, long Size, long PriceE4, bool Buy)
{
    private const int Columns = 6;
    private const int TimeScaleDigits = 8;
    private const int PriceE4PerTick = 100;

    /// <summary>Reads one row.</summary>
    /// <param name="line">Text without its end.</param>
    /// <param name="row">The row.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    public static string? Parse(ReadOnlySpan<byte> line, out LobsterRow row)
    {
        row = default;
        Span<Range> at = stackalloc Range[Columns + 1];
        if (Split(line, at) != Columns) return "six columns wanted: time,type,order id,size,price,direction";
        if (!IsTime(line[at[0]])) return "time is no number of seconds";
        if (!FixNumber.TryParse(line[at[1]], out long type) || type is < 1 or > 7) return "type is not 1 to 7";
        if (!FixNumber.TryParse(line[at[2]], out long orderId)) return "order id is no number";
        if (!FixNumber.TryParse(line[at[3]], out long size)) return "size is no number";
        if (!FixNumber.TryParseDecimal(line[at[4]], 0, out long price)) return "price is no number";
        if (!line[at[5]].SequenceEqual("1"u8) && !line[at[5]].SequenceEqual("-1"u8)) return "direction is not 1 or -1";
        bool inRange = size is >= 1 and <= uint.MaxValue && price is >= 1 and <= int.MaxValue;
        if (type <= 4 && !inRange) return "size or price is out of range";
        if (type <= 4 && price % PriceE4PerTick != 0) return "price is off the tick of 0.01";

        row = new LobsterRow((byte)type, orderId, size, price, line[at[5]][0] == '1');
        return null;
    }

    private static bool IsTime(ReadOnlySpan<byte> text)
    {
        int point = text.IndexOf((byte)'.');
        if (point >= 0 && text.Length - point - 1 > TimeScaleDigits) text = text[..(point + 1 + TimeScaleDigits)];
        return FixNumber.TryParseDecimal(text, TimeScaleDigits, out long time) && time >= 0;
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> at)
    {
        int count = 0;
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] != ',') continue;
            if (count == at.Length) break;
            at[count++] = new Range(start, i);
            start = i + 1;
        }

        return count;
    }
}
