using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Check 7: the quantity asked for exceeds a limit of scopes 1-5.</summary>
/// <remarks>Lots; the open part asked for, not what is held. Twin: the RTL module OrderQuantity.</remarks>
internal static class OrderQuantity
{
    /// <param name="quantity">Lots.</param>
    /// <param name="scopes">Flags of scopes 1-5, ORed.</param>
    /// <param name="gateway">Scope 1.</param>
    /// <param name="firm">Scope 2.</param>
    /// <param name="account">Scope 3.</param>
    /// <param name="instrument">Scope 4.</param>
    /// <param name="pair">Scope 5.</param>
    internal static bool Fails(
        uint quantity,
        ScopeFlags scopes,
        in LimitRow gateway,
        in LimitRow firm,
        in LimitRow account,
        in LimitRow instrument,
        in LimitRow pair)
    {
        if ((scopes & LimitBits.Row(Verdict.OrderQuantity)) == 0) return true;
        if ((scopes & LimitBits.On(Verdict.OrderQuantity)) == 0) return false;
        return Exceeds(quantity, in gateway)
            || Exceeds(quantity, in firm)
            || Exceeds(quantity, in account)
            || Exceeds(quantity, in instrument)
            || Exceeds(quantity, in pair);
    }

    private static bool Exceeds(uint quantity, in LimitRow row) =>
        (row.Flags & LimitBits.On(Verdict.OrderQuantity)) != 0 && quantity > row.OrderQuantity;
}
