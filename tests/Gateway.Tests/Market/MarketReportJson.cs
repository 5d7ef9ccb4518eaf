using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Gateway.Tests.Market;

/// <summary>The report that <c>run --json</c> wrote, and what must hold in it by the text of the issue.</summary>
internal sealed class MarketReportJson : IDisposable
{
    private static readonly string[] Counts =
    [
        "messages_sent", "orders_sent", "cancels_sent", "cancels_accepted", "cancels_rejected", "replaces_sent",
        "replaces_accepted", "replaces_rejected", "orders_acknowledged", "orders_open", "executions_venue",
        "executions_brokers", "executions_log", "trades_cleared", "retransmissions", "lane_allocated_bytes",
        "lane_messages_measured",
    ];

    private static readonly string[] Objects =
        ["orders_rejected", "ledger_sum", "accounts", "latency_us", "hops_ns", "gc_counts"];

    private static readonly string[] Percentiles = ["p50", "p99", "p999"];

    private readonly JsonDocument _document;

    internal MarketReportJson(string path) => _document = JsonDocument.Parse(File.ReadAllBytes(path));

    internal bool IsBalanced => Root.GetProperty("balanced").GetBoolean();

    internal JsonElement Root => _document.RootElement;

    internal string[] Findings => [.. Root.GetProperty("findings").EnumerateArray().Select(f => f.GetString()!)];

    internal long this[string key] => Root.GetProperty(key).GetInt64();

    internal Dictionary<string, long> Rejected => Root.GetProperty("orders_rejected").EnumerateObject()
        .ToDictionary(verdict => verdict.Name, verdict => verdict.Value.GetInt64());

    /// <summary>Keys of the issue that are missing or of another type.</summary>
    internal IEnumerable<string> WrongKeys()
    {
        foreach (string key in Counts.Where(key => !Is(key, IsCount))) yield return key;
        foreach (string key in Objects.Where(key => !Is(key, IsObject))) yield return key;
        JsonElement latency = Root.GetProperty("latency_us");
        foreach (string key in Percentiles.Where(key => !latency.GetProperty(key).TryGetDecimal(out _)))
            yield return $"latency_us.{key}";
        foreach (JsonProperty account in Root.GetProperty("accounts").EnumerateObject())
        {
            bool integers = account.Value.EnumerateObject().All(asset => IsInteger(asset.Value));
            if (!integers) yield return $"accounts.{account.Name}";
        }

        foreach (string key in new[] { "state_hash_live", "state_hash_replay" })
            if (!Is(key, v => v.GetString() is { Length: 64 })) yield return key;
        if (!Is("net", v => v.ValueEquals("memory"))) yield return "net";
        if (!Is("risk", v => v.ValueEquals("software"))) yield return "risk";
        if (!Is("balanced", v => v.ValueKind is JsonValueKind.True or JsonValueKind.False)) yield return "balanced";
    }

    /// <summary>Identities of the issue that do not hold, worked out again from the numbers alone.</summary>
    internal IEnumerable<string> BrokenIdentities()
    {
        long sent = this["orders_sent"] + this["cancels_sent"] + this["replaces_sent"];
        if (this["messages_sent"] != sent) yield return "messages";
        if (this["orders_sent"] != this["orders_acknowledged"] + Rejected.Values.Sum()) yield return "orders";
        if (this["cancels_sent"] != this["cancels_accepted"] + this["cancels_rejected"]) yield return "cancels";
        if (this["replaces_sent"] != this["replaces_accepted"] + this["replaces_rejected"]) yield return "replaces";
        if (this["executions_venue"] != this["executions_brokers"]) yield return "executions at the brokers";
        if (this["executions_venue"] != this["executions_log"]) yield return "executions in the log";
        if (this["executions_venue"] != 2 * this["trades_cleared"]) yield return "trades";
        if (this["orders_open"] > this["orders_acknowledged"]) yield return "open orders";
        bool zero = Root.GetProperty("ledger_sum").EnumerateObject().All(asset => asset.Value.GetRawText() == "0");
        if (!zero) yield return "ledger";
        if (Hash("live").Length != 64 || Hash("live") != Hash("replay")) yield return "state hash";
        if (this["lane_allocated_bytes"] != 0) yield return "allocated bytes";
        if (Root.GetProperty("pending").GetProperty("count").GetInt64() != 0) yield return "unsettled trades";
    }

    internal string Hash(string of) => Root.GetProperty($"state_hash_{of}").GetString()!;

    public void Dispose() => _document.Dispose();

    private bool Is(string key, Func<JsonElement, bool> test) =>
        Root.TryGetProperty(key, out JsonElement value) && test(value);

    private static bool IsObject(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    private static bool IsCount(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) && count >= 0;

    private static bool IsInteger(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && Int128.TryParse(value.GetRawText(), out _);
}
