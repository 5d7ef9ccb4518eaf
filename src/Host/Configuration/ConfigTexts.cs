using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text.Json;

namespace Gateway.Host.Configuration;

/// <summary>Members that are texts; a wrong one is an error and the empty text.</summary>
internal static class ConfigTexts
{
    /// <summary>28 bytes of a Name record, less what a made firm adds (".65535" and reserve).</summary>
    internal const int NameBytesMax = 20;

    /// <summary>Any string.</summary>
    internal static string Text(this ConfigSection section, string name) =>
        section.Require(name) is { } node && IsText(node, section.Errors) ? node.Text : "";

    /// <summary>A name that FIX and a Name record can carry.</summary>
    internal static string Name(this ConfigSection section, string name) =>
        section.Require(name) is { } node && IsName(node, section.Errors) ? node.Text : "";

    /// <summary>One of a few words.</summary>
    internal static string OneOf(this ConfigSection section, string name, params string[] words)
    {
        if (section.Require(name) is not { } node) return "";
        if (words.Contains(node.Text)) return node.Text;

        section.Errors.Add(node, $"must be {string.Join(" or ", words)}");
        return "";
    }

    /// <summary>Three capital letters.</summary>
    internal static string Currency(this ConfigSection section, string name)
    {
        if (section.Require(name) is not { } node) return "";
        if (node.Text.Length == 3 && node.Text.All(char.IsAsciiLetterUpper)) return node.Text;

        section.Errors.Add(node, "must be a currency such as USD");
        return "";
    }

    /// <summary>An IPv4 address and a port.</summary>
    internal static string Address(this ConfigSection section, string name)
    {
        if (section.Require(name) is not { } node) return "";
        string[] parts = node.Text.Split(':');
        bool good = parts.Length == 2
            && parts[0].Split('.').Length == 4
            && IPAddress.TryParse(parts[0], out _)
            && ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            && port > 0;
        if (good) return node.Text;

        section.Errors.Add(node, "must be an address and port such as 10.0.0.2:9001");
        return "";
    }

    /// <summary>The two CompIDs of a session: ours, theirs.</summary>
    internal static (string Ours, string Theirs) Comp(this ConfigSection section)
    {
        if (section.Require("comp") is not { } node) return ("", "");
        if (node.Kind != JsonTokenType.StartArray || node.Items.Count != 2)
        {
            section.Errors.Add(node, "must be two CompIDs: ours, theirs");
            return ("", "");
        }

        ConfigNode[] bad = [.. node.Items.Where(item => !IsName(item, section.Errors))];
        if (bad.Length > 0) return ("", "");
        if (node.Items[0].Text != node.Items[1].Text) return (node.Items[0].Text, node.Items[1].Text);

        section.Errors.Add(node.Items[1], "both ends have one CompID");
        return ("", "");
    }

    private static bool IsText(ConfigNode node, ConfigErrors errors)
    {
        if (node.Kind == JsonTokenType.String) return true;

        errors.Add(node, "must be a string");
        return false;
    }

    private static bool IsName(ConfigNode node, ConfigErrors errors)
    {
        if (!IsText(node, errors)) return false;
        if (node.Text.Length is > 0 and <= NameBytesMax && !node.Text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return true;
        }

        errors.Add(node, $"must be 1 to {NameBytesMax} printable ASCII characters without blanks");
        return false;
    }
}
