using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Gateway.Tests.Market;

/// <summary>Adds every balance again from an exported log: opening movements, then both fills of every match.</summary>
internal sealed class SecondLedger
{
    private const uint Cash = uint.MaxValue;

    /// <summary>E8 of a minor unit: every currency of these markets has two decimals.</summary>
    private const long MinorE8 = 1_000_000;

    private readonly Dictionary<uint, string> _accounts;
    private readonly Dictionary<uint, string> _symbols;
    private readonly Dictionary<uint, string> _currencies;
    private readonly Dictionary<uint, ExportedRow> _instruments;

    internal SecondLedger(ExportedLog log)
    {
        (_accounts, _symbols, _currencies) = (log.Names(2), log.Names(3), log.Names(9));
        _instruments = log.Of("Instrument").ToDictionary(row => row["instrument"]);
        foreach (ExportedRow movement in log.Of("Movement")) Move(movement);
        foreach (ExportedRow fill in log.Rows.Where(row => row.IsFill && row.Long("orderId") != 0)) Trade(fill);
    }

    /// <summary>Account and asset to minor units or lots.</summary>
    internal Dictionary<(string Account, string Asset), BigInteger> Balances { get; } = [];

    private void Move(ExportedRow movement)
    {
        bool cash = movement["instrument"] == Cash;
        string asset = cash ? _currencies[movement["currency"]] : _symbols[movement["instrument"]];
        Add(movement["account"], asset, cash ? movement.Big("amount") / MinorE8 : movement.Big("amount"));
    }

    private void Trade(ExportedRow fill)
    {
        ExportedRow instrument = _instruments[fill["instrument"]];
        BigInteger tickValueE8 =
            instrument.Big("tickE8") * instrument.Big("lotE4") * instrument.Big("multiplierE4") / 100_000_000;
        BigInteger value = fill.Signed("price") * (BigInteger)fill["quantity"] * tickValueE8 / MinorE8;
        int sign = fill["side"] == 1 ? 1 : -1;
        Add(fill["account"], _symbols[fill["instrument"]], sign * (BigInteger)fill["quantity"]);
        Add(fill["account"], _currencies[instrument["currency"]], -sign * value);
    }

    private void Add(uint account, string asset, BigInteger amount)
    {
        (string, string) key = (_accounts[account], asset);
        Balances[key] = Balances.GetValueOrDefault(key) + amount;
    }
}
