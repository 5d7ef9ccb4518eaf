using System;
using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Takes Limit and Price records; their verdict is the acknowledgement.</summary>
/// <remarks>
/// Accept, Malformed or UnknownRow; where both fail, Malformed.
/// Both share one sequence: a row that is not above the last accepted one is Malformed, so the first is 1 or more. A
/// row that is refused changes nothing, the sequence neither.
/// </remarks>
internal sealed class ControlRows(LimitTables limits, ExposureTables exposure)
{
    private const ulong NsPerMs = 1_000_000;

    private readonly Registration _registration = new(limits, exposure);

    /// <summary>Of the last accepted Limit or Price row; 0 before the first.</summary>
    internal ulong Sequence { get; private set; }

    internal Verdict Take(in Limit limit)
    {
        if (LimitShape.Fails(in limit) || limit.Sequence <= Sequence) return Verdict.Malformed;
        return Numbered(limit.Sequence, Apply(in limit));
    }

    internal Verdict Take(in Price price)
    {
        if (IsMalformed(in price) || price.Sequence <= Sequence) return Verdict.Malformed;

        ref LimitRow instrument = ref limits.Instrument(price.Instrument);
        if ((instrument.Flags & ScopeFlags.Registered) == 0) return Verdict.UnknownRow;

        ref InstrumentRow market = ref exposure.Instrument(price.Instrument);
        market.PriceTimeNs = price.TimeNs;
        market.AgeNsMax = price.AgeMsMax * NsPerMs;
        market.Low = price.Low;
        market.High = price.High;
        market.MarketPrice = Math.Max(Math.Abs(price.Low), Math.Abs(price.High));
        instrument.Flags |= ScopeFlags.Priced;
        return Numbered(price.Sequence, Verdict.Accept);
    }

    /// <summary>low ≤ reference ≤ high, each of magnitude below 2³¹: so is a market order's price then.</summary>
    private static bool IsMalformed(in Price price) =>
        price.AgeMsMax == 0
        || price.Low > price.Reference
        || price.High < price.Reference
        || price.Low == int.MinValue
        || (price.ReservedAccount | price.ReservedSession | price.Reserved60) != 0
        || (price.Reserved57 | price.Reserved58) != 0;

    private Verdict Numbered(ulong sequence, Verdict verdict)
    {
        if (verdict == Verdict.Accept) Sequence = sequence;
        return verdict;
    }

    private Verdict Apply(in Limit limit)
    {
        ref ScopeFlags row = ref limits.Flags(limit.Scope, limit.Account, limit.Instrument, limit.Session);
        if ((row & ScopeFlags.Nowhere) != 0) return Verdict.UnknownRow;
        if (limit.Check == Verdict.Accept) return _registration.Register(in limit, ref row);
        if ((row & ScopeFlags.Registered) == 0) return Verdict.UnknownRow;
        return limit.Check == Verdict.Killed ? Switch(limit.Action, ref row) : ApplyLimit(in limit, ref row);
    }

    /// <summary>Killed and reduce-only are two bits: disable and reduce-only add one, enable takes both away.</summary>
    private static Verdict Switch(LimitAction action, ref ScopeFlags row)
    {
        row = action switch
        {
            LimitAction.Disable => row | ScopeFlags.Killed,
            LimitAction.ReduceOnly => row | ScopeFlags.ReduceOnly,
            _ => row & ~(ScopeFlags.Killed | ScopeFlags.ReduceOnly),
        };
        return Verdict.Accept;
    }

    /// <summary>Gives a limit its value and switches it on, or switches one on or off that was given before.</summary>
    private Verdict ApplyLimit(in Limit limit, ref ScopeFlags row)
    {
        ScopeFlags on = LimitBits.On(limit.Check);
        if (limit.Action == LimitAction.Set)
        {
            row |= LimitBits.Row(limit.Check);
            SetValue(in limit);
        }
        else if ((row & LimitBits.Row(limit.Check)) == 0)
        {
            return Verdict.UnknownRow;
        }

        row = limit.Action == LimitAction.Disable ? row & ~on : row | on;
        return Verdict.Accept;
    }

    private void SetValue(in Limit limit)
    {
        if (limit.Check == Verdict.MessageRate)
        {
            MessageRate.Set(ref limits.Session(limit.Session), limit.Value, limit.Value2);
            return;
        }

        ref LimitRow row = ref limits.Limits(limit.Scope, limit.Account, limit.Instrument);
        if (limit.Check == Verdict.OrderQuantity) row.OrderQuantity = limit.Value;
        else if (limit.Check == Verdict.OrderValue) row.OrderValue = limit.Money;
        else if (limit.Check == Verdict.OpenExposure) row.OpenExposure = limit.Money;
        else (row.PositionLong, row.PositionShort) = (limit.Value, limit.Value2);
    }
}
