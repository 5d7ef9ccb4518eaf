using System.Linq;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>A fault that is planted where it would happen upsets the books, and the report says which it is.</summary>
[Collection(MarketTests.Name)]
public sealed class FaultTests
{
    [Theory]
    [InlineData("drop-report", "executions at the venue and at the brokers")]
    [InlineData("double-fill", "executions at the venue = 2 × trades cleared")]
    [InlineData("lose-record", "executions at the venue and in the log")]
    [InlineData("forget-release", "exposure")]
    public void APlantedFaultIsFoundAndNamed(string fault, string finding)
    {
        using var at = new Workspace();
        Outcome run = GatewayProgram.Run(at, "run", "--net", "memory", "--orders", "1000", "--fault", fault, "--json", at.Json);

        Assert.True(run.Code == 1, run.ToString());
        Assert.Contains("The books do NOT balance.", run.Output);
        using var report = new MarketReportJson(at.Json);
        Assert.False(report.IsBalanced);
        Assert.Empty(report.WrongKeys());
        Assert.True(report.Findings.Any(found => found.StartsWith(finding)), string.Join('\n', report.Findings));
        Assert.Empty(GatewayProgram.Remains(run.Pid, at));
    }
}
