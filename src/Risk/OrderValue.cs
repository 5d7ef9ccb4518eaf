using System;
using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Check 8: the value asked for exceeds a limit of scopes 1-5. Twin: the RTL module OrderValue.</summary>
internal static class OrderValue
{
    /// <param name="value">|price| × quantity × tickValue, money E8, below 2¹¹¹.</param>
    /// <param name="scopes">Flags of scopes 1-5, ORed.</param>
    /// <param name="gateway">Scope 1.</param>
    /// <param name="firm">Scope 2.</param>
    /// <param name="account">Scope 3.</param>
    /// <param name="instrument">Scope 4.</param>
    /// <param name="pair">Scope 5.</param>
    internal static bool Fails(
        UInt128 value,
        ScopeFlags scopes,
        in LimitRow gateway,
        in LimitRow firm,
        in LimitRow account,
        in LimitRow instrument,
        in LimitRow pair)
    {
        if ((scopes & LimitBits.Row(Verdict.OrderValue)) == 0) return true;
        if ((scopes & LimitBits.On(Verdict.OrderValue)) == 0) return false;
        return Exceeds(value, in gateway)
            || Exceeds(value, in firm)
            || Exceeds(value, in account)
            || Exceeds(value, in instrument)
            || Exceeds(value, in pair);
    }

    private static bool Exceeds(UInt128 value, in LimitRow row) =>
        (row.Flags & LimitBits.On(Verdict.OrderValue)) != 0 && Money.Exceeds(value, row.OrderValue);
}
