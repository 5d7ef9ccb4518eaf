using System.Linq;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>The run that a user gets without flags, but in one process.</summary>
[Collection(MarketTests.Name)]
public sealed class DefaultRunTests(DefaultRun run)
{
    [Fact]
    public void ItBalancesAndEndsWithZero()
    {
        Assert.True(run.Outcome.Code == 0, run.Outcome.ToString());
        Assert.Contains("The books balance.", run.Outcome.Output);
        using MarketReportJson report = run.Report();
        Assert.True(report.IsBalanced);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void TheReportHasEveryKeyOfTheIssue()
    {
        using MarketReportJson report = run.Report();
        Assert.Empty(report.WrongKeys());
    }

    [Fact]
    public void EveryIdentityOfTheIssueHolds()
    {
        using MarketReportJson report = run.Report();
        Assert.Empty(report.BrokenIdentities());
        Assert.Equal(DefaultRun.Messages, report["messages_sent"]);
        Assert.InRange(report["trades_cleared"], 1_000, DefaultRun.Messages);
        Assert.InRange(report["lane_messages_measured"], DefaultRun.Messages / 2, DefaultRun.Messages);
    }

    [Fact]
    public void EachVerdictOccurs()
    {
        using MarketReportJson report = run.Report();
        string[] wanted = [.. Enumerable.Range(1, 11).Select(verdict => ((Verdict)verdict).ToString()), "Venue"];
        Assert.Equal(wanted, report.Rejected.Keys);
        string[] missing = [.. wanted[..11].Where(verdict => report.Rejected[verdict] == 0)];
        Assert.True(missing.Length == 0, $"not in the run: {string.Join(", ", missing)}");
    }

    [Fact]
    public void NothingIsLeftBehind() => Assert.Empty(GatewayProgram.Remains(run.Outcome.Pid, run.At));
}
