using System;
using System.Runtime.CompilerServices;

namespace Gateway.Fix.Messages;

/// <summary>Fields as the codecs write them; inlined, so that each tag is a constant that is stored.</summary>
internal static class FieldOutput
{
    /// <summary>Writes a text that the message cannot do without; NONE when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Required(this FixOutput output, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> text) =>
        output.Text(tag, text.IsEmpty ? FieldValue.None : text);

    /// <summary>Writes a text, unless there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Optional(this FixOutput output, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty) output.Text(tag, text);
    }

    /// <summary>Writes a number from 0 to 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Digit(this FixOutput output, ReadOnlySpan<byte> tag, byte digit) =>
        output.Code(tag, (byte)('0' + digit));

    /// <summary>Writes a price.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Price(this FixOutput output, ReadOnlySpan<byte> tag, long priceE8) =>
        output.Scaled(tag, priceE8, FieldValue.PriceDigits);

    /// <summary>Writes a quantity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Quantity(this FixOutput output, ReadOnlySpan<byte> tag, long quantityE4) =>
        output.Scaled(tag, quantityE4, FieldValue.QuantityDigits);
}
