using System.IO;
using System.Linq;
using System.Text.Json;
using Gateway.Tests.Market;
using Xunit;

namespace Gateway.Tests.Processes;

/// <summary>Every part is a process, and may die: the books balance all the same.</summary>
[Collection(MarketTests.Name)]
public sealed class ChaosTests
{
    [Theory]
    [InlineData("kill-gateway")]
    [InlineData("kill-broker")]
    [InlineData("kill-clearing")]
    [InlineData("kill-venue")]
    [InlineData("full-disk")]
    public void APartDiesAndTheBooksBalance(string what)
    {
        using var at = new Workspace();
        Outcome run = GatewayProgram.Run(
            at, "run", "--net", "kernel", "--seconds", "7", "--rate", "1000", "--chaos", what, "--json", at.Json);
        Assert.SkipWhen(run.Code == 4 && what == "full-disk", run.Error);
        Assert.True(run.Code == 0, run.Output + run.Error);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(at.Json));
        JsonElement done = report.RootElement.GetProperty("chaos").EnumerateArray().Single();
        Assert.Equal(what, done.GetProperty("what").GetString());
        Assert.InRange(done.GetProperty("recovery_ms").GetDouble(), 0.1, 60_000);
        Assert.Equal(what == "full-disk" ? 2 : 0, run.ErrorLines.Count(line => line.Contains("No space left on device")));
        Assert.Equal("kernel", report.RootElement.GetProperty("net").GetString());
        Assert.Equal(7_000, report.RootElement.GetProperty("messages_sent").GetInt32());
    }

    [Fact]
    public void AFaultIsFoundBetweenProcessesToo()
    {
        using var at = new Workspace();
        Outcome run = GatewayProgram.Run(
            at, "run", "--net", "kernel", "--seconds", "2", "--fault", "lose-record");
        Assert.Equal(1, run.Code);
        Assert.Contains("executions at the venue and in the log", run.Output);
    }

    [Theory]
    [InlineData("--net", "memory", "--chaos", "all")]
    [InlineData("--net", "kernel", "--chaos", "kill-everybody")]
    [InlineData("--net", "kernel", "--chaos", "full-disk", "--log", "out")]
    [InlineData("--net", "memory", "--cut", "1")]
    [InlineData("--net", "memory", "--delay", "1")]
    [InlineData("--net", "kernel", "--cut", "0")]
    [InlineData("--net", "kernel", "--delay", "-1")]
    [InlineData("--net", "kernel", "--loss", "1")]
    [InlineData("--net", "kernel", "--duplicate", "1")]
    [InlineData("--net", "kernel", "--reorder")]
    [InlineData("--net", "kernel", "--corrupt")]
    [InlineData("--net", "kernel", "--host", "localhost")]
    public void WhatCannotBeAskedForIsUsage(params string[] flags)
    {
        using var at = new Workspace();
        Outcome run = GatewayProgram.Run(at, ["run", .. flags]);
        Assert.Equal((2, 1), (run.Code, run.Error.TrimEnd().Split('\n').Length));
    }
}
