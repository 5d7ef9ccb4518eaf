using System;

namespace Gateway.Risk;

/// <summary>Values and their limits, exact for every input. Money E8; spec: records.md section 2.</summary>
/// <remarks>
/// Bounds: tick lots &lt; 2⁶³ and a tick value &lt; 2⁴⁸, so a value is below 2¹¹¹: one 64 × 64 multiply gives it.
/// A sum is at most <see cref="SumMax"/> = 2¹²⁷ − 1, so a sum plus a value stays below 2¹²⁸.
/// </remarks>
internal static class Money
{
    /// <summary>Most that any open value holds: a full sum passes no limit, for a limit is no larger.</summary>
    internal static readonly UInt128 SumMax = (UInt128)Int128.MaxValue;

    /// <summary>What tick lots are worth.</summary>
    /// <param name="tickLots">|price| × quantity, below 2⁶³.</param>
    /// <param name="tickValue">Money E8 of one tick on one lot, below 2⁴⁸.</param>
    internal static UInt128 Of(ulong tickLots, ulong tickValue)
    {
        ulong high = Math.BigMul(tickLots, tickValue, out ulong low);
        return new UInt128(high, low);
    }

    /// <summary>Whether an amount is above a limit; a limit below zero is below every amount.</summary>
    internal static bool Exceeds(UInt128 amount, Int128 limit) =>
        Int128.IsNegative(limit) || amount > (UInt128)limit;
}
