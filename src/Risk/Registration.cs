using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Check 0 of a Limit row: makes a row known. Spec: records.md section 1.</summary>
/// <remarks>
/// A registered row is enabled, for it starts so; registering it again changes its value and resumes nothing. Some
/// values hold still while they are in use, else Malformed: an instrument's tick value while anything is open in it, an
/// account's firm while the account has open value (the firms' sums would not follow), an opening position from the
/// pair's first accepted order or applied execution on.
/// </remarks>
internal sealed class Registration(LimitTables limits, ExposureTables exposure)
{
    private const ulong AnyPriceBit = 1;

    /// <summary>Accept, Malformed or UnknownRow; the shape has been checked.</summary>
    /// <param name="limit">The row.</param>
    /// <param name="row">Its scope's row, known to lie within its table.</param>
    internal Verdict Register(in Limit limit, ref ScopeFlags row)
    {
        Verdict verdict = limit.Scope switch
        {
            LimitScope.Account => RegisterAccount(limit.Account, limit.Value, row),
            LimitScope.Instrument => RegisterInstrument(in limit, ref row),
            LimitScope.AccountInstrument => RegisterPair(in limit, row),
            _ => Verdict.Accept,
        };
        if (verdict == Verdict.Accept) row |= ScopeFlags.Registered;
        return verdict;
    }

    private Verdict RegisterAccount(uint account, ulong firm, ScopeFlags row)
    {
        ref AccountRow owner = ref exposure.Account(account);
        if ((row & ScopeFlags.Registered) != 0 && owner.Firm != firm && owner.OpenValue != 0) return Verdict.Malformed;
        if (firm >= Record.NoRow || !IsRegistered(limits.Firm((uint)firm).Flags)) return Verdict.UnknownRow;
        owner.Firm = (uint)firm;
        return Verdict.Accept;
    }

    private Verdict RegisterInstrument(in Limit limit, ref ScopeFlags row)
    {
        ref InstrumentRow market = ref exposure.Instrument(limit.Instrument);
        if (market.OpenSides != 0 && market.TickValue != limit.Value) return Verdict.Malformed;
        market.TickValue = limit.Value;
        bool any = (limit.Value2 & AnyPriceBit) != 0;
        row = any ? row | ScopeFlags.AnyPrice : row & ~ScopeFlags.AnyPrice;
        return Verdict.Accept;
    }

    private Verdict RegisterPair(in Limit limit, ScopeFlags row)
    {
        if ((row & ScopeFlags.Traded) != 0) return Verdict.Malformed;
        if (!IsRegistered(limits.Account(limit.Account).Flags & limits.Instrument(limit.Instrument).Flags))
        {
            return Verdict.UnknownRow;
        }

        exposure.Pair(limit.Account, limit.Instrument).Position = (long)limit.Value;
        return Verdict.Accept;
    }

    private static bool IsRegistered(ScopeFlags row) => (row & ScopeFlags.Registered) != 0;
}
