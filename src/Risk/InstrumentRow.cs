using System.Runtime.InteropServices;

namespace Gateway.Risk;

/// <summary>Tick value, reference and openness of one instrument; its limits are a <see cref="LimitRow"/>.</summary>
/// <remarks>Prices in ticks. 40 bytes.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal struct InstrumentRow
{
    /// <summary>Money E8 of one tick on one lot, 1 to 2⁴⁸ − 1.</summary>
    [FieldOffset(0)] internal ulong TickValue;

    /// <summary>timeNs of the last Price row.</summary>
    [FieldOffset(8)] internal ulong PriceTimeNs;

    /// <summary>ageMsMax × 10⁶, below 2⁵².</summary>
    [FieldOffset(16)] internal ulong AgeNsMax;

    [FieldOffset(24)] internal int Low;
    [FieldOffset(28)] internal int High;

    /// <summary>max(|low|, |high|): the price of a market order.</summary>
    [FieldOffset(32)] internal int MarketPrice;

    /// <summary>How many sides of its pairs hold open quantity or value; nothing is open at 0.</summary>
    [FieldOffset(36)] internal uint OpenSides;
}
