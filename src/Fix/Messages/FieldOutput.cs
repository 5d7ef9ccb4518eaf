using System;

namespace Gateway.Fix.Messages;

/// <summary>Fields as the codecs write them.</summary>
internal static class FieldOutput
{
    /// <summary>Writes a text that the message cannot do without; NONE when there is none.</summary>
    internal static void Required(this FixOutput output, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> text) =>
        output.Text(tag, text.IsEmpty ? FieldValue.None : text);

    /// <summary>Writes a text, unless there is none.</summary>
    internal static void Optional(this FixOutput output, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty) output.Text(tag, text);
    }

    /// <summary>Writes a number from 0 to 9.</summary>
    internal static void Digit(this FixOutput output, ReadOnlySpan<byte> tag, byte digit) =>
        output.Code(tag, (byte)('0' + digit));

    /// <summary>Writes a price.</summary>
    internal static void Price(this FixOutput output, ReadOnlySpan<byte> tag, long priceE8) =>
        output.Scaled(tag, priceE8, FieldValue.PriceDigits);

    /// <summary>Writes a quantity.</summary>
    internal static void Quantity(this FixOutput output, ReadOnlySpan<byte> tag, long quantityE4) =>
        output.Scaled(tag, quantityE4, FieldValue.QuantityDigits);
}
