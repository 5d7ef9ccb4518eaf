using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;
using Gateway.Risk;
using Gateway.Wire;

namespace Gateway.Tests.Risk;

/// <summary>The engine and the slow model fed with the same records, compared byte for byte and sum for sum.</summary>
internal sealed class BothEngines(bool forgetRelease = false)
{
    private readonly SlowRisk _slow = new(RiskBench.Sizes);
    private readonly Record[] _fast = new Record[1];
    private readonly Record[] _expected = new Record[1];

    internal RiskTwin Twin { get; } = new(RiskBench.Sizes, forgetRelease);

    /// <summary>How often each verdict was given to an order.</summary>
    internal int[] Verdicts { get; } = new int[256];

    /// <summary>The first difference, or empty.</summary>
    internal string Difference { get; private set; } = "";

    internal Verdict Judge(ref Record record)
    {
        _fast[0] = _expected[0] = record;
        Twin.Judge(_fast);
        _slow.Judge(ref _expected[0]);
        string was = Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<Record>(in record)));
        if (!MemoryMarshal.AsBytes<Record>(_fast).SequenceEqual(MemoryMarshal.AsBytes<Record>(_expected)))
        {
            Differs($"{was}: {_fast[0].Order.Verdict}, price {_fast[0].Order.Price}; "
                + $"expected {_expected[0].Order.Verdict}, price {_expected[0].Order.Price}");
        }

        Compare(was);
        if (record.TemplateId == Order.TemplateId) Verdicts[(int)_fast[0].Order.Verdict]++;
        record = _fast[0];
        return record.Order.Verdict;
    }

    private void Compare(string after)
    {
        Dictionary<(uint, uint, bool), (BigInteger Value, BigInteger Lots)> sums = _slow.Sums(static _ => true);
        var firms = new BigInteger[RiskBench.Sizes.Firms];
        for (uint account = 0; account < RiskBench.Sizes.Accounts; account++)
        {
            BigInteger total = 0;
            for (uint instrument = 0; instrument < RiskBench.Sizes.Instruments; instrument++)
            {
                PairState pair = Twin.Pair(account, instrument);
                (BigInteger buyValue, BigInteger buyLots) = sums.GetValueOrDefault((account, instrument, true));
                (BigInteger sellValue, BigInteger sellLots) = sums.GetValueOrDefault((account, instrument, false));
                Equal(buyValue, pair.OpenBuyValue, "buy value", after);
                Equal(sellValue, pair.OpenSellValue, "sell value", after);
                Equal(buyLots, pair.OpenBuyLots, "buy lots", after);
                Equal(sellLots, pair.OpenSellLots, "sell lots", after);
                Equal(_slow.Position(account, instrument), pair.Position, "position", after);
                total += buyValue + sellValue;
            }

            Equal(total, Twin.AccountOpenValue(account), "account", after);
            uint owner = _slow.FirmOf(account);
            if (owner < firms.Length) firms[owner] += total;
        }

        for (uint firm = 0; firm < firms.Length; firm++) Equal(firms[firm], Twin.FirmOpenValue(firm), "firm", after);
        Equal(_slow.Underflows, Twin.Underflows, "underflows", after);
        Equal(_slow.Overfills, Twin.Overfills, "overfills", after);
        Equal(0, Twin.Saturations, "saturations", after);
    }

    private void Equal(BigInteger expected, BigInteger actual, string what, string after)
    {
        if (expected != actual) Differs($"{what} {actual}, expected {expected}, after {after}");
    }

    private void Differs(string what)
    {
        if (Difference.Length == 0) Difference = what;
    }
}
