using System;

namespace Gateway.Fix.Messages;

/// <summary>One entry of a snapshot's repeating group: 269 270 271 272 273.</summary>
internal ref struct MarketDataEntry
{
    /// <summary>Length of a UTCDateOnly.</summary>
    internal const int DateBytes = 8;

    /// <summary>MDEntryType (269).</summary>
    internal byte Type;

    /// <summary>There is a price (270).</summary>
    internal bool HasPrice;

    /// <summary>270 × 10⁸.</summary>
    internal long PriceE8;

    /// <summary>271 × 10⁴; 0 when absent.</summary>
    internal long QuantityE4;

    /// <summary>MDEntryDate (272), UTC.</summary>
    internal ReadOnlySpan<byte> Date;

    /// <summary>MDEntryTime (273), UTC.</summary>
    internal ReadOnlySpan<byte> TimeOfDay;

    /// <summary>There are a date and a time of day.</summary>
    internal readonly bool HasTime => !Date.IsEmpty && !TimeOfDay.IsEmpty;

    /// <summary>Writes the entry.</summary>
    internal readonly void Write(FixOutput output)
    {
        output.Code("269="u8, Type);
        output.Price("270="u8, PriceE8);
        output.Quantity("271="u8, QuantityE4);
        if (!HasTime) return;

        output.Text("272="u8, Date);
        output.Text("273="u8, TimeOfDay);
    }
}
