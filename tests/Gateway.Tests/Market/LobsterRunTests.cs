using System.IO;
using System.Linq;
using System.Text;
using Gateway.Tests.Tidy;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>Markets that play a LOBSTER file: real ones, and ones as others write them.</summary>
[Collection(MarketTests.Name)]
public sealed class LobsterRunTests
{
    private const string Good = "34200.1,1,11,100,5850000,1\n34200.2,1,12,50,5851000,-1\n34200.3,4,11,40,5850000,1\n"
        + "34200.4,2,11,10,5850000,1\n34200.5,3,12,50,5851000,-1\n";

    [Theory]
    [InlineData("AAPL_level10_first998_message_10.csv", 998, 50_000)]
    [InlineData("AAPL_2012-06-21_34200000_37800000_message_50.csv", 8_000, 5_000)]
    public void ARealFileIsNeverRefused(string name, int orders, int rate)
    {
        string path = Path.Combine(House.Root, "../shared/data/lobster", name);
        Assert.SkipUnless(File.Exists(path), $"{path} is missing");
        using var at = new Workspace();
        using MarketReportJson report = Play(at, path, "--orders", $"{orders}", "--rate", $"{rate}");
        Assert.InRange(report["messages_sent"], orders * 8 / 10, orders);
        Assert.InRange(report["trades_cleared"], 1, orders);
        Assert.InRange(report["cancels_sent"], 1, orders);
        Assert.Equal(orders > 998, report["replaces_sent"] > 0);
    }

    [Fact]
    public void TheOtherFileHasNoOrders()
    {
        string path = Path.Combine(
            House.Root, "../shared/data/lobster", "AAPL_2012-06-21_34200000_57600000_orderbook_1.csv");
        Assert.SkipUnless(File.Exists(path), $"{path} is missing");
        using var at = new Workspace();
        Outcome end = GatewayProgram.Run(at, "run", "--net", "memory", "--input", path, "--json", at.Json);
        Assert.Equal(2, end.Code);
        Assert.Contains($"{path}:1: ", end.Error);
        Assert.EndsWith("no order in it\n", end.Error);
        Assert.False(File.Exists(at.Json));
    }

    /// <summary>Everything at once: header, CR LF, whole seconds, huge and tiny numbers, no last newline,
    /// and rows that are left out by name.</summary>
    [Fact]
    public void AFileOfAnotherHandIsPlayedAndItsBadRowsAreNamed()
    {
        var text = new StringBuilder("Time,Type,Order ID,Size,Price,Direction\r\n");
        text.Append("34200,1,1,100,1000000,1\r\n34200,1,2,100,1000000,-1\r\n");
        text.Append("34201,1,3,4294967295,2147483600,1\r\n34201,1,4,4294967295,100,-1\r\n");
        text.Append("34201,4,4,4294967295,100,-1\r\n");
        text.Append("34202,2,1,10,1000000,1\r\n34202,2,2,100,1000000,-1\r\n");
        text.Append("34202,3,77,1,1000000,1\r\n34203,5,0,1,1000050,1\r\n");
        text.Append("34203,7,0,0,-1,-1\r\n34203,7,0,0,1,-1\r\n");
        string[] bad =
        [
            "34204,1,9,100,1000050,1", "34204,1,9,0,1000000,1", "34204,1,9,4294967296,1000000,1",
            "34204,1,9,1,2147483700,1", "34204,1,9,1,0,1", "34204,8,9,1,1000000,1", "34204,1,9,1,1000000,0",
            "34204,1,9", "34204,1,9,1,1000000,1,extra,columns", "34204,1,9,1,1000000,1,",
            "noon,1,9,1,1000000,1", "34204,1,x,1,1000000,1", "34204,1,9,-5,1000000,1", "34204,1,9,1,10.5,1", "",
        ];
        foreach (string row in bad) text.Append(row).Append("\r\n");
        text.Append("34205,1,99999999999,1,1000000,1");
        using var at = new Workspace();
        string path = at.Write("other.csv", text.ToString());
        using MarketReportJson report = Play(at, path, "--rate", "100000", "--log", at.Log);

        Assert.Equal(6, report["orders_sent"]);
        Assert.Equal((1, 1), (report["replaces_sent"], report["cancels_sent"]));
        string[] named = [.. Error.Split('\n').Where(line => line.StartsWith($"gateway: {path}:"))];
        Assert.Equal(
            Enumerable.Range(13, bad.Length).Select(line => $"gateway: {path}:{line}"),
            named.Select(line => string.Join(':', line.Split(':')[..3])));
    }

    [Theory]
    [InlineData("34204,1,9,1,0,1", "size or price is out of range")]
    [InlineData("34204,1,9,1,100,1,7", "six columns wanted: time,type,order id,size,price,direction")]
    public void StrictIsFatalAndNamesTheRow(string row, string fault)
    {
        using var at = new Workspace();
        string path = at.Write("bad.csv", Good + row + "\n");
        Outcome end = GatewayProgram.Run(at, "run", "--input", path, "--strict", "--json", at.Json, "--log", at.Log);
        Assert.Equal((8, ""), (end.Code, end.Output));
        Assert.Equal($"gateway: {path}:6: {fault}\n", end.Error);
        Assert.False(File.Exists(at.Json) || Directory.Exists(at.Log));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Time,Type,Order ID,Size,Price,Direction\n")]
    [InlineData("34200.1,3,11,100,5850000,1\n34200.1,7,0,0,-1,-1\n")]
    public void AFileWithoutOrdersIsRefused(string text)
    {
        using var at = new Workspace();
        string path = at.Write("none.csv", text);
        Outcome end = GatewayProgram.Run(at, "run", "--net", "memory", "--input", path, "--json", at.Json);
        Assert.Equal((2, $"gateway: {path}: no order in it\n"), (end.Code, end.Error));
        Assert.False(File.Exists(at.Json));
    }

    private string Error { get; set; } = "";

    private MarketReportJson Play(Workspace at, string path, params string[] flags)
    {
        Outcome run = GatewayProgram.Run(at, ["run", "--net", "memory", "--input", path, "--json", at.Json, .. flags]);
        Assert.True(run.Code == 0, run.ToString());
        Error = run.Error;
        var report = new MarketReportJson(at.Json);
        Assert.Empty(report.WrongKeys());
        Assert.Empty(report.BrokenIdentities());
        Assert.All(report.Rejected, rejected => Assert.Equal(0, rejected.Value));
        Assert.Empty(GatewayProgram.Remains(run.Pid, at));
        return report;
    }
}
