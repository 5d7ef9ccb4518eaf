using System;
using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Check 9: open value would grow past a limit of scopes 2, 3, 5. Twin: the RTL module OpenExposure.</summary>
internal static class OpenExposure
{
    /// <param name="growth">after − before, money E8, below 2¹¹¹; 0 adds nothing and passes any limit.</param>
    /// <param name="firmOpen">Open value of the firm, at most 2¹²⁷ − 1.</param>
    /// <param name="accountOpen">Of the account.</param>
    /// <param name="pairOpen">Of the pair, both sides.</param>
    /// <param name="firm">Scope 2.</param>
    /// <param name="account">Scope 3.</param>
    /// <param name="pair">Scope 5.</param>
    internal static bool Fails(
        UInt128 growth,
        UInt128 firmOpen,
        UInt128 accountOpen,
        UInt128 pairOpen,
        in LimitRow firm,
        in LimitRow account,
        in LimitRow pair)
    {
        ScopeFlags scopes = firm.Flags | account.Flags | pair.Flags;
        if ((scopes & LimitBits.Row(Verdict.OpenExposure)) == 0) return true;
        if ((scopes & LimitBits.On(Verdict.OpenExposure)) == 0 || growth == UInt128.Zero) return false;
        return Exceeds(firmOpen + growth, in firm)
            || Exceeds(accountOpen + growth, in account)
            || Exceeds(pairOpen + growth, in pair);
    }

    private static bool Exceeds(UInt128 open, in LimitRow row) =>
        (row.Flags & LimitBits.On(Verdict.OpenExposure)) != 0 && Money.Exceeds(open, row.OpenExposure);
}
