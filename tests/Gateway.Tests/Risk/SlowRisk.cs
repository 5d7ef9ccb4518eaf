using System;
using System.Collections.Generic;
using System.Numerics;
using Gateway.Risk;
using Gateway.Wire;

namespace Gateway.Tests.Risk;

/// <summary>Risk as the text says it, slowly: sets, and a history that is added up for each question.</summary>
/// <remarks>
/// Shares nothing with the engine but the records. It has no bounds: histories are too short to reach them.
/// </remarks>
internal sealed class SlowRisk(RiskSizes sizes)
{
    private static readonly BigInteger TimeEnd = ulong.MaxValue;

    private readonly SlowLimits _limits = new(sizes);
    private readonly List<Held> _history = [];
    private readonly Dictionary<uint, BigInteger> _due = [];

    internal int Underflows { get; private set; }

    internal int Overfills { get; private set; }

    /// <summary>Answers one record as the engine should.</summary>
    internal void Judge(ref Record record)
    {
        if (record.Order.Verdict != Verdict.Accept) return;
        record.Order.Verdict = record.TemplateId switch
        {
            1 => Judge(ref record.Order),
            2 => Take(record.Execution),
            3 => _limits.Take(record.Limit, this),
            4 => _limits.Take(record.Price),
            5 or 6 or 7 or 8 or 9 or (>= 16 and <= 31) => Verdict.Accept,
            _ => Verdict.Malformed,
        };
    }

    internal bool IsOpen(Func<Held, bool> where)
    {
        foreach (((uint, uint, bool) _, (BigInteger value, BigInteger lots)) in Sums(where))
        {
            if (value != 0 || lots != 0) return true;
        }

        return false;
    }

    internal BigInteger Value(Func<Held, bool> where)
    {
        BigInteger sum = 0;
        foreach ((BigInteger value, BigInteger _) in Sums(where).Values) sum += value;
        return sum;
    }

    internal BigInteger Lots(uint account, uint instrument, bool buy)
    {
        BigInteger sum = 0;
        Func<Held, bool> side = held => held.Account == account && held.Instrument == instrument && held.Buy == buy;
        foreach ((BigInteger _, BigInteger lots) in Sums(side).Values) sum += lots;
        return sum;
    }

    internal BigInteger Position(uint account, uint instrument)
    {
        BigInteger position = _limits.Opening.GetValueOrDefault((account, instrument));
        foreach (Held held in _history)
        {
            if (held.Account == account && held.Instrument == instrument) position += held.Position;
        }

        return position;
    }

    internal bool HasTraded(uint account, uint instrument) =>
        _history.Exists(held => held.Account == account && held.Instrument == instrument);

    internal uint FirmOf(uint account) => _limits.FirmOf.GetValueOrDefault(account, uint.MaxValue);

    /// <summary>Adds up what was said to be held, side by side; nothing falls below 0.</summary>
    internal Dictionary<(uint, uint, bool), (BigInteger Value, BigInteger Lots)> Sums(Func<Held, bool> where)
    {
        var sums = new Dictionary<(uint, uint, bool), (BigInteger Value, BigInteger Lots)>();
        foreach (Held held in _history)
        {
            if (!where(held)) continue;
            (BigInteger value, BigInteger lots) = sums.GetValueOrDefault((held.Account, held.Instrument, held.Buy));
            value = BigInteger.Max(0, value + held.ValueAfter - held.ValueBefore);
            lots = BigInteger.Max(0, lots + held.LotsAfter - held.LotsBefore);
            sums[(held.Account, held.Instrument, held.Buy)] = (value, lots);
        }

        return sums;
    }

    /// <summary>Puts one line for each side in place of the history: the same answers, sooner.</summary>
    internal void Shorten()
    {
        List<Held> sums = [];
        foreach (((uint account, uint instrument, bool buy), (BigInteger value, BigInteger lots)) in Sums(_ => true))
        {
            BigInteger moved = 0;
            foreach (Held held in _history)
            {
                bool same = held.Account == account && held.Instrument == instrument && held.Buy == buy;
                if (same) moved += held.Position;
            }

            sums.Add(new Held(account, instrument, buy, 0, value, 0, lots, moved));
        }

        _history.Clear();
        _history.AddRange(sums);
    }

    private Verdict Judge(ref Order order)
    {
        bool mass = order.Operation == Operation.MassCancel;
        bool request = order.Operation is Operation.New or Operation.Replace;
        if ((int)order.Operation is not (1 or 2 or 3 or 4)
            || !(order.Side is 1 or 2 or 5 or 6 || (mass && order.Side == 0))
            || order.Kind is not (1 or 2)
            || order.TimeInForce is not (0 or 1 or 3 or 4)
            || (order.Quantity == 0 && !mass)
            || order.Price == int.MinValue
            || order.HeldPrice == int.MinValue)
        {
            return Verdict.Malformed;
        }

        bool priced = _limits.Knows(4, order.Instrument, 0) && !_limits.AnyPrice.Contains(order.Instrument);
        if (request && order.Kind == 2 && order.Price <= 0 && priced) return Verdict.Malformed;
        if (!AreKnown(order, mass)) return Verdict.UnknownRow;
        if (!request) return Verdict.Accept;

        Verdict verdict = JudgeRequest(ref order);
        if (verdict == Verdict.Accept) Accept(order);
        return verdict;
    }

    private bool AreKnown(Order order, bool mass)
    {
        if (order.Trader != 0 && !(mass && order.Trader == 0xFFFF) && !_limits.Knows(7, order.Trader, 0)) return false;
        if (!(mass && order.Session == uint.MaxValue) && !_limits.Knows(6, order.Session, 0)) return false;
        if (!(mass && order.Account == uint.MaxValue) && !_limits.Knows(3, order.Account, 0)) return false;
        if (!(mass && order.Instrument == uint.MaxValue) && !_limits.Knows(4, order.Instrument, 0)) return false;
        return mass || _limits.Knows(5, order.Account, order.Instrument);
    }

    private Verdict JudgeRequest(ref Order order)
    {
        (uint account, uint instrument) = (order.Account, order.Instrument);
        uint firm = _limits.FirmOf[account];
        (int, uint, uint)[] sizeScopes =
            [(1, 0, 0), (2, firm, 0), (3, account, 0), (4, instrument, 0), (5, account, instrument)];
        (int, uint, uint)[] all = order.Trader == 0
            ? [.. sizeScopes, (6, order.Session, 0)]
            : [.. sizeScopes, (6, order.Session, 0), (7, order.Trader, 0)];
        bool buy = order.Side == 1;
        BigInteger lotsAfter = BigInteger.Max(order.Quantity, order.HeldQuantity);
        BigInteger position = Position(account, instrument);
        BigInteger open = Lots(account, instrument, buy) + lotsAfter - order.HeldQuantity;
        bool reduces = position.Sign * (buy ? -1 : 1) > 0 && open <= BigInteger.Abs(position);

        foreach ((int, uint, uint) scope in all)
        {
            if (_limits.Killed.Contains(scope)) return Verdict.Killed;
            if (_limits.ReduceOnly.Contains(scope) && !reduces) return Verdict.Killed;
        }

        if (!_limits.Prices.TryGetValue(instrument, out Price price)) return Verdict.NoReference;
        BigInteger age = (BigInteger)order.TimeNs - price.TimeNs;
        if (age > price.AgeMsMax * (BigInteger)1_000_000) return Verdict.StaleReference;
        if (order.Kind == 2 && (order.Price < price.Low || order.Price > price.High)) return Verdict.Collar;
        if (order.Kind == 1) order.Price = Math.Max(Math.Abs(price.Low), Math.Abs(price.High));

        bool only = (order.Flags & OrderFlags.ReduceOnly) != 0;
        if (Fails(7, sizeScopes, order.Quantity)) return Verdict.OrderQuantity;
        if (!only && Fails(8, sizeScopes, Worth(order.Price, order.Quantity, instrument))) return Verdict.OrderValue;

        BigInteger before = Worth(order.HeldPrice, order.HeldQuantity, instrument);
        BigInteger growth = Worth(LargerPrice(order), lotsAfter, instrument) - before;
        if (!only && FailsExposure(growth, firm, account, instrument)) return Verdict.OpenExposure;

        if (only && !reduces) return Verdict.Position;
        bool grows = lotsAfter > order.HeldQuantity;
        if (FailsPosition(buy, grows, position, open, account, instrument)) return Verdict.Position;
        return FailsRate(order) ? Verdict.MessageRate : Verdict.Accept;
    }

    private bool Fails(int check, (int, uint, uint)[] scopes, BigInteger amount)
    {
        bool any = false;
        foreach ((int, uint, uint) scope in scopes)
        {
            if (!_limits.Values.TryGetValue((scope, check), out SlowLimit? limit)) continue;
            any = true;
            if (limit.On && amount > (check == 7 ? limit.Value : limit.Money)) return true;
        }

        return !any;
    }

    private bool FailsExposure(BigInteger growth, uint firm, uint account, uint instrument)
    {
        ((int, uint, uint), Func<Held, bool>)[] scopes =
        [
            ((2, firm, 0), held => FirmOf(held.Account) == firm),
            ((3, account, 0), held => held.Account == account),
            ((5, account, instrument), held => held.Account == account && held.Instrument == instrument),
        ];
        bool any = false;
        foreach (((int, uint, uint) scope, Func<Held, bool> where) in scopes)
        {
            if (!_limits.Values.TryGetValue((scope, 9), out SlowLimit? limit)) continue;
            any = true;
            if (limit.On && growth > 0 && Value(where) + growth > limit.Money) return true;
        }

        return !any;
    }

    private bool FailsPosition(
        bool buy, bool grows, BigInteger position, BigInteger open, uint account, uint instrument)
    {
        bool any = false;
        foreach ((int, uint, uint) scope in new (int, uint, uint)[] { (5, account, instrument), (3, account, 0) })
        {
            if (!_limits.Values.TryGetValue((scope, 10), out SlowLimit? limit)) continue;
            any = true;
            if (!limit.On || !grows) continue;
            if (buy ? position + open > limit.Value : open - position > limit.Value2) return true;
        }

        return !any;
    }

    private bool FailsRate(Order order)
    {
        if (!_limits.Values.TryGetValue(((6, order.Session, 0), 11), out SlowLimit? limit)) return true;
        if (!limit.On) return false;
        if (limit.Value == 0 || limit.Value2 == 0) return true;
        BigInteger interval = 1_000_000_000 / limit.Value;
        BigInteger due = _due.GetValueOrDefault(order.Session);
        if (order.TimeNs < due - ((limit.Value2 - 1) * interval)) return true;
        _due[order.Session] = BigInteger.Min(TimeEnd, BigInteger.Max(due, order.TimeNs) + interval);
        return false;
    }

    private void Accept(Order order) => Add(new Held(
        order.Account,
        order.Instrument,
        order.Side == 1,
        Worth(order.HeldPrice, order.HeldQuantity, order.Instrument),
        Worth(LargerPrice(order), BigInteger.Max(order.Quantity, order.HeldQuantity), order.Instrument),
        order.HeldQuantity,
        BigInteger.Max(order.Quantity, order.HeldQuantity),
        0));

    private Verdict Take(Execution execution)
    {
        (uint account, uint instrument) = (execution.Account, execution.Instrument);
        if (execution.OrderId == 0 || !_limits.Knows(5, account, instrument)) return Verdict.UnknownRow;

        bool buy = execution.Side == 1;
        BigInteger moved = buy ? execution.Quantity : -(BigInteger)execution.Quantity;
        BigInteger released = BigInteger.Min(execution.Quantity, execution.HeldQuantity);
        if (execution.ExecType == 'F' && execution.Quantity > execution.HeldQuantity) Overfills++;
        Add(execution.ExecType switch
        {
            (byte)'F' => new Held(
                account, instrument, buy, Worth(execution.HeldPrice, released, instrument), 0, released, 0, moved),
            (byte)'H' => new Held(account, instrument, buy, 0, 0, 0, 0, -moved),
            _ => new Held(
                account,
                instrument,
                buy,
                Worth(execution.HeldPrice, execution.HeldQuantity, instrument),
                Worth(execution.Price, execution.Quantity, instrument),
                execution.HeldQuantity,
                execution.Quantity,
                0),
        });
        return Verdict.Accept;
    }

    private void Add(Held held)
    {
        Func<Held, bool> side = h => h.Account == held.Account && h.Instrument == held.Instrument && h.Buy == held.Buy;
        BigInteger value = Value(side) + held.ValueAfter - held.ValueBefore;
        BigInteger lots = Lots(held.Account, held.Instrument, held.Buy) + held.LotsAfter - held.LotsBefore;
        if (value < 0 || lots < 0) Underflows++;
        _history.Add(held);
    }

    private static BigInteger LargerPrice(Order order) =>
        BigInteger.Max(BigInteger.Abs(order.Price), BigInteger.Abs(order.HeldPrice));

    private BigInteger Worth(BigInteger price, BigInteger lots, uint instrument) =>
        BigInteger.Abs(price) * lots * _limits.TickValues[instrument];

    /// <summary>One line of history: what a record says was held before it and from then on.</summary>
    internal sealed record Held(
        uint Account,
        uint Instrument,
        bool Buy,
        BigInteger ValueBefore,
        BigInteger ValueAfter,
        BigInteger LotsBefore,
        BigInteger LotsAfter,
        BigInteger Position);
}
