using System.Linq;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>What the flags of <c>run</c> promise.</summary>
[Collection(MarketTests.Name)]
public sealed class OptionTests
{
    private static readonly string[] Sent = ["messages_sent", "orders_sent", "cancels_sent", "replaces_sent"];

    [Fact]
    public void OneMessageIsAMarket()
    {
        using var at = new Workspace();
        using MarketReportJson report = Play(at, "memory", "--orders", "1");
        Assert.Equal([1, 1, 0, 0], Sent.Select(key => report[key]));
    }

    [Fact]
    public void TheSameSeedSendsTheSameFromEveryBroker()
    {
        using var at = new Workspace();
        string[] flags = ["--brokers", "5", "--orders", "1500", "--rate", "10000", "--seed", "7"];
        using MarketReportJson first = Play(at, "memory", flags);
        using MarketReportJson second = Play(at, "memory", flags);

        Assert.Equal(1500, first["messages_sent"]);
        Assert.Equal(Sent.Select(key => first[key]), Sent.Select(key => second[key]));
        Assert.Equal(10, first.Root.GetProperty("accounts").EnumerateObject().Count());
    }

    [Fact]
    public void TermsOf64KiBAreRotatedHundredsOfTimes()
    {
        // Half a term is written between two flushes of the journal: on a slow disk that is a slow market.
        using var at = new Workspace();
        string[] flags = ["--term-length", "64k", "--orders", "28000", "--log", at.Log];
        using MarketReportJson report = Play(at, "memory", flags);

        Outcome export = GatewayProgram.Run(at, "log", "export", at.Log);
        ExportedLog log = ExportedLog.Parse(export.Output);
        Assert.Equal(report["executions_log"], log.Rows.Count(row => row.IsFill));
        Assert.InRange(log.Rows[^1].Position / (1 << 16), 150, int.MaxValue);
    }

    [Fact]
    public void TheDefaultIsAMarketOfProcessesAndBalances()
    {
        using var at = new Workspace();
        using MarketReportJson report = Play(at, null, "--orders", "5000", "--rate", "5000");
        Assert.Equal("kernel", report.Root.GetProperty("net").GetString());
        Assert.Equal(5000, report["messages_sent"]);
    }

    /// <summary>Plays a market that has to balance.</summary>
    private static MarketReportJson Play(Workspace at, string? net, params string[] flags)
    {
        string[] path = net == null ? [] : ["--net", net];
        Outcome run = GatewayProgram.Run(at, ["run", .. path, "--json", at.Json, .. flags]);
        Assert.True(run.Code == 0, run.ToString());
        var report = new MarketReportJson(at.Json);
        Assert.Empty(report.BrokenIdentities());
        Assert.Empty(GatewayProgram.Remains(run.Pid, at));
        return report;
    }
}
