using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Market;

/// <summary>The order in which a log says things, and that it says them before they are used.</summary>
[Collection(MarketTests.Name)]
public sealed class LogOrderTests(DefaultRun run)
{
    private const int VenueExecution = 10;
    private const int Match = 11;

    [Fact]
    public void PositionsAndSequenceRiseAndTimeNeverGoesBack()
    {
        long position = 0;
        ulong sequence = 0;
        ulong time = 0;
        foreach (ExportedRow row in run.Log.Rows)
        {
            Assert.True(row.Position > position, row.Line.GetRawText());
            position = row.Position;
            if (row.Has("sequence"))
            {
                Assert.True(row.Long("sequence") > sequence, row.Line.GetRawText());
                sequence = row.Long("sequence");
            }

            if (row.Record == "Name" && row["kind"] == VenueExecution) continue;
            Assert.True(row.TimeNs >= time, row.Line.GetRawText());
            time = row.TimeNs;
        }
    }

    [Fact]
    public void ANamePrecedesTheFirstUseOfItsRow()
    {
        var known = new HashSet<(int Kind, uint Session, uint Row)>();
        var gateways = new HashSet<(uint Session, uint Request)>();
        foreach (ExportedRow row in run.Log.Rows)
        {
            if (row.Record == "Name") known.Add(((int)row["kind"], row["kind"] == 1 ? row["session"] : 0, row["row"]));
            if (row.Record == "Order" && (row["flags"] & (uint)OrderFlags.Gateway) != 0)
            {
                gateways.Add((row["session"], row["request"]));
                continue;
            }

            foreach ((int kind, uint name) in Uses(row))
            {
                uint session = kind == 1 ? row["session"] : 0;
                if (kind == 1 && gateways.Contains((session, name))) continue;
                bool named = known.Contains((kind, session, name));
                Assert.True(named, $"no Name of kind {kind} before {row.Line.GetRawText()}");
            }
        }
    }

    [Fact]
    public void APriceRowHasItsCollarAndEachTradeItsRow()
    {
        Dictionary<uint, ExportedRow> instruments = run.Log.Of("Instrument").ToDictionary(row => row["instrument"]);
        foreach (ExportedRow price in run.Log.Of("Price"))
        {
            BigInteger reference = price.Big("reference");
            BigInteger width = BigInteger.Abs(reference) * instruments[price["instrument"]]["collar"];
            Assert.Equal(-Floor(-((reference * 10_000) - width)), price.Signed("low"));
            Assert.Equal(Floor((reference * 10_000) + width), price.Signed("high"));
        }

        foreach (uint instrument in instruments.Keys)
        {
            int[] trades = [.. Trades(instrument)];
            int told = 0;
            foreach (ExportedRow price in run.Log.Of("Price").Where(price => price["instrument"] == instrument))
            {
                if (told < trades.Length && price.Signed("reference") == trades[told]) told++;
            }

            Assert.True(trades.Length > 0, $"no trade in instrument {instrument}");
            Assert.Equal(trades.Length, told);
        }
    }

    [Fact]
    public void AKillIsFollowedByItsMassCancelAndNothingNewIsAccepted()
    {
        ExportedRow[] rows = [.. run.Log.Rows.Where(row => row.Record is "Order" or "Limit")];
        int kills = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Record != "Limit" || rows[i]["check"] != 3 || rows[i]["action"] != 3) continue;
            kills++;
            uint account = rows[i]["account"];
            ExportedRow mass = rows.Skip(i).First(row => row.Record == "Order");
            Assert.Equal((4u, 32u, 0u, account), (mass["operation"], mass["flags"], mass["request"], mass["account"]));
            ExportedRow[] killed = [.. rows.Skip(i + 1)
                .TakeWhile(row => row.Record == "Order" || row["check"] != 3)
                .Where(row => row.Record == "Order" && row["account"] == account)];
            Assert.Contains(killed, row => row["operation"] == 2 && row["flags"] == (uint)OrderFlags.Gateway);
            Assert.Contains(killed, row => row["verdict"] == (uint)Verdict.Killed);
            Assert.DoesNotContain(killed, row => row["operation"] is 1 or 3 && row["verdict"] == 0);
        }

        Assert.True(kills > 0);
    }

    private static IEnumerable<(int Kind, uint Row)> Uses(ExportedRow row)
    {
        bool ofAccount = row.Record != "Limit" || row["scope"] is 3 or 5;
        bool ofSession = row.Record != "Name" || row["kind"] == 1;
        if (row.Has("account") && row["account"] != Record.NoRow && ofAccount) yield return (2, row["account"]);
        if (row.Record == "Limit" && row["scope"] == 2) yield return (7, row["account"]);
        if (row.Has("instrument") && row["instrument"] != Record.NoRow) yield return (3, row["instrument"]);
        if (row.Has("session") && row["session"] != Record.NoRow && ofSession) yield return (4, row["session"]);
        if (row.Record is "Order" or "Execution" && row["request"] != 0) yield return (1, row["request"]);
        if (row.Has("author")) yield return (6, row["author"]);
        if (row.Has("venue")) yield return (8, row["venue"]);
        if (row.Has("source")) yield return (8, row["source"]);
        if (row.Has("currency") && row["currency"] != 0) yield return (9, row["currency"]);
        if (!row.IsFill) yield break;
        yield return (VenueExecution, row["match"]);
        yield return (Match, row["match"]);
    }

    /// <summary>Price of each match, in the order in which the log first has it.</summary>
    private IEnumerable<int> Trades(uint instrument) => run.Log.Rows
        .Where(row => row.IsFill && row["instrument"] == instrument)
        .DistinctBy(fill => fill["match"])
        .Select(fill => fill.Signed("price"));

    private static int Floor(BigInteger basisPoints) =>
        (int)BigInteger.Divide(basisPoints - (((basisPoints % 10_000) + 10_000) % 10_000), 10_000);
}
