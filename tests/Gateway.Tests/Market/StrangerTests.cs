using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>What a stranger finds who has nothing but <c>log export</c> and the text of the records.</summary>
[Collection(MarketTests.Name)]
public sealed class StrangerTests(DefaultRun run)
{
    [Fact]
    public void EveryVerdictAndMarketPriceComesOutAgain()
    {
        var judge = new SecondJudge(run.Log);
        string[] differences = [.. run.Log.Rows.Select(judge.Difference).OfType<string>()];

        Assert.True(differences.Length == 0, $"{differences.Length}: {string.Join('\n', differences.Take(5))}");
        Assert.Equal(0, judge.Underflows);
        Assert.InRange(judge.Judged, DefaultRun.Messages, int.MaxValue);
        for (Verdict verdict = Verdict.Accept; verdict <= Verdict.MessageRate; verdict++)
            Assert.Contains(verdict, judge.Verdicts);
    }

    [Theory]
    [InlineData("\"verdict\":0", "\"verdict\":9")]
    [InlineData("\"quantity\":", "\"quantity\":1")]
    [InlineData("\"heldQuantity\":0", "\"heldQuantity\":1")]
    public void AChangedOrderIsFound(string was, string becomes)
    {
        const int Looked = 20_000;
        string[] lines = [.. run.Log.Rows.Take(Looked).Select(row => row.Line.GetRawText())];
        int changed = Array.FindLastIndex(
            lines, Looked / 10, line => line.Contains("\"operation\":1,") && line.Contains("\"verdict\":0"));
        lines[changed] = lines[changed].Replace(was, becomes);
        ExportedLog log = ExportedLog.Parse(string.Join('\n', lines));
        var judge = new SecondJudge(log);
        var chains = new OrderChains();
        Assert.Contains(log.Rows, row => (judge.Difference(row) ?? chains.Break(row)) != null);
    }

    [Fact]
    public void TheVerdictsAreThoseOfTheReport()
    {
        using MarketReportJson report = run.Report();
        foreach ((string verdict, long count) in report.Rejected.Where(rejected => rejected.Key != "Venue"))
        {
            uint number = (uint)Enum.Parse<Verdict>(verdict);
            int logged = run.Log.Of("Order").Count(order => order["operation"] == 1 && order["verdict"] == number);
            Assert.Equal((verdict, count), (verdict, (long)logged));
        }
    }

    [Fact]
    public void EveryBalanceAddsUpAgain()
    {
        using MarketReportJson report = run.Report();
        Dictionary<(string Account, string Asset), BigInteger> balances = new SecondLedger(run.Log).Balances;

        int compared = 0;
        foreach (JsonProperty account in report.Root.GetProperty("accounts").EnumerateObject())
        {
            foreach (JsonProperty asset in account.Value.EnumerateObject())
            {
                BigInteger added = balances.GetValueOrDefault((account.Name, asset.Name));
                var told = BigInteger.Parse(asset.Value.GetRawText());
                Assert.Equal((account.Name, asset.Name, added), (account.Name, asset.Name, told));
                compared++;
            }
        }

        Assert.True(compared >= balances.Count, $"{compared} of {balances.Count} balances are in the report");
    }

    [Fact]
    public void EveryFillIsCounted()
    {
        using MarketReportJson report = run.Report();
        ExportedRow[] fills = [.. run.Log.Rows.Where(row => row.IsFill)];
        Assert.Equal(report["executions_log"], fills.Length);
        foreach (IGrouping<uint, ExportedRow> match in fills.GroupBy(fill => fill["match"]))
        {
            ExportedRow[] both = [.. match];
            Assert.True(both.Length == 2, $"match {match.Key}: {both.Length} fills");
            Assert.Equal(1, both.Count(fill => fill["side"] == 1));
            foreach (string field in new[] { "instrument", "quantity", "price" })
                Assert.Equal(both[0].Signed(field), both[1].Signed(field));
        }
    }

    [Fact]
    public void WhatAnOrderHoldsFollowsFromTheRecordBefore()
    {
        using MarketReportJson report = run.Report();
        var chains = new OrderChains();
        string[] breaks = [.. run.Log.Rows.Select(chains.Break).OfType<string>()];

        Assert.True(breaks.Length == 0, $"{breaks.Length}: {string.Join('\n', breaks.Take(5))}");
        Assert.Equal(report["orders_open"], chains.Held.Count);
    }
}
