using System;
using Gateway.Risk;
using Gateway.Wire;

namespace Gateway.Tests.Risk;

/// <summary>A twin with one row of everything registered, wide limits, and a reference of 100 ± 10 ticks.</summary>
/// <remarks>Rows: firm 1, accounts 1 and 2, instruments 1 and 2 (tick value 7), session 1, trader 1.</remarks>
internal sealed class RiskBench
{
    internal const uint Firm = 1;
    internal const uint Account = 1;
    internal const uint OtherAccount = 2;
    internal const uint Instrument = 1;
    internal const uint OtherInstrument = 2;
    internal const uint Session = 1;
    internal const ushort Trader = 1;
    internal const ulong TickValue = 7;
    internal const ulong NowNs = 1_000_000_000_000;
    internal const uint AgeMs = 500;

    internal static readonly RiskSizes Sizes = new(4, 3, 3, 3, 4);

    private readonly Record[] _one = new Record[1];
    private ulong _sequence;

    internal RiskBench(RiskTwin? twin = null, long opening = 0, bool limits = true)
    {
        Twin = twin ?? new RiskTwin(Sizes);
        Registers(LimitScope.Firm, Firm);
        Registers(LimitScope.Account, Account, value: Firm);
        Registers(LimitScope.Account, OtherAccount, value: Firm);
        Registers(LimitScope.Instrument, 0, Instrument, TickValue);
        Registers(LimitScope.Instrument, 0, OtherInstrument, TickValue);
        Registers(LimitScope.AccountInstrument, Account, Instrument, (ulong)opening);
        Registers(LimitScope.AccountInstrument, Account, OtherInstrument);
        Registers(LimitScope.AccountInstrument, OtherAccount, Instrument);
        Registers(LimitScope.Session, 0);
        Registers(LimitScope.Trader, Trader);
        Prices(100, 90, 110);
        if (limits) SetsWideLimits();
    }

    internal RiskTwin Twin { get; }

    internal PairState Pair => Twin.Pair(Account, Instrument);

    internal static Record Order(
        Operation operation, int price, uint quantity, byte side = 1, int heldPrice = 0, uint heldQuantity = 0)
    {
        Record record = default;
        record.Order = new Order
        {
            Header = Wire.Order.HeaderBits,
            OrderId = 1,
            TimeNs = NowNs,
            Price = price,
            Quantity = quantity,
            HeldPrice = heldPrice,
            HeldQuantity = heldQuantity,
            Instrument = Instrument,
            Account = Account,
            Session = Session,
            Request = 1,
            Operation = operation,
            Side = side,
            Kind = 2,
        };
        return record;
    }

    internal static Record Answer(
        char execType, int price, uint quantity, int heldPrice, uint heldQuantity, byte side = 1)
    {
        Record record = default;
        record.Execution = new Execution
        {
            Header = Execution.HeaderBits,
            OrderId = 1,
            TimeNs = NowNs,
            Price = price,
            Quantity = quantity,
            HeldPrice = heldPrice,
            HeldQuantity = heldQuantity,
            Instrument = Instrument,
            Account = Account,
            Session = Session,
            ExecType = (byte)execType,
            Side = side,
        };
        return record;
    }

    internal Record Row(LimitScope scope, Verdict check, LimitAction action, ulong value = 0, ulong value2 = 0)
    {
        Record record = default;
        record.Limit = new Limit
        {
            Header = Limit.HeaderBits,
            Sequence = ++_sequence,
            TimeNs = NowNs,
            Value = value,
            Value2 = value2,
            Instrument = Instrument,
            Account = scope == LimitScope.Firm ? Firm : scope == LimitScope.Trader ? Trader : Account,
            Session = Session,
            Scope = scope,
            Check = check,
            Action = action,
            Version = 1,
        };
        return record;
    }

    internal Record PriceRow(int reference, int low, int high)
    {
        Record record = default;
        record.Price = new Price
        {
            Header = Price.HeaderBits,
            Sequence = ++_sequence,
            TimeNs = NowNs,
            Reference = reference,
            Low = low,
            High = high,
            AgeMsMax = AgeMs,
            Instrument = Instrument,
        };
        return record;
    }

    /// <summary>Judges one record; the answer is in it.</summary>
    internal Verdict Judge(ref Record record)
    {
        _one[0] = record;
        Twin.Judge(_one);
        record = _one[0];
        return record.Order.Verdict;
    }

    internal Verdict Judge(Record record) => Judge(ref record);

    internal Verdict New(int price, uint quantity, byte side = 1) =>
        Judge(Order(Operation.New, price, quantity, side));

    internal Verdict Sets(LimitScope scope, Verdict check, ulong value, ulong value2 = 0) =>
        Judge(Row(scope, check, LimitAction.Set, value, value2));

    internal Verdict SetsMoney(LimitScope scope, Verdict check, Int128 money) =>
        Sets(scope, check, (ulong)money, (ulong)(money >> 64));

    internal Verdict Acts(LimitScope scope, Verdict check, LimitAction action) => Judge(Row(scope, check, action));

    internal void Prices(int reference, int low, int high) =>
        Accepts(PriceRow(reference, low, high));

    internal void Accepts(Record record)
    {
        Verdict verdict = Judge(ref record);
        if (verdict != Verdict.Accept) throw new InvalidOperationException($"expected Accept: {verdict}");
    }

    internal void Registers(LimitScope scope, uint account, uint instrument = Instrument, ulong value = 0)
    {
        Record row = Row(scope, Verdict.Accept, LimitAction.Set, value);
        row.Limit.Account = account;
        row.Limit.Instrument = instrument;
        Accepts(row);
    }

    private void SetsWideLimits()
    {
        Sets(LimitScope.Gateway, Verdict.OrderQuantity, ulong.MaxValue);
        SetsMoney(LimitScope.Gateway, Verdict.OrderValue, Int128.MaxValue);
        SetsMoney(LimitScope.Firm, Verdict.OpenExposure, Int128.MaxValue);
        Sets(LimitScope.Account, Verdict.Position, ulong.MaxValue, ulong.MaxValue);
        Sets(LimitScope.Session, Verdict.MessageRate, 1_000_000_000, 1_000_000);
    }
}
