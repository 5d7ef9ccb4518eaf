using System;
using BenchmarkDotNet.Attributes;
using Gateway.Host.Configuration;
using Gateway.Host.Market;
using Gateway.Risk;
using Gateway.Wire;

namespace Gateway.Perf.Micro;

/// <summary>What a verdict costs: a burst of new orders, then the executions that release them.</summary>
[MemoryDiagnoser]
public class RiskBenchmarks
{
    private const int Orders = 64;

    private readonly Record[] _records = new Record[2 * Orders];
    private readonly Record[] _burst = new Record[2 * Orders];
    private RiskTwin _risk = null!;

    [GlobalSetup]
    public void Start()
    {
        MarketConfig market = Throughput.RigMarket.Make();
        _risk = new RiskTwin(new RiskSizes(
            market.Accounts.Length, market.Instruments.Length, market.Sessions.Length, market.Firms.Length, 1));
        ulong sequence = 0;
        foreach (Record opening in Opening.Of(market))
        {
            Record row = opening;
            row.Name.Sequence = ++sequence;
            row.Name.TimeNs = Samples.NowNs;
            _risk.Judge(new Span<Record>(ref row));
        }

        for (int i = 0; i < Orders; i++) Add(i);
        Array.Copy(_records, _burst, _records.Length);
        _risk.Judge(_burst);
        foreach (Record judged in _burst)
        {
            bool accepted = judged.TemplateId != Order.TemplateId || judged.Order.Verdict == Verdict.Accept;
            if (!accepted) throw new InvalidOperationException($"refused: {judged.Order.Verdict}");
        }
    }

    [Benchmark(OperationsPerInvoke = 2 * Orders)]
    public Verdict Judge()
    {
        Array.Copy(_records, _burst, _records.Length);
        _risk.Judge(_burst);
        return _burst[0].Order.Verdict;
    }

    private void Add(int i)
    {
        ref Order order = ref Begin(ref _records[i], Order.HeaderBits).Order;
        order.OrderId = (ulong)i + 1;
        order.TimeNs = Samples.NowNs;
        order.Price = 10_000;
        order.Quantity = 100;
        order.Instrument = (uint)i;
        order.Operation = Operation.New;
        order.Side = 1;
        order.Kind = 2;

        ref Execution cancelled = ref Begin(ref _records[Orders + i], Execution.HeaderBits).Execution;
        cancelled.OrderId = (ulong)i + 1;
        cancelled.TimeNs = Samples.NowNs;
        cancelled.HeldPrice = 10_000;
        cancelled.HeldQuantity = 100;
        cancelled.Instrument = (uint)i;
        cancelled.ExecType = (byte)'4';
        cancelled.Side = 1;
    }

    private static ref Record Begin(ref Record record, ulong header)
    {
        record.Header = header;
        return ref record;
    }
}
