using System;

namespace Gateway.Fix.Messages;

/// <summary>Values of single fields as the codecs keep them; each says whether the text was one.</summary>
internal static class FieldValue
{
    /// <summary>Decimal digits of a price E8.</summary>
    internal const int PriceDigits = 8;

    /// <summary>Decimal digits of a quantity E4.</summary>
    internal const int QuantityDigits = 4;

    /// <summary>A text of at least one byte.</summary>
    internal static bool Text(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> text)
    {
        text = value;
        return !value.IsEmpty;
    }

    /// <summary>OrderID (37): a sender without one writes NONE, which is read as empty.</summary>
    internal static bool OrderId(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> orderId)
    {
        orderId = value.SequenceEqual(None) ? default : value;
        return !value.IsEmpty;
    }

    /// <summary>
    /// What stands for a required text that there is none of. Spec: FIX 4.4 vol. 4, OrderCancelReject, 37.
    /// </summary>
    internal static ReadOnlySpan<byte> None => "NONE"u8;

    /// <summary>One character.</summary>
    internal static bool Character(ReadOnlySpan<byte> value, out byte character)
    {
        bool one = value.Length == 1;
        character = one ? value[0] : (byte)0;
        return one;
    }

    /// <summary>One digit as a number; a character that is none gives 0.</summary>
    internal static bool Digit(ReadOnlySpan<byte> value, out byte digit)
    {
        bool one = Character(value, out byte character);
        digit = (byte)(character - '0');
        if (digit > 9) digit = 0;
        return one;
    }

    /// <summary>An integer from 0 to the highest an int holds.</summary>
    internal static bool Integer(ReadOnlySpan<byte> value, out int integer)
    {
        bool parsed = FixNumber.TryParse(value, out long number) && number <= int.MaxValue;
        integer = parsed ? (int)number : 0;
        return parsed;
    }

    /// <summary>An integer from 0 to 255.</summary>
    internal static bool Byte(ReadOnlySpan<byte> value, out byte number)
    {
        bool parsed = Integer(value, out int integer) && integer <= byte.MaxValue;
        number = parsed ? (byte)integer : (byte)0;
        return parsed;
    }

    /// <summary>A price of either sign, E8.</summary>
    internal static bool Price(ReadOnlySpan<byte> value, out long priceE8) =>
        FixNumber.TryParseDecimal(value, PriceDigits, out priceE8);

    /// <summary>A quantity that is not negative, E4.</summary>
    internal static bool Quantity(ReadOnlySpan<byte> value, out long quantityE4) =>
        FixNumber.TryParseDecimal(value, QuantityDigits, out quantityE4) && quantityE4 >= 0;

    /// <summary>
    /// An average price, E8: digits beyond the scale are cut off, since a quotient has any number of them.
    /// </summary>
    internal static bool Average(ReadOnlySpan<byte> value, out long priceE8)
    {
        int point = value.IndexOf((byte)'.');
        int kept = point < 0 ? value.Length : Math.Min(value.Length, point + 1 + PriceDigits);
        return Price(value[..kept], out priceE8) & value[kept..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }
}
