using System.Collections.Generic;
using System.Numerics;
using Gateway.Risk;
using Gateway.Wire;

namespace Gateway.Tests.Risk;

/// <summary>A limit as it was set.</summary>
internal sealed record SlowLimit(BigInteger Value, BigInteger Value2, BigInteger Money, bool On);

/// <summary>Registrations, limits and prices as the text says them; a scope is (number, row, second row).</summary>
internal sealed class SlowLimits(RiskSizes sizes)
{
    private readonly HashSet<(int, uint, uint)> _known = [(1, 0, 0)];
    private ulong _sequence;

    internal HashSet<(int, uint, uint)> Killed { get; } = [];

    internal HashSet<(int, uint, uint)> ReduceOnly { get; } = [];

    internal Dictionary<((int, uint, uint) Scope, int Check), SlowLimit> Values { get; } = [];

    internal Dictionary<uint, Price> Prices { get; } = [];

    internal Dictionary<uint, BigInteger> TickValues { get; } = [];

    internal HashSet<uint> AnyPrice { get; } = [];

    internal Dictionary<uint, uint> FirmOf { get; } = [];

    internal Dictionary<(uint, uint), BigInteger> Opening { get; } = [];

    internal bool Knows(int scope, uint row, uint second) => _known.Contains((scope, row, second));

    internal Verdict Take(Price price)
    {
        if (price.AgeMsMax == 0 || price.Low > price.Reference || price.High < price.Reference
            || price.Low == int.MinValue || price.Reference == int.MinValue || price.High == int.MinValue
            || price.ReservedAccount != 0 || price.ReservedSession != 0 || price.Reserved57 != 0
            || price.Reserved58 != 0 || price.Reserved60 != 0 || price.Sequence <= _sequence)
        {
            return Verdict.Malformed;
        }

        if (!Knows(4, price.Instrument, 0)) return Verdict.UnknownRow;
        Prices[price.Instrument] = price;
        _sequence = price.Sequence;
        return Verdict.Accept;
    }

    internal Verdict Take(Limit limit, SlowRisk risk)
    {
        (int scope, int check, int action) = ((int)limit.Scope, (int)limit.Check, (int)limit.Action);
        string scopes = (check, action) switch
        {
            (0, 1) => "234567",
            (3, 2 or 3 or 4) => "1234567",
            (7 or 8, 1 or 2 or 3) => "12345",
            (9, 1 or 2 or 3) => "235",
            (10, 1 or 2 or 3) => "35",
            (11, 1 or 2 or 3) => "6",
            _ => "",
        };
        if (scope > 9 || !scopes.Contains((char)('0' + scope)) || limit.Sequence <= _sequence) return Verdict.Malformed;

        (int, uint, uint) key = scope switch
        {
            1 => (1, 0, 0),
            4 => (4, limit.Instrument, 0),
            5 => (5, limit.Account, limit.Instrument),
            6 => (6, limit.Session, 0),
            _ => (scope, limit.Account, 0),
        };
        Verdict verdict = check == 0 ? Register(key, limit, risk) : Set(key, limit, check, action);
        if (verdict == Verdict.Accept) _sequence = limit.Sequence;
        return verdict;
    }

    private Verdict Set((int, uint, uint) key, Limit limit, int check, int action)
    {
        if (!_known.Contains(key)) return Verdict.UnknownRow;
        if (check == 3)
        {
            if (action == 2 && Killed.Remove(key) | ReduceOnly.Remove(key)) return Verdict.Accept;
            if (action == 3) Killed.Add(key);
            if (action == 4) ReduceOnly.Add(key);
            return Verdict.Accept;
        }

        if (action == 1)
        {
            BigInteger money = (BigInteger)limit.Value + ((BigInteger)(long)limit.Value2 << 64);
            Values[(key, check)] = new SlowLimit(limit.Value, limit.Value2, money, true);
            return Verdict.Accept;
        }

        if (!Values.TryGetValue((key, check), out SlowLimit? was)) return Verdict.UnknownRow;
        Values[(key, check)] = was with { On = action == 2 };
        return Verdict.Accept;
    }

    private Verdict Register((int Scope, uint Row, uint Second) key, Limit limit, SlowRisk risk)
    {
        if (key.Scope == 4 && (limit.Value == 0 || limit.Value >= 1UL << 48)) return Verdict.Malformed;
        if (key.Scope == 5 && BigInteger.Abs((long)limit.Value) > (BigInteger)1 << 61) return Verdict.Malformed;
        Verdict verdict = key.Scope switch
        {
            2 => key.Row < sizes.Firms ? Verdict.Accept : Verdict.UnknownRow,
            3 => RegisterAccount(key.Row, limit.Value, risk),
            4 => RegisterInstrument(key.Row, limit, risk),
            5 => RegisterPair(key.Row, key.Second, (long)limit.Value, risk),
            6 => key.Row < sizes.Sessions ? Verdict.Accept : Verdict.UnknownRow,
            _ => key.Row != 0 && key.Row < sizes.Traders ? Verdict.Accept : Verdict.UnknownRow,
        };
        if (verdict == Verdict.Accept) _known.Add(key);
        return verdict;
    }

    private Verdict RegisterAccount(uint account, ulong firm, SlowRisk risk)
    {
        if (account >= sizes.Accounts) return Verdict.UnknownRow;
        bool moves = FirmOf.TryGetValue(account, out uint was) && was != firm;
        if (moves && risk.Value(held => held.Account == account) != 0) return Verdict.Malformed;
        if (firm >= uint.MaxValue || !Knows(2, (uint)firm, 0)) return Verdict.UnknownRow;
        FirmOf[account] = (uint)firm;
        return Verdict.Accept;
    }

    private Verdict RegisterInstrument(uint instrument, Limit limit, SlowRisk risk)
    {
        if (instrument >= sizes.Instruments) return Verdict.UnknownRow;
        bool changes = TickValues.TryGetValue(instrument, out BigInteger was) && was != limit.Value;
        if (changes && risk.IsOpen(held => held.Instrument == instrument)) return Verdict.Malformed;
        TickValues[instrument] = limit.Value;
        if ((limit.Value2 & 1) != 0) AnyPrice.Add(instrument);
        else AnyPrice.Remove(instrument);
        return Verdict.Accept;
    }

    private Verdict RegisterPair(uint account, uint instrument, long opening, SlowRisk risk)
    {
        if (risk.HasTraded(account, instrument)) return Verdict.Malformed;
        if (!Knows(3, account, 0) || !Knows(4, instrument, 0)) return Verdict.UnknownRow;
        Opening[(account, instrument)] = opening;
        return Verdict.Accept;
    }
}
