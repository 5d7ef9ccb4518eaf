using System.Collections.Generic;
using System.Text;
using Gateway.Wire;

namespace Gateway.Clearing;

/// <summary>Which rows of the log are which holders and assets of the ledger.</summary>
internal sealed class Roster
{
    private readonly Ledger _ledger;
    private readonly NameTable _names = new();
    private readonly Dictionary<uint, uint> _holderOfAccount = [];
    private readonly Dictionary<uint, uint> _assetOfCurrency = [];
    private readonly Dictionary<uint, Product> _products = [];
    private readonly List<(NameKind Kind, uint Row)> _holders = [];
    private readonly List<(NameKind Kind, uint Row)> _assets = [];

    /// <summary>Opens the holders that the book itself adds; their names carry no row.</summary>
    internal Roster(Ledger ledger)
    {
        _ledger = ledger;
        World = OpenHolder(NameKind.None, 0, bounded: false);
        House = OpenHolder(NameKind.None, 1, bounded: true);
    }

    /// <summary>Everything outside; opening balances come from it.</summary>
    internal uint World { get; }

    /// <summary>The house. It is bounded: it gives only what it was given.</summary>
    internal uint House { get; }

    internal string HolderName(uint holder) =>
        holder == World ? "world" : holder == House ? "ccp" : Text(_holders[(int)holder - 1]);

    internal string AssetName(uint asset) => Text(_assets[(int)asset - 1]);

    internal uint HolderOf(uint accountRow) => _holderOfAccount.GetValueOrDefault(accountRow);

    internal uint CurrencyOf(uint currencyRow) => _assetOfCurrency.GetValueOrDefault(currencyRow);

    internal bool TryProduct(uint instrumentRow, out Product product) =>
        _products.TryGetValue(instrumentRow, out product);

    internal int MinorDigits(uint currencyRow) => DigitsOf(_names.Find(NameKind.Currency, currencyRow)!);

    /// <summary>Takes in a name: an account opens a holder, a currency an asset.</summary>
    internal ClearingResult Add(in Name name)
    {
        ClearingResult result = _names.Add(name, out bool isNew);
        if (!isNew) return result;
        if (name.Kind == NameKind.Account)
        {
            _holderOfAccount.Add(name.Row, OpenHolder(name.Kind, name.Row, bounded: true));
        }

        if (name.Kind == NameKind.Currency) _assetOfCurrency.Add(name.Row, OpenAsset(name.Kind, name.Row));
        return result;
    }

    /// <summary>Takes in an instrument; what it delivers is an asset of its own.</summary>
    internal ClearingResult Add(in Instrument record)
    {
        string? symbol = _names.Find(NameKind.Symbol, record.Symbol);
        if (symbol == null) return ClearingResult.UnknownSymbol;

        string? currency = _names.Find(NameKind.Currency, record.Currency);
        if (currency == null) return ClearingResult.UnknownCurrency;
        if (!TryUnits(record, DigitsOf(currency), out long tickValue)) return ClearingResult.BadUnits;
        if (_products.TryGetValue(record.Row, out Product old))
        {
            return Same(record, old.Record) ? ClearingResult.Exists : ClearingResult.InstrumentTaken;
        }

        uint security = OpenAsset(NameKind.Symbol, record.Symbol);
        _products.Add(record.Row, new Product(record, security, CurrencyOf(record.Currency), tickValue));
        return ClearingResult.Ok;
    }

    internal void AddTo(BookHash hash)
    {
        _names.AddTo(hash);
        foreach (var (kind, row) in _holders)
        {
            hash.Add((uint)kind);
            hash.Add(row);
        }

        hash.Add((uint)_products.Count);
        foreach (var (kind, row) in _assets)
        {
            hash.Add((uint)kind);
            hash.Add(row);
        }
    }

    private static int DigitsOf(string currency) => Currency.MinorDigits(Encoding.UTF8.GetBytes(currency));

    private static bool TryUnits(in Instrument record, int digits, out long tickValue)
    {
        tickValue = 0;
        if (record.TickE8 > long.MaxValue || record.MultiplierE4 > long.MaxValue) return false;
        long tickE8 = (long)record.TickE8;
        if (!Units.TryMake(tickE8, record.LotE4, (long)record.MultiplierE4, digits, out Units units)) return false;

        tickValue = units.TickValueE8 / Units.MinorE8(digits);
        return true;
    }

    private static bool Same(in Instrument a, in Instrument b) =>
        a.TickE8 == b.TickE8
        && a.MultiplierE4 == b.MultiplierE4
        && a.LotE4 == b.LotE4
        && a.Symbol == b.Symbol
        && a.Currency == b.Currency;

    private string Text((NameKind Kind, uint Row) name) => _names.Find(name.Kind, name.Row)!;

    private uint OpenHolder(NameKind kind, uint row, bool bounded)
    {
        _holders.Add((kind, row));
        return _ledger.OpenHolder(bounded);
    }

    private uint OpenAsset(NameKind kind, uint row)
    {
        _assets.Add((kind, row));
        return _ledger.OpenAsset();
    }
}
