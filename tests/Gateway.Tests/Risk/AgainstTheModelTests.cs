using System;
using System.Numerics;
using System.Runtime.InteropServices;
using CsCheck;
using Gateway.Risk;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Risk;

/// <summary>The engine against <see cref="SlowRisk"/>: sound markets, and bytes from anywhere.</summary>
public static class AgainstTheModelTests
{
    private static readonly Gen<Step> OneStep =
        Gen.Select(Gen.Byte, Gen.UInt, Gen.UInt, Gen.UInt, static (what, a, b, c) => new Step(what, a, b, c));

    private static readonly Gen<Step[]> Steps = OneStep.Array[1, 160];

    private static readonly Gen<Step[]> LongSteps = OneStep.Array[160];

    private static readonly Gen<(ulong[] Words, byte Mask)[]> Bytes =
        Gen.Select(Gen.ULong.Array[8], Gen.Byte, static (words, mask) => (words, mask)).Array[1, 200];

    [Fact]
    public static void NoInterleavingLeaksOrLosesAReservation() => Steps.Sample(
        static steps =>
        {
            string difference = Run(steps, new BothEngines());
            return difference.Length == 0 ? true : throw new InvalidOperationException(difference);
        },
        iter: 400,
        threads: 1);

    [Fact]
    public static void ARandomMarketMeetsEachVerdictFrom0To11()
    {
        var seen = new int[256];
        var random = new Random(8);
        for (int market = 0; market < 60; market++)
        {
            var steps = new Step[160];
            foreach (ref Step step in steps.AsSpan())
            {
                step = new Step(
                    (byte)random.Next(256),
                    (uint)random.NextInt64(),
                    (uint)random.NextInt64(),
                    (uint)random.NextInt64());
            }

            var engines = new BothEngines();
            Assert.Equal("", Run(steps, engines));
            for (int i = 0; i < seen.Length; i++) seen[i] += engines.Verdicts[i];
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(' ', seen[..12]));
        for (int i = 0; i <= 11; i++)
        {
            Assert.True(seen[i] >= 10, $"{(Verdict)i}: {seen[i]} orders");
        }
    }

    [Fact]
    public static void BytesFromAnywhereAreAnsweredAsTheModelAnswersThem() => Bytes.Sample(
        static records =>
        {
            var engines = new BothEngines();
            var control = new ControlFlow(engines);
            control.Open();
            foreach ((ulong[] words, byte mask) in records)
            {
                Record record = Hostile(words, mask);
                engines.Judge(ref record);
            }

            return engines.Difference.Length == 0 ? true : throw new InvalidOperationException(engines.Difference);
        },
        iter: 500,
        threads: 1);

    [Fact]
    public static void TheModelCatchesAForgottenRelease()
    {
        int caught = 0;
        int forgotten = 0;
        LongSteps.Sample(
            steps =>
            {
                var engines = new BothEngines(forgetRelease: true);
                string difference = Run(steps, engines);
                if (!engines.Twin.ForgetRelease) forgotten++;
                if (!engines.Twin.ForgetRelease && difference.Length != 0) caught++;
                return engines.Twin.ForgetRelease == (difference.Length == 0);
            },
            iter: 10,
            threads: 1);
        Assert.True(forgotten > 0);
        Assert.Equal(forgotten, caught);
    }

    /// <summary>Plays a market to its end; the first thing that differs, or empty.</summary>
    private static string Run(Step[] steps, BothEngines engines)
    {
        var flow = new OrderFlow(engines);
        foreach (Step step in steps)
        {
            flow.Take(step);
            if (engines.Difference.Length != 0) return engines.Difference;
        }

        string held = HeldDiffers(flow, engines.Twin);
        if (held.Length != 0) return held;
        flow.EndAll();
        if (engines.Difference.Length != 0) return engines.Difference;
        return HeldDiffers(flow, engines.Twin);
    }

    /// <summary>Live orders, added up from nothing, against the engine; after the end of all nothing is held.</summary>
    private static string HeldDiffers(OrderFlow flow, RiskTwin twin)
    {
        if (twin.Underflows != 0) return $"{twin.Underflows} underflows in a sound market";
        for (uint account = 0; account < RiskBench.Sizes.Accounts; account++)
        {
            for (uint instrument = 0; instrument < RiskBench.Sizes.Instruments; instrument++)
            {
                PairState pair = twin.Pair(account, instrument);
                (BigInteger buys, BigInteger buyLots) = flow.Held(account, instrument, buy: true);
                (BigInteger sells, BigInteger sellLots) = flow.Held(account, instrument, buy: false);
                bool differs = pair.OpenBuyLots != buyLots || pair.OpenSellLots != sellLots
                    || !IsWorth(pair.OpenBuyValue, buys) || !IsWorth(pair.OpenSellValue, sells)
                    || (flow.Open == 0 && !pair.HoldsNothing);
                if (differs) return $"{account} × {instrument}: {pair}, live {buys} {sells} {buyLots} {sellLots}";
            }
        }

        return "";
    }

    /// <summary>A market's tick values are 7, 8 and 14.</summary>
    private static bool IsWorth(BigInteger value, BigInteger tickLots) =>
        value == tickLots * 7 || value == tickLots * 8 || value == tickLots * 14;

    /// <summary>Random bytes; each bit of the mask draws some fields to where they have a meaning.</summary>
    private static Record Hostile(ulong[] words, byte mask)
    {
        Record record = default;
        words.AsSpan().CopyTo(MemoryMarshal.Cast<Record, ulong>(new Span<Record>(ref record)));
        if ((mask & 1) != 0) record.Header = (record.Header & ~0xFFFF_0000UL) | ((words[0] % 5) << 16);
        if ((mask & 2) != 0) record.Order.Instrument = (uint)words[5] % 4;
        if ((mask & 2) != 0) record.Order.Account = (uint)words[5] / 4 % 5;
        if ((mask & 4) != 0) record.Order.Session = (uint)words[6] % 3;
        if ((mask & 8) != 0) record.Order.Trader = (ushort)(words[7] % 3);
        if ((mask & 16) != 0) Enumerate(ref record, words[7]);
        if ((mask & 32) != 0) record.Order.Verdict = Verdict.Accept;
        if ((mask & 64) != 0) record.Limit.Sequence = 100 + (words[1] % 1000);
        if ((mask & 128) != 0) Mild(ref record, words);
        return record;
    }

    private static void Enumerate(ref Record record, ulong word)
    {
        if (record.TemplateId == Execution.TemplateId)
        {
            record.Execution.ExecType = (byte)"0345689ACDEFHxyZ"[(int)(word % 16)];
            record.Execution.Side = (byte)(word / 16 % 4);
            return;
        }

        record.Order.Operation = (Operation)(word % 8);
        record.Order.Side = (byte)(word / 8 % 13);
        record.Order.Kind = (byte)(word / 128 % 5);
        record.Order.TimeInForce = (byte)(word / 1024 % 5);
    }

    private static void Mild(ref Record record, ulong[] words)
    {
        record.Order.TimeNs = RiskBench.NowNs + (words[2] % 1_000_000_000);
        record.Order.Price = 80 + (int)(words[3] % 40);
        if (record.TemplateId == Limit.TemplateId) return;
        record.Order.Quantity = (uint)(words[3] >> 32) % 16;
        if (record.TemplateId == Price.TemplateId) (record.Price.Low, record.Price.High) = (85, 115);
        else (record.Order.HeldPrice, record.Order.HeldQuantity) = ((int)(words[4] % 100), (uint)(words[4] >> 32) % 16);
    }
}
