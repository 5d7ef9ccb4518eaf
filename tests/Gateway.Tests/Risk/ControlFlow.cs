using Gateway.Wire;

namespace Gateway.Tests.Risk;

/// <summary>The control side of a random market: registers, sets limits near what is used, kills, prices.</summary>
internal sealed class ControlFlow(BothEngines engines)
{
    private static readonly (LimitScope Scope, Verdict Check)[] Limits =
    [
        (LimitScope.Gateway, Verdict.OrderQuantity), (LimitScope.AccountInstrument, Verdict.OrderQuantity),
        (LimitScope.Firm, Verdict.OrderValue), (LimitScope.Instrument, Verdict.OrderValue),
        (LimitScope.Firm, Verdict.OpenExposure), (LimitScope.Account, Verdict.OpenExposure),
        (LimitScope.AccountInstrument, Verdict.OpenExposure), (LimitScope.Account, Verdict.Position),
        (LimitScope.AccountInstrument, Verdict.Position), (LimitScope.Session, Verdict.MessageRate),
    ];

    private ulong _sequence;

    /// <summary>
    /// Two firms with accounts 1, 2 and 3; instruments 1 and 2, and 0 without a price; limits that bind now and then.
    /// </summary>
    internal void Open()
    {
        for (uint firm = 1; firm <= 2; firm++) Row(LimitScope.Firm, Verdict.Accept, firm, 0, 0);
        for (uint instrument = 1; instrument <= 2; instrument++)
        {
            Row(LimitScope.Instrument, Verdict.Accept, 0, instrument, 7 * instrument);
            Price(new Step(0, instrument, 0, 0), RiskBench.NowNs);
        }

        for (uint account = 1; account <= 3; account++)
        {
            Row(LimitScope.Account, Verdict.Accept, account, 0, 1 + (account / 3));
            for (uint instrument = 1; instrument <= 2; instrument++)
            {
                long opening = 5 - ((long)account * 3);
                Row(LimitScope.AccountInstrument, Verdict.Accept, account, instrument, (ulong)opening);
            }
        }

        Row(LimitScope.Instrument, Verdict.Accept, 0, 0, 7);
        Row(LimitScope.AccountInstrument, Verdict.Accept, 1, 0, 0);
        Row(LimitScope.Session, Verdict.Accept, 0, 0, 0);
        Row(LimitScope.Trader, Verdict.Accept, 1, 0, 0);
        Row(LimitScope.Gateway, Verdict.OrderQuantity, 0, 0, 11);
        for (uint firm = 1; firm <= 2; firm++)
        {
            Row(LimitScope.Firm, Verdict.OrderValue, firm, 0, 12_000);
            Row(LimitScope.Firm, Verdict.OpenExposure, firm, 0, 40_000);
        }

        for (uint account = 1; account <= 3; account++) Row(LimitScope.Account, Verdict.Position, account, 0, 30, 30);
        Row(LimitScope.Session, Verdict.MessageRate, 0, 0, 6, 3);
    }

    /// <summary>One row: a limit, a switch, a kill, or a registration again.</summary>
    internal void Change(Step step, ulong nowNs)
    {
        (LimitScope scope, Verdict check) = Limits[step.A % (uint)Limits.Length];
        var action = (LimitAction)(1 + (step.A / 16 % 3));
        if (step.A / 64 % 4 == 0)
        {
            scope = (LimitScope)(1 + (step.B % 7));
            check = Verdict.Killed;
            action = step.C % 5 == 0 ? (LimitAction)(3 + (step.C / 4 % 2)) : LimitAction.Enable;
        }
        else if (step.A / 64 % 8 == 1)
        {
            scope = (LimitScope)(2 + (step.B % 4));
            check = Verdict.Accept;
            action = LimitAction.Set;
        }

        ulong value = check switch
        {
            Verdict.OrderQuantity => 4 + (step.C % 12),
            Verdict.Position => step.C % 40,
            Verdict.MessageRate => step.C % 12,
            Verdict.Accept => scope == LimitScope.Instrument ? 7 + (step.C % 2) : 1 + (step.C % 2),
            Verdict.OrderValue => 3_000 + (step.C % 20_000),
            _ => 5_000 + (step.C % 60_000),
        };
        ulong value2 = check is Verdict.Position or Verdict.MessageRate ? step.C / 64 % 20 : 0;
        Row(scope, check, 1 + (step.B / 8 % 3), 1 + (step.B / 32 % 2), value, value2, action, nowNs);
    }

    internal void Price(Step step, ulong nowNs)
    {
        int reference = 100 + (int)(step.B % 7) - 3;
        Record record = default;
        record.Price = new Price
        {
            Header = Wire.Price.HeaderBits,
            Sequence = ++_sequence,
            TimeNs = nowNs,
            Reference = reference,
            Low = reference - 12,
            High = reference + 12,
            AgeMsMax = 2500,
            Instrument = 1 + (step.A / 2 % 2),
        };
        if (step.A is 1 or 2) record.Price.Instrument = step.A;
        engines.Judge(ref record);
    }

    private void Row(
        LimitScope scope,
        Verdict check,
        uint account,
        uint instrument,
        ulong value,
        ulong value2 = 0,
        LimitAction action = LimitAction.Set,
        ulong nowNs = RiskBench.NowNs)
    {
        Record record = default;
        record.Limit = new Limit
        {
            Header = Limit.HeaderBits,
            Sequence = ++_sequence,
            TimeNs = nowNs,
            Value = value,
            Value2 = value2,
            Instrument = instrument,
            Account = account,
            Session = RiskBench.Session,
            Scope = scope,
            Check = check,
            Action = action,
            Version = 1,
        };
        engines.Judge(ref record);
    }
}
