using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Which scopes, checks and actions go together in a Limit row. Spec: records.md sections 1 and 4.</summary>
/// <remarks>
/// <code>
/// check            action                       scopes
/// 0 registration   set                          2-7 (the gateway is registered from the start)
/// 3 Killed         enable, disable, reduce-only 1-7
/// 7, 8             set, enable, disable         1-5
/// 9                set, enable, disable         2, 3, 5
/// 10               set, enable, disable         3, 5
/// 11               set, enable, disable         6
/// </code>
/// All else is Malformed: checks 1, 2, 4, 5, 6 have no limit, 12 is not there yet.
/// </remarks>
internal static class LimitShape
{
    private const uint Registrations = 0b1111_1100;
    private const uint Everything = 0b1111_1110;
    private const uint OrderSizes = 0b0011_1110;
    private const uint Exposures = 0b0010_1100;
    private const uint Positions = 0b0010_1000;
    private const uint Rates = 0b0100_0000;

    /// <summary>2⁴⁸. Spec: records.md section 2.</summary>
    private const ulong TickValueEnd = 1UL << 48;

    /// <summary>Whether the row says something that can be done, as far as the row alone tells.</summary>
    internal static bool Fails(in Limit limit) =>
        !Goes(limit.Action, limit.Check)
        || limit.Scope > LimitScope.Trader
        || ((Scopes(limit.Check) >> (int)limit.Scope) & 1) == 0
        || (limit.Check == Verdict.Accept && RegistrationFails(limit.Scope, limit.Value));

    private static bool Goes(LimitAction action, Verdict check) => action switch
    {
        LimitAction.Set => check != Verdict.Killed,
        LimitAction.Enable or LimitAction.Disable => check != Verdict.Accept,
        LimitAction.ReduceOnly => check == Verdict.Killed,
        _ => false,
    };

    private static uint Scopes(Verdict check) => check switch
    {
        Verdict.Accept => Registrations,
        Verdict.Killed => Everything,
        Verdict.OrderQuantity or Verdict.OrderValue => OrderSizes,
        Verdict.OpenExposure => Exposures,
        Verdict.Position => Positions,
        Verdict.MessageRate => Rates,
        _ => 0,
    };

    /// <summary>
    /// A tick value is 1 to 2⁴⁸ − 1; an opening position lies within ± <see cref="ExposureTables.LotsMax"/>.
    /// </summary>
    private static bool RegistrationFails(LimitScope scope, ulong value) => scope switch
    {
        LimitScope.Instrument => value is 0 or >= TickValueEnd,
        LimitScope.AccountInstrument => (long)value is < -ExposureTables.LotsMax or > ExposureTables.LotsMax,
        _ => false,
    };
}
