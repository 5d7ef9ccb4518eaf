using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

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
        text.WriteLine($"messages sent      {of.Sent.Messages:N0} in {of.Seconds:F1} s: {of.Sent.Orders:N0} orders, "
            + $"{of.Sent.Cancels:N0} cancels, {of.Sent.Replaces:N0} replaces");
        text.WriteLine($"orders             {of.Acknowledged:N0} acknowledged, {of.RejectedCount:N0} rejected, "
            + $"{of.OrdersOpen:N0} open");
        foreach ((string verdict, long count) in of.Rejected)
        {
            if (count != 0) text.WriteLine($"  {verdict,-16} {count:N0}");
        }

        text.WriteLine($"cancels, replaces  {of.CancelsAccepted:N0} and {of.ReplacesAccepted:N0} accepted, "
            + $"{of.CancelsRejected:N0} and {of.ReplacesRejected:N0} rejected");
        text.WriteLine($"executions         venue {of.ExecutionsVenue:N0}, brokers {of.ExecutionsBrokers:N0}, "
            + $"log {of.ExecutionsLog:N0}; trades cleared {of.TradesCleared:N0}");
        text.WriteLine($"latency            p50 {of.LatencyNs.P50 / 1e3:F1} µs, p99 {of.LatencyNs.P99 / 1e3:F1} µs, "
            + $"p99.9 {of.LatencyNs.P999 / 1e3:F1} µs (due to first answer, at the broker)");
        foreach ((string hop, long ns) in of.Hops) text.WriteLine($"  {hop,-16} {ns:N0} ns a message");
        text.WriteLine($"lane               {of.LaneAllocatedBytes:N0} bytes allocated over "
            + $"{of.LaneMessagesMeasured:N0} messages; "
            + $"collections {of.Collections.Gen0}/{of.Collections.Gen1}/{of.Collections.Gen2}");
        text.WriteLine($"state hash         {of.StateHashLive} live");
        text.WriteLine($"                   {of.StateHashReplay} replayed from the journal");
        WriteBooks(text, of);
        foreach (string finding in findings) text.WriteLine($"finding            {finding}");
        text.WriteLine(findings.Count == 0 ? "The books balance." : "The books do NOT balance.");
    }

    private static void WriteBooks(TextWriter text, MarketResult of)
    {
        text.WriteLine($"net, risk          {of.Net}, {of.Risk}; {of.Retransmissions:N0} retransmissions");
        if (of.Cleared == null) return;
        foreach ((string asset, string sum) in of.LedgerSum) text.WriteLine($"ledger sum         {asset} {sum}");
        foreach (JsonProperty account in of.Cleared.RootElement.GetProperty("accounts").EnumerateObject())
            text.WriteLine($"account {account.Name,-10} {account.Value.GetRawText()}");
        JsonElement pending = of.Cleared.RootElement.GetProperty("pending").GetProperty("count");
        text.WriteLine($"pending trades     {pending.GetRawText()}");
    }

    private static void WriteCounts(Utf8JsonWriter json, MarketResult of)
    {
        json.WriteNumber("messages_sent", of.Sent.Messages);
        json.WriteNumber("orders_sent", of.Sent.Orders);
        json.WriteNumber("cancels_sent", of.Sent.Cancels);
        json.WriteNumber("cancels_accepted", of.CancelsAccepted);
        json.WriteNumber("cancels_rejected", of.CancelsRejected);
        json.WriteNumber("replaces_sent", of.Sent.Replaces);
        json.WriteNumber("replaces_accepted", of.ReplacesAccepted);
        json.WriteNumber("replaces_rejected", of.ReplacesRejected);
        json.WriteNumber("orders_acknowledged", of.Acknowledged);
        json.WriteStartObject("orders_rejected");
        foreach ((string verdict, long count) in of.Rejected) json.WriteNumber(verdict, count);
        json.WriteEndObject();
        json.WriteNumber("orders_open", of.OrdersOpen);
        json.WriteNumber("executions_venue", of.ExecutionsVenue);
        json.WriteNumber("executions_brokers", of.ExecutionsBrokers);
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
        json.WriteNumber("p50", of.LatencyNs.P50 / 1e3);
        json.WriteNumber("p99", of.LatencyNs.P99 / 1e3);
        json.WriteNumber("p999", of.LatencyNs.P999 / 1e3);
        json.WriteEndObject();
        json.WriteStartObject("hops_ns");
        foreach ((string hop, long ns) in of.Hops) json.WriteNumber(hop, ns);
        json.WriteEndObject();
        json.WriteNumber("retransmissions", of.Retransmissions);
        json.WriteNumber("lane_allocated_bytes", of.LaneAllocatedBytes);
        json.WriteNumber("lane_messages_measured", of.LaneMessagesMeasured);
        json.WriteStartObject("gc_counts");
        json.WriteNumber("gen0", of.Collections.Gen0);
        json.WriteNumber("gen1", of.Collections.Gen1);
        json.WriteNumber("gen2", of.Collections.Gen2);
        json.WriteEndObject();
        json.WriteNumber("seconds", of.Seconds);
    }
}
