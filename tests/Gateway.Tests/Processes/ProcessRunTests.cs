using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Gateway.Tests.Market;
using Xunit;

namespace Gateway.Tests.Processes;

/// <summary><c>run --net kernel</c> from outside: what it leaves, whom it meets, what a bad network does to
/// it.</summary>
[Collection(MarketTests.Name)]
public sealed class ProcessRunTests
{
    private const int Kill = 9;
    private const int EndMs = 60_000;

    [Fact]
    public void TwoRunsAtOnceDoNotMeet()
    {
        using var at = new Workspace();
        using var other = new Workspace();
        string[] flags = ["run", "--net", "kernel", "--orders", "1500", "--rate", "1000", "--json"];
        using GatewayProgram first = GatewayProgram.Start(at, [.. flags, at.Json]);
        using GatewayProgram second = GatewayProgram.Start(other, [.. flags, other.Json, "--delay", "1"]);
        Check(first.End(), at);
        Check(second.End(), other);
    }

    [Fact]
    public void CutsAndDelaysLoseNothing()
    {
        using var at = new Workspace();
        Outcome end = GatewayProgram.Run(
            at, "run", "--net", "kernel", "--seconds", "5", "--rate", "1000", "--cut", "0.7", "--delay", "2",
            "--json", at.Json);
        Check(end, at);
        using var report = new MarketReportJson(at.Json);
        Assert.InRange(report["cuts"], 1, 100);
        Assert.InRange(report.Root.GetProperty("latency_us").GetProperty("p50").GetDouble(), 4_000, 60_000_000);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void ASignalToTheGroupDrainsAndReports(int signal)
    {
        using var at = new Workspace();
        using GatewayProgram market = GatewayProgram.StartGroup(
            at, "run", "--net", "kernel", "--rate", "1000", "--json", at.Json);
        Assert.True(SpinWait.SpinUntil(() => at.HasPlayed, EndMs));
        market.SignalGroup(signal);
        Check(market.End(), at, interrupted: true);
    }

    /// <summary>Once whole, once without the lane, which would remove what it shares.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("lane")]
    public void KilledItLeavesNothing(string part)
    {
        using var at = new Workspace();
        using GatewayProgram market = GatewayProgram.Start(at, "run", "--net", "kernel", "--rate", "500");
        int pid = market.Pid;
        Assert.True(SpinWait.SpinUntil(() => Playing(at, pid), EndMs));
        int[] lanes = [.. GatewayProgram.ChildrenOf(pid).Where(child => part.Length > 0 && IsPart(child, part))];
        Assert.Equal(part.Length > 0 ? 1 : 0, lanes.Length);
        foreach (int lane in lanes) Process.GetProcessById(lane).Kill();
        market.Signal(Kill);
        Assert.Equal(128 + Kill, market.End().Code);
        bool gone = SpinWait.SpinUntil(() => GatewayProgram.Remains(pid, at).Length == 0, EndMs);
        Assert.True(gone, string.Join('\n', GatewayProgram.Remains(pid, at)));
    }

    private static bool Playing(Workspace at, int pid) =>
        GatewayProgram.ChildrenOf(pid).Length >= 6
        && Directory.GetFiles(at.Temporary, "lane-*.session", SearchOption.AllDirectories).Length > 0;

    private static bool IsPart(int pid, string verb)
    {
        string[] words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        return words.Length > 1 && words.Take(3).Contains(verb);
    }

    private static void Check(Outcome end, Workspace at, bool interrupted = false)
    {
        Assert.True(end.Code == (interrupted ? 130 : 0), end.ToString());
        using var report = new MarketReportJson(at.Json);
        Assert.True(report.IsBalanced, string.Join('\n', report.Findings));
        Assert.Empty(report.BrokenIdentities());
        Assert.Empty(GatewayProgram.Remains(end.Pid, at));
    }
}
