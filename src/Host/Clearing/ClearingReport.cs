using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Gateway.Clearing;

namespace Gateway.Host.Clearing;

/// <summary>A book as JSON; every sum is a JSON number, however large, in minor units or lots.</summary>
internal static class ClearingReport
{
    private const int ListedMax = 100;

    internal static void Write(Utf8JsonWriter json, ClearingRun run)
    {
        ClearingBook book = run.Book;
        var names = new ReportNames(book);
        json.WriteStartObject();
        json.WriteNumber("tradesCleared", book.TradesCleared);
        json.WriteNumber("fillsSeen", book.FillsSeen);
        json.WriteNumber("unmatchedFills", book.UnmatchedFills);
        json.WriteNumber("duplicateFills", book.DuplicateFills);
        json.WriteNumber("settled", book.Settled);
        WritePending(json, book, names);
        WriteUnmatched(json, book, names);
        WriteRefused(json, book);
        WriteSums(json, book, names);
        WriteAccounts(json, "accounts", book, names, own: false);
        WriteAccounts(json, "house", book, names, own: true);
        json.WriteString("stateHash", book.StateHash());
        json.WriteNumber("journalCut", run.JournalCut);
        json.WriteEndObject();
    }

    private static void WritePending(Utf8JsonWriter json, ClearingBook book, ReportNames names)
    {
        json.WriteStartObject("pending");
        json.WriteNumber("count", book.Pending);
        json.WriteStartArray("trades");
        for (int i = 0; i < Math.Min(book.Pending, ListedMax); i++)
        {
            PendingTrade trade = book.PendingAt(i);
            json.WriteStartObject();
            json.WriteNumber("trade", trade.Trade);
            json.WriteNumber("match", trade.Match);
            json.WriteString("reason", Camel(trade.Reason.ToString()));
            if (trade.Holder != 0)
            {
                json.WriteString("account", names.Holder(trade.Holder));
                json.WriteString("asset", names.Asset(trade.Asset));
                WriteAmount(json, "missing", trade.Missing);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUnmatched(Utf8JsonWriter json, ClearingBook book, ReportNames names)
    {
        json.WriteStartArray("unmatched");
        int row = book.NextUnmatched(-1, out UnmatchedFill fill);
        for (int listed = 0; row >= 0 && listed < ListedMax; listed++)
        {
            json.WriteStartObject();
            json.WriteNumber("match", fill.Match);
            json.WriteNumber("orderId", fill.OrderId);
            json.WriteString("account", names.Holder(fill.Holder));
            json.WriteString("side", fill.Buys ? "buy" : "sell");
            json.WriteNumber("instrument", fill.Instrument);
            json.WriteNumber("price", fill.Price);
            json.WriteNumber("quantity", fill.Quantity);
            json.WriteEndObject();
            row = book.NextUnmatched(row, out fill);
        }

        json.WriteEndArray();
    }

    private static void WriteRefused(Utf8JsonWriter json, ClearingBook book)
    {
        json.WriteStartObject("refused");
        for (ClearingResult result = ClearingResult.Malformed; result <= ClearingResult.NoCover; result++)
        {
            if (book.Count(result) != 0) json.WriteNumber(Camel(result.ToString()), book.Count(result));
        }

        json.WriteEndObject();
    }

    private static void WriteSums(Utf8JsonWriter json, ClearingBook book, ReportNames names)
    {
        json.WriteStartObject("ledgerSum");
        for (uint asset = 1; asset <= book.AssetCount; asset++)
        {
            WriteAmount(json, names.Asset(asset), book.LedgerSum(asset));
        }

        json.WriteEndObject();
    }

    private static void WriteAccounts(
        Utf8JsonWriter json, string name, ClearingBook book, ReportNames names, bool own)
    {
        var rowsOfHolder = new SortedDictionary<uint, List<int>>();
        for (int row = 0; row < book.AccountCount; row++)
        {
            uint holder = book.Account(row).Holder;
            if (book.IsOwn(holder) != own) continue;
            if (!rowsOfHolder.TryGetValue(holder, out List<int>? rows)) rowsOfHolder.Add(holder, rows = []);
            rows.Add(row);
        }

        json.WriteStartObject(name);
        foreach ((uint holder, List<int> rows) in rowsOfHolder)
        {
            json.WriteStartObject(names.Holder(holder));
            foreach (int row in rows)
            {
                LedgerAccount account = book.Account(row);
                WriteAmount(json, names.Asset(account.Asset), account.Balance);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, Int128 amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(amount.ToString(CultureInfo.InvariantCulture));
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
