using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Gateway.Host.Brokers;
using Gateway.Host.Processes;
using Gateway.Lane;

namespace Gateway.Host.Market;

/// <summary>The report of a run, in words and as JSON.</summary>
internal static class MarketReport
{
    /// <summary>Writes the report for programs.</summary>
    /// <param name="stream">Receives one object.</param>
    /// <param name="of">The run.</param>
    /// <param name="findings">What does not hold.</param>
    internal static void WriteJson(Stream stream, MarketResult of, IReadOnlyList<string> findings)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("net", of.Net);
        json.WriteString("risk", of.Risk);
        WriteCounts(json, of);
        WriteBooks(json, of);
        WriteFigures(json, of);
        if (of.Chaos != null)
        {
            json.WritePropertyName("chaos");
            JsonSerializer.Serialize(json, of.Chaos);
        }

        if (of.Cuts is { } cuts) json.WriteNumber("cuts", cuts);
        json.WriteStartArray("findings");
        foreach (string finding in findings) json.WriteStringValue(finding);
        json.WriteEndArray();
        json.WriteBoolean("balanced", findings.Count == 0);
        json.WriteEndObject();
    }

    /// <summary>Writes the report for people.</summary>
    /// <param name="text">Receives it.</param>
    /// <param name="of">The run.</param>
    /// <param name="findings">What does not hold.</param>
    internal static void WriteText(TextWriter text, MarketResult of, IReadOnlyList<string> findings)
    {
        text.WriteLine();
        BrokerTally told = of.Brokers.Tally;
        text.WriteLine($"messages sent      {told.MessagesSent:N0} in {of.Seconds:F1} s: {told.OrdersSent:N0} orders, "
            + $"{told.CancelsSent:N0} cancels, {told.ReplacesSent:N0} replaces");
        text.WriteLine($"orders             {told.OrdersAcknowledged:N0} acknowledged, "
            + $"{told.OrdersRejected.Sum():N0} rejected, {of.Brokers.OrdersOpen:N0} open");
        foreach ((string verdict, long count) in of.Rejected)
        {
            if (count != 0) text.WriteLine($"  {verdict,-16} {count:N0}");
        }

        text.WriteLine($"cancels, replaces  {told.CancelsAccepted:N0} and {told.ReplacesAccepted:N0} accepted, "
            + $"{told.CancelsRejected:N0} and {told.ReplacesRejected:N0} rejected");
        text.WriteLine($"executions         venue {of.Venue.Executions:N0}, brokers {told.Executions:N0}, "
            + $"log {of.ExecutionsLog:N0}; trades cleared {of.TradesCleared:N0}");
        LatencyFigures latency = of.Brokers.Latency;
        text.WriteLine($"latency            p50 {latency.P50 / 1e3:F1} µs, p99 {latency.P99 / 1e3:F1} µs, "
            + $"p99.9 {latency.P999 / 1e3:F1} µs (due to first answer, at the broker)");
        for (int i = 0; i < LaneHops.Names.Length; i++)
            text.WriteLine($"  {LaneHops.Names[i],-16} {of.Lane.HopsNs[i]:N0} ns a message");
        text.WriteLine($"lane               {of.Lane.AllocatedBytes:N0} bytes allocated over "
            + $"{of.Lane.MessagesMeasured:N0} messages; "
            + $"collections {string.Join('/', of.Lane.Collections)}");
        text.WriteLine($"state hash         {of.StateHashLive} live");
        text.WriteLine($"                   {of.StateHashReplay} replayed from the journal");
        WriteBooks(text, of);
        foreach (ChaosEvent done in of.Chaos ?? [])
            text.WriteLine($"{done.What,-18} at {done.AtSeconds:F1} s, first answer after {done.RecoveryMs:N0} ms");
        if (of.Cuts is { } cuts) text.WriteLine($"cuts               {cuts:N0} of the brokers' connections");
        foreach (string finding in findings) text.WriteLine($"finding            {finding}");
        text.WriteLine(findings.Count == 0 ? "The books balance." : "The books do NOT balance.");
    }

    private static void WriteBooks(TextWriter text, MarketResult of)
    {
        text.WriteLine($"net, risk          {of.Net}, {of.Risk}; {of.Lane.Retransmissions:N0} retransmissions");
        if (of.Cleared == null) return;
        foreach ((string asset, string sum) in of.LedgerSum) text.WriteLine($"ledger sum         {asset} {sum}");
        foreach (JsonProperty account in of.Cleared.RootElement.GetProperty("accounts").EnumerateObject())
            text.WriteLine($"account {account.Name,-10} {account.Value.GetRawText()}");
        JsonElement pending = of.Cleared.RootElement.GetProperty("pending").GetProperty("count");
        text.WriteLine($"pending trades     {pending.GetRawText()}");
    }

    private static void WriteCounts(Utf8JsonWriter json, MarketResult of)
    {
        BrokerTally told = of.Brokers.Tally;
        json.WriteNumber("messages_sent", told.MessagesSent);
        json.WriteNumber("orders_sent", told.OrdersSent);
        json.WriteNumber("cancels_sent", told.CancelsSent);
        json.WriteNumber("cancels_accepted", told.CancelsAccepted);
        json.WriteNumber("cancels_rejected", told.CancelsRejected);
        json.WriteNumber("replaces_sent", told.ReplacesSent);
        json.WriteNumber("replaces_accepted", told.ReplacesAccepted);
        json.WriteNumber("replaces_rejected", told.ReplacesRejected);
        json.WriteNumber("orders_acknowledged", told.OrdersAcknowledged);
        json.WriteStartObject("orders_rejected");
        foreach ((string verdict, long count) in of.Rejected) json.WriteNumber(verdict, count);
        json.WriteEndObject();
        json.WriteNumber("orders_open", of.Brokers.OrdersOpen);
        json.WriteNumber("executions_venue", of.Venue.Executions);
        json.WriteNumber("executions_brokers", told.Executions);
        json.WriteNumber("executions_log", of.ExecutionsLog);
        json.WriteNumber("trades_cleared", Math.Max(0, of.TradesCleared));
    }

    private static void WriteBooks(Utf8JsonWriter json, MarketResult of)
    {
        WriteCleared(json, of, "ledger_sum", "ledgerSum");
        WriteCleared(json, of, "accounts", "accounts");
        WriteCleared(json, of, "pending", "pending");
        json.WriteString("state_hash_live", of.StateHashLive);
        json.WriteString("state_hash_replay", of.StateHashReplay);
    }

    /// <summary>A part of clearing's own report, as it wrote it.</summary>
    private static void WriteCleared(Utf8JsonWriter json, MarketResult of, string key, string from)
    {
        json.WritePropertyName(key);
        if (of.Cleared == null) json.WriteNullValue();
        else of.Cleared.RootElement.GetProperty(from).WriteTo(json);
    }

    private static void WriteFigures(Utf8JsonWriter json, MarketResult of)
    {
        json.WriteStartObject("latency_us");
        json.WriteNumber("p50", of.Brokers.Latency.P50 / 1e3);
        json.WriteNumber("p99", of.Brokers.Latency.P99 / 1e3);
        json.WriteNumber("p999", of.Brokers.Latency.P999 / 1e3);
        json.WriteEndObject();
        json.WriteStartObject("hops_ns");
        for (int i = 0; i < LaneHops.Names.Length; i++) json.WriteNumber(LaneHops.Names[i], of.Lane.HopsNs[i]);
        json.WriteEndObject();
        json.WriteNumber("retransmissions", of.Lane.Retransmissions);
        json.WriteNumber("lane_allocated_bytes", of.Lane.AllocatedBytes);
        json.WriteNumber("lane_messages_measured", of.Lane.MessagesMeasured);
        json.WriteStartObject("gc_counts");
        json.WriteNumber("gen0", of.Lane.Collections[0]);
        json.WriteNumber("gen1", of.Lane.Collections[1]);
        json.WriteNumber("gen2", of.Lane.Collections[2]);
        json.WriteEndObject();
        json.WriteNumber("seconds", of.Seconds);
    }
}
