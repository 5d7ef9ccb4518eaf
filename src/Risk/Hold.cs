using System;

namespace Gateway.Risk;

/// <summary>An open part of an order: |price| × quantity, and the quantity.</summary>
/// <param name="TickLots">|price| × quantity, at most 2³¹ × (2³² − 1), so below 2⁶³.</param>
/// <param name="Lots">Quantity in lots.</param>
internal readonly record struct Hold(ulong TickLots, uint Lots)
{
    /// <summary>A price and a quantity as a record carries them; every bit pattern is one.</summary>
    internal static Hold Of(int price, uint lots) => new((ulong)Math.Abs((long)price) * lots, lots);

    /// <summary>What a request holds once accepted. Spec: records.md section 3, rule 2.</summary>
    internal static Hold Larger(int price, uint lots, int heldPrice, uint heldLots)
    {
        uint most = Math.Max(lots, heldLots);
        return new((ulong)Math.Max(Math.Abs((long)price), Math.Abs((long)heldPrice)) * most, most);
    }
}
