using System;
using Gateway.Risk;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Risk;

[Collection(BytesAreCounted.Name)]
public static class AllocationTests
{
    [Fact]
    public static void JudgingAllocatesNothing()
    {
        var bench = new RiskBench();
        Record[] records =
        [
            RiskBench.Order(Operation.New, 100, 5),
            RiskBench.Order(Operation.Replace, 101, 6, 1, 100, 5),
            RiskBench.Answer('5', 101, 6, 101, 6),
            RiskBench.Order(Operation.Cancel, 101, 6, 1, 101, 6),
            RiskBench.Answer('F', 101, 2, 101, 6),
            RiskBench.Answer('4', 0, 0, 101, 4),
            RiskBench.Order(Operation.New, 200, 5),
            RiskBench.Order(Operation.New, 0, 0),
            bench.Row(LimitScope.Session, Verdict.MessageRate, LimitAction.Set, 1_000_000_000, 1_000_000),
            bench.PriceRow(100, 90, 110),
            default,
        ];
        Rounds(bench.Twin, records, 1000);
        Assert.Equal(0, BytesAreCounted.Of(() => Rounds(bench.Twin, records, 1000)));
        Assert.Equal(4000, bench.Pair.Position);
        Assert.True(bench.Pair.HoldsNothing);
    }

    private static void Rounds(RiskTwin twin, Record[] records, int rounds)
    {
        ulong sequence = records[9].Price.Sequence;
        for (int i = 0; i < rounds; i++)
        {
            foreach (ref Record record in records.AsSpan()) record.Order.Verdict = Verdict.Accept;
            records[8].Limit.Sequence = ++sequence;
            records[9].Price.Sequence = ++sequence;
            twin.Judge(records);
        }
    }
}
