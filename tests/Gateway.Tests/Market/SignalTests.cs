using System.IO;
using System.Threading;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>Runs that somebody ends; two markets at a time, since they must not meet.</summary>
[Collection(MarketTests.Name)]
public sealed class SignalTests
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int StartMs = 60_000;

    [Fact]
    public void AnInterruptDrainsAndReportsWhileAnotherMarketPlays()
    {
        using var at = new Workspace();
        using var other = new Workspace();
        using GatewayProgram first = GatewayProgram.Start(at, "run", "--net", "memory", "--json", at.Json);
        using GatewayProgram second = GatewayProgram.Start(other, "run", "--net", "memory", "--json", other.Json);
        AwaitPlaying(first, at);
        AwaitPlaying(second, other);
        first.Signal(Interrupt);
        second.Signal(Terminate);

        Check(first.End(), at);
        Check(second.End(), other);
    }

    /// <summary>As a terminal and a service's stop do it: clearing is signalled too, and clears to the end.</summary>
    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void ASignalToTheWholeGroupEndsInAReport(int signal)
    {
        using var at = new Workspace();
        using GatewayProgram market = GatewayProgram.StartGroup(at, "run", "--net", "memory", "--json", at.Json);
        AwaitPlaying(market, at);
        market.SignalGroup(signal);
        Check(market.End(), at);
    }

    [Fact]
    public void RecorderAndClearingEndWhenTheMarketIsKilledAndTheNextOneCleansUp()
    {
        using var at = new Workspace();
        using GatewayProgram market = GatewayProgram.Start(at, "run", "--net", "memory", "--log", at.Log);
        AwaitPlaying(market, at);
        int pid = market.Pid;
        market.Signal(Kill);
        Assert.Equal(128 + Kill, market.End().Code);

        for (int i = 0; i < 500 && GatewayProgram.ChildrenOf(pid).Length > 0; i++) Thread.Sleep(10);
        Assert.Empty(GatewayProgram.ChildrenOf(pid));
        string journal = Path.Combine(at.Log, "clearing.journal");
        Outcome replay = GatewayProgram.Run(at, "clearing", "--replay", journal, "--json");
        Assert.True(replay.Code == 0, replay.ToString());
        Outcome verify = GatewayProgram.Run(at, "log", "verify", at.Log);
        Assert.True(verify.Code == 0, verify.ToString());
        using var after = new Workspace();
        Assert.Equal(0, GatewayProgram.Run(after, "run", "--net", "memory", "--orders", "1").Code);
        Assert.Empty(Shared(pid));
    }

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void ASignalBeforeTheMarketOpensEndsItToo(int signal)
    {
        using var at = new Workspace();
        using GatewayProgram market = GatewayProgram.Start(at, "run", "--net", "memory", "--json", at.Json);
        for (int i = 0; i < 1000 && Shared(market.Pid).Length == 0; i++) Thread.Sleep(5);
        market.Signal(signal);
        Outcome end = market.End();
        Assert.True(end.Code == 130, end.ToString());
        Assert.Empty(GatewayProgram.Remains(end.Pid, at));
    }

    private static string[] Shared(int pid) => Directory.GetDirectories("/dev/shm", $"gateway-{pid}-*");

    /// <summary>Until clearing has names of orders, not of rows alone.</summary>
    private static void AwaitPlaying(GatewayProgram market, Workspace at)
    {
        Assert.True(SpinWait.SpinUntil(() => at.HasPlayed, StartMs));
        Assert.NotEmpty(GatewayProgram.ChildrenOf(market.Pid));
    }

    private static void Check(Outcome end, Workspace at)
    {
        Assert.True(end.Code == 130, end.ToString());
        using var report = new MarketReportJson(at.Json);
        Assert.True(report.IsBalanced, string.Join('\n', report.Findings));
        Assert.Empty(report.BrokenIdentities());
        Assert.InRange(report["messages_sent"], 1, 99_999);
        Assert.Empty(GatewayProgram.Remains(end.Pid, at));
    }
}
