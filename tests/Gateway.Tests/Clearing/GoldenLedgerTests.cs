using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Gateway.Clearing;
using Xunit;

namespace Gateway.Tests.Clearing;

/// <summary>The golden case ledger_precedence, without time-outs, closed and debit accounts.</summary>
public sealed class GoldenLedgerTests
{
    private const string Case = "shared/golden/clearing/ledger_precedence";

    /// <summary>The last row whose state does not depend on what is left out: 50 is a balancing transfer.</summary>
    private const string LastId = "41";

    [Fact]
    public void TheOracleNamesTheSameReasons()
    {
        string? folder = Folder();
        Assert.SkipUnless(folder != null, $"../{Case} is missing");

        var script = new LedgerScript();
        script.Post("1000 W>A 100X c1; 1001 W>C 100X c1");
        int compared = 0;
        foreach ((JsonElement[] batch, string[] expected) in Batches(folder))
        {
            int[] kept = [.. Enumerable.Range(0, batch.Length).Where(i => IsOurs(batch[i]))];
            var results = new TransferResult[kept.Length];
            script.Ledger.Post([.. kept.Select(i => Read(batch[i]))], results);
            for (int i = 0; i < kept.Length; i++)
            {
                Assert.Equal($"{Id(batch[kept[i]])} {expected[kept[i]]}", $"{Id(batch[kept[i]])} {Snake(results[i])}");
                compared++;
                if (Id(batch[kept[i]]) == LastId && expected[kept[i]] == "id_already_failed") i = kept.Length;
            }

            if (batch.Any(t => Id(t) == "50")) break;
        }

        Assert.Equal(41, compared);
    }

    private static IEnumerable<(JsonElement[] Batch, string[] Expected)> Batches(string folder)
    {
        var expected = new Dictionary<int, string[]>();
        JsonElement outcome = Parse(Path.Combine(folder, "expected.json"));
        foreach (JsonElement row in outcome.GetProperty("events").EnumerateArray())
        {
            if (!row.TryGetProperty("results", out JsonElement results)) continue;
            expected[Number(row.GetProperty("position"))] =
                [.. results.EnumerateArray().Select(r => r.ToString())];
        }

        int position = 0;
        foreach (JsonElement row in Parse(Path.Combine(folder, "events.json")).GetProperty("events").EnumerateArray())
        {
            position++;
            if (row.TryGetProperty("batch", out JsonElement batch))
            {
                yield return ([.. batch.EnumerateArray()], expected[position]);
            }
        }
    }

    private static bool IsOurs(JsonElement t) =>
        !Word(t, "debit").Any(c => c is 'Z' or 'L')
        && !Word(t, "credit").Any(c => c is 'Z' or 'L')
        && !(t.TryGetProperty("timeout_s", out _) && Flags(t) == TransferFlags.None)
        && !Flagged(t).Contains("balancing");

    private static Transfer Read(JsonElement t) => new()
    {
        Id = UInt128.Parse(Id(t)),
        PendingId = UInt128.Parse(Word(t, "pending_id", "0")),
        Debit = Holder(Word(t, "debit")),
        Credit = Holder(Word(t, "credit")),
        Asset = Word(t, "asset") == "EUR" ? LedgerScript.X : 0,
        Amount = Int128.TryParse(Word(t, "amount", "0"), out Int128 amount) ? amount : Int128.MaxValue,
        Code = (TransferCode)ushort.Parse(Word(t, "code", "0")),
        Flags = Flags(t),
    };

    private static TransferFlags Flags(JsonElement t)
    {
        TransferFlags flags = TransferFlags.None;
        foreach (string flag in Flagged(t))
        {
            if (Enum.TryParse(flag, ignoreCase: true, out TransferFlags one)) flags |= one;
        }

        return flags;
    }

    private static string[] Flagged(JsonElement t) =>
        t.TryGetProperty("flags", out JsonElement flags) ? [.. flags.EnumerateArray().Select(f => f.GetString()!)] : [];

    private static uint Holder(string name) =>
        name == "" ? 0 : name is "A" or "C" ? LedgerScript.Holder(name[0]) : (uint)(90 + name.Length);

    private static string Id(JsonElement t) => Word(t, "id");

    private static string Word(JsonElement t, string name, string other = "") =>
        t.TryGetProperty(name, out JsonElement value) ? value.GetString()! : other;

    private static int Number(JsonElement value) => int.Parse(value.ToString());

    private static string Snake(TransferResult result) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(result.ToString());

    private static JsonElement Parse(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    private static string? Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at != null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Gateway.sln"))) continue;
            string folder = Path.Combine(at.Parent!.FullName, Case);
            return Directory.Exists(folder) ? folder : null;
        }

        return null;
    }
}
