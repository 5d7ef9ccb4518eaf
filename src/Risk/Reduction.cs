namespace Gateway.Risk;

/// <summary>Whether an order reduces. Spec: records.md section 4. Twin: the RTL module Reduction.</summary>
internal static class Reduction
{
    /// <summary>Other side than the position, and the open lots of that side would still be covered by it.</summary>
    /// <param name="buy">The order's side.</param>
    /// <param name="position">Lots, ± at most 2⁶¹.</param>
    /// <param name="openLots">Open lots of the order's side, this order included.</param>
    internal static bool Holds(bool buy, long position, long openLots) =>
        buy ? openLots <= -position && position < 0 : openLots <= position && position > 0;
}
