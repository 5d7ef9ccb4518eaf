using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>
/// Check 10: position and open lots of the order's side exceed a limit of scopes 5 and 3. Twin: the RTL module
/// Position.
/// </summary>
/// <remarks>An account's limit holds for each instrument: it is compared with the pair's own position.</remarks>
internal static class PositionCheck
{
    /// <param name="buy">The order's side; only the sum of its own side is tested.</param>
    /// <param name="grows">The order adds to its side's open lots; if not, no limit is passed.</param>
    /// <param name="position">Lots, ± at most 2⁶¹.</param>
    /// <param name="openLots">Open lots of the order's side, this order included; at most 2⁶¹ + 2³².</param>
    /// <param name="account">Scope 3.</param>
    /// <param name="pair">Scope 5.</param>
    internal static bool Fails(
        bool buy, bool grows, long position, long openLots, in LimitRow account, in LimitRow pair)
    {
        ScopeFlags scopes = account.Flags | pair.Flags;
        if ((scopes & LimitBits.Row(Verdict.Position)) == 0) return true;
        if ((scopes & LimitBits.On(Verdict.Position)) == 0 || !grows) return false;

        long reach = openLots + (buy ? position : -position);
        return Exceeds(reach, buy, in account) || Exceeds(reach, buy, in pair);
    }

    /// <summary>Limits are unsigned; a reach of zero or less passes each.</summary>
    private static bool Exceeds(long reach, bool buy, in LimitRow row) =>
        (row.Flags & LimitBits.On(Verdict.Position)) != 0
        && reach > 0
        && (ulong)reach > (buy ? row.PositionLong : row.PositionShort);
}
