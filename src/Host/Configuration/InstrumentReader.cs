using System;
using System.Collections.Generic;
using System.Text;
using Gateway.Wire;

namespace Gateway.Host.Configuration;

/// <summary>The instrument table: units that are exact, references on the tick, one currency.</summary>
internal sealed class InstrumentReader
{
    private const int RowsMax = 4096;
    private const int BasisPoints = 10_000;

    private static readonly string[] Members =
    [
        "symbol", "like", "venue", "currency", "tick", "lot", "multiplier",
        "collar", "maxAge", "reference", "negativePrices",
    ];

    private readonly ConfigErrors _errors;
    private readonly string? _venue;

    private InstrumentReader(ConfigErrors errors, string? venue)
    {
        (_errors, _venue) = (errors, venue);
        Symbols = new ConfigNames("instrument", errors);
    }

    internal List<InstrumentConfig> Rows { get; } = [];

    internal ConfigNames Symbols { get; }

    /// <summary>The first instrument's; every other one must have it too.</summary>
    internal string Currency { get; private set; } = "";

    internal static InstrumentReader Read(ConfigSection root, string? venue)
    {
        var reader = new InstrumentReader(root.Errors, venue);
        List<ConfigNode> items = root.RequireItems("instruments");
        if (items.Count > RowsMax) root.Errors.Add(items[RowsMax], $"more than {RowsMax} instruments");
        foreach (ConfigNode item in items) reader.Add(item);
        return reader;
    }

    /// <summary>A quantity in whole lots of one instrument; 0 with an error when it has none.</summary>
    internal uint Lots(ConfigNode node, int row)
    {
        long quantityE4 = E4(node);
        Units units = Rows[row].Units;
        if (units.LotE4 == 0) return 0; // already said
        if (units.TryLots(quantityE4, out uint lots)) return lots;

        _errors.Add(node, $"is no whole number of lots of {Rows[row].Symbol}, or out of range");
        return 0;
    }

    private void Add(ConfigNode item)
    {
        if (ConfigSection.Open(item, _errors, Members) is not { } section) return;
        if (section.Find("like") is { } like) section = section.Like(Symbols.Section(like), "symbol", "like");

        string symbol = section.Name("symbol");
        Symbols.Add(section.Find("symbol"), Rows.Count, section);
        long multiplier = section.Find("multiplier") is { } node ? Positive(node, E4(node)) : Units.E4;
        bool negative = section.Flag("negativePrices");
        Units units = ReadUnits(section, ReadCurrency(section), multiplier);
        ushort collar = section.BasisPoints("collar");
        Rows.Add(new InstrumentConfig(
            symbol,
            ReadVenue(section),
            Currency,
            units,
            multiplier,
            Reference(section, units, collar, negative),
            collar,
            section.Milliseconds("maxAge"),
            negative));
    }

    private string ReadVenue(ConfigSection section)
    {
        string venue = section.Name("venue");
        if (_venue != null && venue != _venue && venue.Length > 0)
        {
            _errors.Add(section.Find("venue")!, $"unknown venue {venue}");
        }

        return venue;
    }

    private string ReadCurrency(ConfigSection section)
    {
        string currency = section.Currency("currency");
        if (Currency.Length == 0) Currency = currency;
        if (currency.Length > 0 && currency != Currency)
        {
            _errors.Add(section.Find("currency")!, $"{currency} is not the market's risk currency {Currency}");
        }

        return currency;
    }

    private Units ReadUnits(ConfigSection section, string currency, long multiplier)
    {
        ConfigNode? tickNode = section.Require("tick");
        ConfigNode? lotNode = section.Require("lot");
        long tick = tickNode == null ? 0 : Positive(tickNode, ConfigNumbers.PriceE8(tickNode, _errors));
        long lot = lotNode == null ? 0 : Positive(lotNode, E4(lotNode));
        if (tick <= 0 || lot <= 0 || multiplier <= 0 || currency.Length == 0) return default;

        int digits = Wire.Currency.MinorDigits(Encoding.ASCII.GetBytes(currency));
        bool fits = lot <= uint.MaxValue;
        if (fits && Units.TryMake(tick, (uint)lot, multiplier, digits, out Units units)) return units;

        string minor = $"minor units of {currency}";
        _errors.Add(tickNode!, $"tick × lot × multiplier is no whole number of {minor}, or too large");
        return default;
    }

    private int? Reference(ConfigSection section, Units units, ushort collar, bool negative)
    {
        if (section.Find("reference") is not { } node || units.TickE8 == 0) return null;

        long priceE8 = ConfigNumbers.PriceE8(node, _errors);
        if (_errors.Has(node)) return null;

        int ticks = 0;
        string? fault =
            priceE8 == 0 ? "0 stands for a market that has not opened: leave it out"
            : priceE8 < 0 && !negative ? "must be above 0 unless negativePrices"
            : !units.TryTicks(priceE8, out ticks) ? $"is off the tick of {section.Find("symbol")?.Text} or out of range"
            : Math.Abs((long)ticks) * (BasisPoints + collar) / BasisPoints > int.MaxValue ? "its collar is out of range"
            : null;
        if (fault != null) _errors.Add(node, fault);
        return ticks;
    }

    private long E4(ConfigNode node) => ConfigNumbers.QuantityE4(node, _errors);

    private long Positive(ConfigNode node, long value)
    {
        if (value <= 0 && !_errors.Has(node)) _errors.Add(node, "must be above 0");
        return value;
    }
}
