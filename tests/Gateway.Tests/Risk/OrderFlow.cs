using System;
using System.Collections.Generic;
using System.Numerics;
using Gateway.Wire;

namespace Gateway.Tests.Risk;

/// <summary>One choice of a random market: what happens, to whom, with what numbers.</summary>
internal readonly record struct Step(byte What, uint A, uint B, uint C);

/// <summary>
/// A sound market: live orders with replaces under way, which keeps what is held as OpenOrders does (records.md
/// section 3, rules 2 to 5), and a control side that changes limits and prices in mid-stream.
/// </summary>
internal sealed class OrderFlow
{
    private const string Ends = "348C";
    private const string Nothings = "06AEx";

    private readonly BothEngines _engines;
    private readonly List<Live> _live = [];
    private readonly List<Live> _traded = [];
    private readonly ControlFlow _control;
    private ulong _orders;
    private ulong _now = RiskBench.NowNs;

    internal OrderFlow(BothEngines engines)
    {
        _engines = engines;
        _control = new ControlFlow(engines);
        _control.Open();
    }

    internal int Open => _live.Count;

    internal void Take(Step step)
    {
        _now += step.C % 80_000_000;
        if (step.What % 16 < 5) New(step);
        else if (step.What % 16 == 5) _control.Change(step, _now);
        else if (step.What % 16 == 6) _control.Price(step, _now);
        else if (step.What % 16 == 7) Bust(step);
        else if (_live.Count != 0) Continue(_live[(int)(step.A % (uint)_live.Count)], step);
    }

    /// <summary>Each order that still lives gets an end.</summary>
    internal void EndAll()
    {
        while (_live.Count != 0) Answer(_live[^1], Ends[_live.Count % Ends.Length], 0, 0);
    }

    /// <summary>What the live orders hold of one side, added up from nothing.</summary>
    internal (BigInteger TickLots, BigInteger Lots) Held(uint account, uint instrument, bool buy)
    {
        (BigInteger value, BigInteger lots) = (0, 0);
        foreach (Live order in _live)
        {
            if (order.Account != account || order.Instrument != instrument || order.Side == 1 != buy) continue;
            value += BigInteger.Abs(order.HeldPrice) * order.HeldLots;
            lots += order.HeldLots;
        }

        return (value, lots);
    }

    private void Continue(Live order, Step step)
    {
        switch (step.What / 16 % 8)
        {
            case 0: Replace(order, step); break;
            case 1: Fill(order, 1 + (step.B % 6)); break;
            case 2: Fill(order, step.B % 8 == 0 ? order.HeldLots + 3 : Math.Max(1, order.HeldLots)); break;
            case 3: AnswerReplace(order, '5'); break;
            case 4: AnswerReplace(order, 'y'); break;
            case 5: Restate(order, step.B); break;
            case 6: Cancel(order); break;
            default:
                if (step.B % 3 == 0) Answer(order, Ends[(int)(step.C % Ends.Length)], 0, 0);
                else Answer(order, Nothings[(int)(step.C % Nothings.Length)], order.HeldPrice, order.HeldLots);
                break;
        }
    }

    private Record Request(Live order, Operation operation, int price, uint lots)
    {
        Record record = RiskBench.Order(operation, price, lots, order.Side, order.HeldPrice, order.HeldLots);
        record.Order.OrderId = order.Id;
        record.Order.TimeNs = _now;
        record.Order.Account = order.Account;
        record.Order.Instrument = order.Instrument;
        record.Order.Kind = order.Kind;
        record.Order.Flags = order.Flags;
        record.Order.Trader = order.Trader;
        return record;
    }

    private void New(Step step)
    {
        var order = new Live
        {
            Id = ++_orders,
            Account = 1 + (step.A % 3),
            Instrument = step.A % 3 == 0 && step.C % 8 == 0 ? 0 : 1 + (step.A / 4 % 2),
            Side = new byte[] { 1, 1, 1, 2, 5, 6 }[step.A / 8 % 6],
            Kind = (byte)(step.A / 64 % 8 == 0 ? 1 : 2),
            Flags = step.A / 512 % 12 == 0 ? OrderFlags.ReduceOnly : OrderFlags.None,
            Trader = (ushort)(step.A / 4096 % 16 == 0 ? 2 : step.A / 4096 % 2),
        };
        int price = step.B % 64 == 63 ? 0 : 85 + (int)(step.B % 30);
        Record record = Request(order, Operation.New, price, 1 + (step.B / 32 % 12));
        if (_engines.Judge(ref record) != Verdict.Accept) return;
        order.Standing = (record.Order.Price, record.Order.Quantity);
        (order.HeldPrice, order.HeldLots) = order.Standing;
        _live.Add(order);
    }

    private void Replace(Live order, Step step)
    {
        Record record = Request(order, Operation.Replace, 85 + (int)(step.B % 30), 1 + (step.B / 32 % 15));
        if (_engines.Judge(ref record) != Verdict.Accept) return;
        order.Pending.Add((record.Order.Price, record.Order.Quantity));
        if (Math.Abs(record.Order.Price) > Math.Abs(order.HeldPrice)) order.HeldPrice = record.Order.Price;
        order.HeldLots = Math.Max(order.HeldLots, record.Order.Quantity);
    }

    private void Cancel(Live order)
    {
        if (order.HeldLots == 0) return;
        Record record = Request(order, Operation.Cancel, order.HeldPrice, order.HeldLots);
        _engines.Judge(ref record);
    }

    private void Fill(Live order, uint lots)
    {
        Judge(order, 'F', 77, lots);
        _traded.Add(order);
        order.Traded += lots;
        order.Standing = Less(order.Standing, lots);
        for (int i = 0; i < order.Pending.Count; i++) order.Pending[i] = Less(order.Pending[i], lots);
        (order.HeldPrice, order.HeldLots) = Less((order.HeldPrice, order.HeldLots), lots);
        if (order.HeldLots == 0) _live.Remove(order);
    }

    private void Bust(Step step)
    {
        if (_traded.Count == 0) return;
        Live order = _traded[(int)(step.A % (uint)_traded.Count)];
        uint lots = Math.Min(order.Traded, 1 + (step.B % 5));
        order.Traded -= lots;
        Judge(order, 'H', 77, lots);
    }

    private void AnswerReplace(Live order, char execType)
    {
        if (order.Pending.Count == 0) return;
        if (execType == '5') order.Standing = order.Pending[0];
        order.Pending.RemoveAt(0);
        (int price, uint lots) = order.Largest();
        Answer(order, execType, price, lots);
    }

    private void Restate(Live order, uint less)
    {
        order.Standing = Less(order.Standing, less % 3);
        (int price, uint lots) = order.Largest();
        Answer(order, 'D', price, lots);
    }

    private void Answer(Live order, char execType, int price, uint lots)
    {
        Judge(order, execType, price, lots);
        (order.HeldPrice, order.HeldLots) = (price, lots);
        if (lots == 0) _live.Remove(order);
    }

    private void Judge(Live order, char execType, int price, uint lots)
    {
        Record record = RiskBench.Answer(execType, price, lots, order.HeldPrice, order.HeldLots, order.Side);
        record.Execution.OrderId = order.Id;
        record.Execution.TimeNs = _now;
        record.Execution.Account = order.Account;
        record.Execution.Instrument = order.Instrument;
        _engines.Judge(ref record);
    }

    private static (int Price, uint Lots) Less((int Price, uint Lots) part, uint lots) =>
        part.Lots > lots ? (part.Price, part.Lots - lots) : (0, 0);

    private sealed class Live
    {
        internal ulong Id { get; init; }

        internal uint Account { get; init; }

        internal uint Instrument { get; init; }

        internal byte Side { get; init; }

        internal byte Kind { get; init; }

        internal OrderFlags Flags { get; init; }

        internal ushort Trader { get; init; }

        internal int HeldPrice { get; set; }

        internal uint HeldLots { get; set; }

        internal (int Price, uint Lots) Standing { get; set; }

        internal List<(int Price, uint Lots)> Pending { get; } = [];

        internal uint Traded { get; set; }

        /// <summary>The largest price and quantity among what stands and what is still asked for.</summary>
        internal (int Price, uint Lots) Largest()
        {
            (int price, uint lots) = Standing;
            foreach ((int asked, uint part) in Pending)
            {
                if (Math.Abs(asked) > Math.Abs(price)) price = asked;
                lots = Math.Max(lots, part);
            }

            return lots == 0 ? (0, 0) : (price, lots);
        }
    }
}
