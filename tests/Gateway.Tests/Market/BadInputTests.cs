using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>What is wrong is said in one line, with its code, and nothing is left half-written.</summary>
[Collection(MarketTests.Name)]
public sealed class BadInputTests
{
    [Theory]
    [InlineData("run --nonsense", 2, "--nonsense")]
    [InlineData("fly", 2, "fly")]
    [InlineData("run extra", 2, "extra")]
    [InlineData("run --net dpdk", 2, "dpdk")]
    [InlineData("run --risk rtl", 2, "rtl")]
    [InlineData("run --fault sloth", 2, "sloth")]
    [InlineData("run --rate 0", 2, "--rate")]
    [InlineData("run --rate -5", 2, "--rate")]
    [InlineData("run --rate NaN", 2, "--rate")]
    [InlineData("run --rate many", 2, "many")]
    [InlineData("run --rate", 2, "--rate")]
    [InlineData("run --seconds 0", 2, "--seconds")]
    [InlineData("run --seconds Infinity", 2, "--seconds")]
    [InlineData("run --orders 0", 2, "--orders")]
    [InlineData("run --orders 99999999999", 2, "99999999999")]
    [InlineData("run --brokers 1", 2, "--brokers")]
    [InlineData("run --brokers 1000000", 2, "--brokers")]
    [InlineData("run --term-length 65k", 2, "--term-length")]
    [InlineData("run --term-length 32k", 2, "--term-length")]
    [InlineData("run --term-length 2g", 2, "--term-length")]
    [InlineData("run --term-length", 2, "--term-length")]
    [InlineData("run --seed x", 2, "x")]
    [InlineData("run --orders 5 --orders 6", 2, "--orders")]
    [InlineData("run --config @missing.json", 3, "missing.json")]
    [InlineData("run --config @", 3, "@")]
    [InlineData("run --input @missing.csv", 2, "missing.csv")]
    [InlineData("run --input @", 2, "@")]
    [InlineData("run --json @missing/out.json", 2, "out.json")]
    [InlineData("run --json @", 5, "@")]
    [InlineData("run --json /proc/out.json", 2, "/proc/out.json")]
    [InlineData("run --log /proc/log", 2, "/proc/log")]
    [InlineData("run --log @file", 5, "file")]
    [InlineData("run --log @file/log", 2, "log")]
    [InlineData("log", 2, "command")]
    [InlineData("log export", 2, "export")]
    [InlineData("log export @missing", 2, "missing")]
    [InlineData("log export @", 2, "no log")]
    [InlineData("log export @file --from x", 2, "x")]
    [InlineData("log verify", 2, "verify")]
    [InlineData("log verify @missing", 2, "missing")]
    [InlineData("recorder --aeron @ --log @log --segment-length 64x", 2, "--segment-length")]
    [InlineData("recorder --aeron @ --publication 1", 2, "--publication")]
    [InlineData("clearing --dir @ --aeron @", 5, "no log of a lane")]
    [InlineData("clearing --replay @missing", 2, "missing")]
    public void ABadCommandIsOneLineAndItsCode(string command, int code, string named)
    {
        using var at = new Workspace();
        _ = at.Write("file", "not a folder");
        string[] arguments = [.. command.Split(' ').Select(word => word.StartsWith('@') ? at[word[1..]] : word)];
        string[] before = Files(at);
        Outcome end = GatewayProgram.Run(at, arguments);

        Assert.True(end.Code == code, end.ToString());
        Assert.Equal("", end.Output);
        Assert.True(end.ErrorLines.Length == 1, end.Error);
        Assert.StartsWith("gateway: ", end.Error);
        Assert.Contains(named == "@" ? at[""].TrimEnd('/') : named, end.Error);
        Assert.Equal(before, Files(at));
        Assert.Empty(GatewayProgram.Remains(end.Pid, at));
    }

    [Theory]
    [InlineData("{ \"version\": 1,\n  \"nonsense\": 2 }", ":2:3: ")]
    [InlineData("{ \"version\": ", ":1:")]
    [InlineData("", ":1:1: ")]
    public void ABadConfigurationIsNamedByFileLineAndColumn(string text, string place)
    {
        using var at = new Workspace();
        string path = at.Write("bad.json", text);
        Outcome end = GatewayProgram.Run(at, "run", "--config", path, "--json", at.Json);

        Assert.True(end.Code == 3, end.ToString());
        Assert.Contains(end.ErrorLines, line => line.StartsWith($"gateway: {path}{place}"));
        Assert.False(File.Exists(at.Json));
        Assert.Empty(GatewayProgram.Remains(end.Pid, at));
    }

    [Fact]
    public void ALogIsNeverOverwritten()
    {
        using var at = new Workspace();
        Directory.CreateDirectory(at.Log);
        string old = Path.Combine(at.Log, "lane.log");
        File.WriteAllText(old, "old");
        Outcome end = GatewayProgram.Run(at, "run", "--log", at.Log, "--json", at.Json);

        Assert.True(end.Code == 5, end.ToString());
        Assert.Single(end.ErrorLines);
        Assert.Contains(old, end.Error);
        Assert.Equal("old", File.ReadAllText(old));
        Assert.Equal([old], Directory.GetFiles(at.Log));
        Assert.False(File.Exists(at.Json));
        Assert.Empty(GatewayProgram.Remains(end.Pid, at));
    }

    [Fact]
    public void AReportThatCannotBeReplacedIsKnownBeforeTheMarket()
    {
        using var at = new Workspace();
        Directory.CreateDirectory(at.Json);
        Outcome end = GatewayProgram.Run(at, "run", "--orders", "10", "--json", at.Json);

        Assert.Equal(5, end.Code);
        Assert.Single(end.ErrorLines);
        Assert.Empty(Directory.GetFileSystemEntries(at.Json));
        Assert.False(File.Exists(at.Json + ".part"));
    }

    [Fact]
    public void EveryVerbHasHelp()
    {
        using var at = new Workspace();
        foreach (string verb in new[] { "", "run", "clearing", "recorder", "log", "log export", "log verify" })
        {
            string[] words = verb.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Outcome help = GatewayProgram.Run(at, [.. words, "--help"]);
            Assert.Equal((0, ""), (help.Code, help.Error));
            Assert.Contains("Usage:", help.Output);
        }
    }

    private static string[] Files(Workspace at) =>
        [.. Directory.EnumerateFileSystemEntries(at[""], "*", SearchOption.AllDirectories).Order()];
}
