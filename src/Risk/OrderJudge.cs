using System;
using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Judges Order records: checks 1 to 11 in the order of their numbers, then takes what is accepted.</summary>
/// <remarks>
/// Spec: records.md section 4. A rejected order changes nothing, but for the price of a market order, which is written
/// wherever check 6 is reached. Cancels meet checks 1 and 2 alone.
/// </remarks>
internal sealed class OrderJudge(LimitTables limits, ExposureTables exposure)
{
    private const byte Buy = 1;
    private const byte MarketKind = 1;
    private const ushort AnyTrader = ushort.MaxValue;

    internal Verdict Judge(ref Order order)
    {
        if (Malformed.Fails(
            order.Operation,
            order.Side,
            order.Kind,
            order.TimeInForce,
            order.Price,
            order.Quantity,
            order.HeldPrice))
        {
            return Verdict.Malformed;
        }

        if (order.Operation == Operation.MassCancel) return JudgeMassCancel(in order);

        ref readonly LimitRow instrument = ref limits.Instrument(order.Instrument);
        if (Malformed.PriceFails(order.Operation, order.Kind, order.Price, instrument.Flags)) return Verdict.Malformed;

        ref LimitRow pair = ref limits.Pair(order.Account, order.Instrument);
        ref SessionRow session = ref limits.Session(order.Session);
        ScopeFlags trader = order.Trader == 0 ? ScopeFlags.Registered : limits.Trader(order.Trader).Flags;
        if (UnknownRow.Fails(pair.Flags, session.Flags, trader)) return Verdict.UnknownRow;
        if (order.Operation == Operation.Cancel) return Verdict.Accept;

        return JudgeRequest(ref order, in instrument, ref pair, ref session, trader);
    }

    private Verdict JudgeMassCancel(in Order order)
    {
        const ScopeFlags Any = ScopeFlags.Registered;
        bool fails = UnknownRow.MassFails(
            order.Instrument == Record.NoRow ? Any : limits.Instrument(order.Instrument).Flags,
            order.Account == Record.NoRow ? Any : limits.Account(order.Account).Flags,
            order.Session == Record.NoRow ? Any : limits.Session(order.Session).Flags,
            order.Trader is 0 or AnyTrader ? Any : limits.Trader(order.Trader).Flags);
        return fails ? Verdict.UnknownRow : Verdict.Accept;
    }

    /// <summary>New and replace, of rows that are all registered.</summary>
    private Verdict JudgeRequest(
        ref Order order, in LimitRow instrument, ref LimitRow pair, ref SessionRow session, ScopeFlags trader)
    {
        ref readonly LimitRow account = ref limits.Account(order.Account);
        ref readonly LimitRow firm = ref limits.Firm(exposure.Account(order.Account).Firm);
        ScopeFlags scopes = limits.Gateway.Flags | firm.Flags | account.Flags | instrument.Flags | pair.Flags;

        ref readonly PairRow open = ref exposure.Pair(order.Account, order.Instrument);
        bool buy = order.Side == Buy;
        uint growth = Math.Max(order.Quantity, order.HeldQuantity) - order.HeldQuantity;
        long openLots = open.Lots(buy) + growth;
        bool reduces = Reduction.Holds(buy, open.Position, openLots);
        bool reduceOnly = (order.Flags & OrderFlags.ReduceOnly) != 0;
        if (Killed.Fails(scopes | session.Flags | trader, reduces)) return Verdict.Killed;

        Verdict verdict = JudgePrice(ref order, instrument.Flags);
        if (verdict != Verdict.Accept) return verdict;

        Hold before = Hold.Of(order.HeldPrice, order.HeldQuantity);
        Hold after = Hold.Larger(order.Price, order.Quantity, order.HeldPrice, order.HeldQuantity);
        ulong added = after.TickLots - before.TickLots;
        verdict = JudgeSize(in order, added, scopes, in firm, in account, in instrument, in pair);
        if (verdict != Verdict.Accept) return verdict;

        if ((reduceOnly && !reduces)
            || PositionCheck.Fails(buy, growth != 0, open.Position, openLots, in account, in pair))
        {
            return Verdict.Position;
        }

        if (MessageRate.Fails(order.TimeNs, in session)) return Verdict.MessageRate;

        MessageRate.Take(order.TimeNs, ref session);
        exposure.Move(order.Account, order.Instrument, buy, before, after);
        pair.Flags |= ScopeFlags.Traded;
        return Verdict.Accept;
    }

    /// <summary>Checks 4 to 6; prices a market order where check 6 is reached.</summary>
    private Verdict JudgePrice(ref Order order, ScopeFlags instrument)
    {
        ref readonly InstrumentRow market = ref exposure.Instrument(order.Instrument);
        if (NoReference.Fails(instrument)) return Verdict.NoReference;
        if (StaleReference.Fails(order.TimeNs, market.PriceTimeNs, market.AgeNsMax)) return Verdict.StaleReference;
        if (order.Kind == MarketKind) order.Price = market.MarketPrice;
        else if (Collar.Fails(order.Price, market.Low, market.High)) return Verdict.Collar;
        return Verdict.Accept;
    }

    /// <summary>Checks 7 to 9; flag reduce-only spares the last two, even for lack of a row.</summary>
    private Verdict JudgeSize(
        in Order order,
        ulong growth,
        ScopeFlags scopes,
        in LimitRow firm,
        in LimitRow account,
        in LimitRow instrument,
        in LimitRow pair)
    {
        ref readonly LimitRow gateway = ref limits.Gateway;
        if (OrderQuantity.Fails(order.Quantity, scopes, in gateway, in firm, in account, in instrument, in pair))
        {
            return Verdict.OrderQuantity;
        }

        if ((order.Flags & OrderFlags.ReduceOnly) != 0) return Verdict.Accept;

        ulong tickValue = exposure.Instrument(order.Instrument).TickValue;
        UInt128 value = Money.Of(Hold.Of(order.Price, order.Quantity).TickLots, tickValue);
        if (OrderValue.Fails(value, scopes, in gateway, in firm, in account, in instrument, in pair))
        {
            return Verdict.OrderValue;
        }

        ref readonly AccountRow owner = ref exposure.Account(order.Account);
        bool fails = OpenExposure.Fails(
            Money.Of(growth, tickValue),
            exposure.Firm(owner.Firm),
            owner.OpenValue,
            exposure.Pair(order.Account, order.Instrument).BothSides,
            in firm,
            in account,
            in pair);
        return fails ? Verdict.OpenExposure : Verdict.Accept;
    }
}
