using System;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Wire;

namespace Gateway.Host.Configuration;

/// <summary>Members that are numbers; a wrong one is an error and 0.</summary>
internal static class ConfigNumbers
{
    private const int E8Places = 8;
    private const int E4Places = 4;
    private const int PercentPlaces = 2;

    /// <summary>A JSON integer.</summary>
    internal static long Integer(this ConfigSection section, string name, long min, long max)
    {
        if (section.Require(name) is not { } node) return 0;
        const NumberStyles Style = NumberStyles.AllowLeadingSign;
        bool good = long.TryParse(node.Text, Style, CultureInfo.InvariantCulture, out long value)
            && value >= min && value <= max && node.Kind == JsonTokenType.Number;
        if (good) return value;

        section.Errors.Add(node, min == max ? $"must be {min}" : $"must be an integer from {min} to {max}");
        return 0;
    }

    /// <summary>true or false; false when absent.</summary>
    internal static bool Flag(this ConfigSection section, string name)
    {
        ConfigNode? node = section.Find(name);
        if (node != null && node.Kind is not (JsonTokenType.True or JsonTokenType.False))
        {
            section.Errors.Add(node, "must be true or false");
        }

        return node is { Kind: JsonTokenType.True };
    }

    /// <summary>A price in a decimal string, × 10⁸.</summary>
    internal static long PriceE8(ConfigNode node, ConfigErrors errors) =>
        node.Kind == JsonTokenType.String
            ? (long)Scaled(node, errors, node.Text, E8Places, long.MaxValue)
            : Refuse(node, errors, "must be a decimal string such as \"185.25\"");

    /// <summary>A quantity, × 10⁴: a JSON integer, or a decimal string; not negative.</summary>
    internal static long QuantityE4(ConfigNode node, ConfigErrors errors)
    {
        if (node.Kind is not (JsonTokenType.String or JsonTokenType.Number))
        {
            return Refuse(node, errors, "must be a number such as 100 or \"0.5\"");
        }

        long quantity = (long)Scaled(node, errors, node.Text, E4Places, long.MaxValue);
        return quantity >= 0 ? quantity : Refuse(node, errors, "must not be negative");
    }

    /// <summary>Money in a decimal string, × 10⁸ and a whole number of minor units; not negative.</summary>
    internal static Int128 MoneyE8(ConfigNode node, ConfigErrors errors, string text, string currency)
    {
        if (node.Kind != JsonTokenType.String) return Refuse(node, errors, "must be a decimal string");
        int digits = Currency.MinorDigits(Encoding.ASCII.GetBytes(currency));
        Int128 money = Scaled(node, errors, text, digits, (Int128.One << 120) / Units.MinorE8(digits));
        return money >= 0 ? money * Units.MinorE8(digits) : Refuse(node, errors, "must not be negative");
    }

    /// <summary>A width such as <c>5%</c> or <c>0.25%</c> in basis points, above 0, at most 100 %.</summary>
    internal static ushort BasisPoints(this ConfigSection section, string name)
    {
        const int Max = 10_000;
        if (section.Require(name) is not { } node) return 0;
        bool good = DecimalText.TryScale(node.Text.TrimEnd('%'), PercentPlaces, out Int128 points) == null
            && points > 0 && points <= Max && node.Text.EndsWith('%');
        if (good) return (ushort)points;

        return (ushort)Refuse(node, section.Errors, "must be a width such as 5% or 0.25%, up to 100%");
    }

    /// <summary>A time such as <c>150ms</c>, <c>2s</c> or <c>1m</c> in milliseconds, above 0.</summary>
    internal static uint Milliseconds(this ConfigSection section, string name) =>
        section.Require(name) is not { } node ? 0
        : TryMilliseconds(node.Text, out uint ms) ? ms
        : (uint)Refuse(node, section.Errors, "must be a time such as 150ms, 2s or 1m");

    /// <summary>A range such as <c>10s..60s</c>, or one time, in whole seconds.</summary>
    internal static (int Min, int Max) Seconds(this ConfigSection section, string name)
    {
        const int Ms = 1000;
        if (section.Require(name) is not { } node) return (0, 0);
        string[] ends = node.Text.Split("..");
        bool good = TryMilliseconds(ends[0], out uint min) & TryMilliseconds(ends[^1], out uint max)
            && ends.Length <= 2 && min <= max && min % Ms == 0 && max % Ms == 0;
        if (good) return ((int)(min / Ms), (int)(max / Ms));

        Refuse(node, section.Errors, "must be whole seconds such as 30s or 10s..60s");
        return (0, 0);
    }

    internal static Int128 Scaled(ConfigNode node, ConfigErrors errors, string text, int places, Int128 max)
    {
        string? fault = DecimalText.TryScale(text, places, out Int128 scaled);
        if (fault == null && Int128.Abs(scaled) > max) fault = $"{text} is too large";
        return fault == null ? scaled : Refuse(node, errors, fault);
    }

    private static bool TryMilliseconds(string text, out uint ms)
    {
        string digits = text.TrimEnd('m', 's');
        long unit = text[digits.Length..] switch { "ms" => 1, "s" => 1000, "m" => 60_000, _ => 0 };
        ms = ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort count)
            ? (uint)(count * unit)
            : 0;
        return ms > 0;
    }

    private static int Refuse(ConfigNode node, ConfigErrors errors, string text)
    {
        errors.Add(node, text);
        return 0;
    }
}
