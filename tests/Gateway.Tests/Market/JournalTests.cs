using System;
using System.IO;
using System.Text.Json;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>The files that a run keeps, whole, torn, damaged and foreign, as the program reads them later.</summary>
[Collection(MarketTests.Name)]
public sealed class JournalTests(DefaultRun run)
{
    private const int HeaderBytes = 64;
    private const int Version = 7;
    private const int Damaged = 8;

    [Fact]
    public void AReplayGivesTheSameHash()
    {
        using var at = new Workspace();
        using MarketReportJson report = run.Report();
        using JsonDocument replayed = Replay(at, File.ReadAllBytes(run.Journal));
        Assert.Equal(report.Hash("live"), replayed.RootElement.GetProperty("stateHash").GetString());
        Assert.Equal(report["trades_cleared"], replayed.RootElement.GetProperty("tradesCleared").GetInt64());
        Assert.Equal(0, replayed.RootElement.GetProperty("journalCut").GetInt64());
    }

    [Fact]
    public void ATornLastByteIsLeftOutAndTold()
    {
        using var at = new Workspace();
        byte[] bytes = Journal();
        using JsonDocument replayed = Replay(at, bytes[..^1]);
        Assert.InRange(replayed.RootElement.GetProperty("journalCut").GetInt64(), 1, 83);
        Assert.Equal(bytes.Length - 1, new FileInfo(at["journal"]).Length);
    }

    [Theory]
    [InlineData(0, Damaged)]
    [InlineData(8, Damaged)]
    [InlineData(HeaderBytes + 40, Damaged)]
    [InlineData(100_000, Damaged)]
    [InlineData(-1, Damaged)]
    public void AFlippedByteIsDamage(int place, int code)
    {
        using var at = new Workspace();
        byte[] bytes = Journal();
        bytes[place < 0 ? bytes.Length + place : place] ^= 0x10;
        Refused(at, bytes, "clearing", ["--replay"], code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(HeaderBytes)]
    [InlineData(HeaderBytes + 83)]
    public void AJournalWithoutARecordIsSaidToBeEmpty(int length)
    {
        using var at = new Workspace();
        byte[] bytes = Journal()[..length];
        Refused(at, bytes, "clearing", ["--replay"], Damaged);
        Outcome end = GatewayProgram.Run(at, "clearing", "--replay", at["copy"]);
        Assert.EndsWith("empty: it holds no record", Assert.Single(end.ErrorLines));
    }

    [Fact]
    public void AnotherVersionIsSaidToBeOne()
    {
        using var at = new Workspace();
        byte[] bytes = Journal();
        bytes[8] = 2;
        BitConverter.TryWriteBytes(bytes.AsSpan(60), Gateway.Clearing.Checksum.Of(0, bytes.AsSpan(0, 60)));
        Refused(at, bytes, "clearing", ["--replay"], Version);
    }

    [Theory]
    [InlineData(79)]
    [InlineData(1)]
    public void ATornLogIsExportedUpToItsTear(int cut)
    {
        using var at = new Workspace();
        byte[] bytes = Log();
        Outcome export = Export(at, bytes[..^cut]);
        Assert.Equal(0, export.Code);
        Assert.Contains($"torn at byte {bytes.Length - 80}", export.Error);
        Assert.Equal(run.Log.Rows.Count - 1, ExportedLog.Parse(export.Output).Rows.Count);
    }

    [Fact]
    public void ADamagedLogIsNotTakenForATornOne()
    {
        using var at = new Workspace();
        byte[] bytes = Log();
        bytes[HeaderBytes + (80 * 20) + 30] ^= 1;
        Outcome export = Export(at, bytes);
        Assert.Equal(Damaged, export.Code);
        Assert.Contains("damaged at byte 1664", Assert.Single(export.ErrorLines));

        bytes = Log();
        bytes[^30] ^= 1;
        export = Export(at, bytes);
        Assert.Equal(Damaged, export.Code);
        Assert.Contains($"damaged at byte {bytes.Length - 80}", Assert.Single(export.ErrorLines));
    }

    [Theory]
    [InlineData("", Damaged)]
    [InlineData("time,type\n1,2\n", Damaged)]
    public void AForeignFileIsNoLog(string text, int code)
    {
        using var at = new Workspace();
        Outcome export = GatewayProgram.Run(at, "log", "export", at.Write("foreign", text));
        Assert.Equal((code, ""), (export.Code, export.Output));
        Assert.Contains("not a log", Assert.Single(export.ErrorLines));
    }

    [Fact]
    public void ALogOfAnotherVersionIsSaidToBeOne()
    {
        using var at = new Workspace();
        byte[] bytes = Log();
        bytes[8] = 1;
        Refused(at, bytes, "log", ["export"], Version);
    }

    private byte[] Journal()
    {
        Assert.Equal(0, run.Outcome.Code);
        return File.ReadAllBytes(run.Journal);
    }

    private byte[] Log()
    {
        Assert.Equal(0, run.Outcome.Code);
        return File.ReadAllBytes(Path.Combine(run.At.Log, "0000000000000000.log"));
    }

    private static Outcome Export(Workspace at, byte[] bytes)
    {
        File.WriteAllBytes(at["copy"], bytes);
        return GatewayProgram.Run(at, "log", "export", at["copy"]);
    }

    private static void Refused(Workspace at, byte[] bytes, string verb, string[] flags, int code)
    {
        File.WriteAllBytes(at["copy"], bytes);
        Outcome end = GatewayProgram.Run(at, [verb, .. flags, at["copy"]]);
        Assert.True(end.Code == code, end.ToString());
        Assert.Equal("", end.Output);
        Assert.Contains(at["copy"], Assert.Single(end.ErrorLines));
        Assert.Equal(bytes, File.ReadAllBytes(at["copy"]));
    }

    private static JsonDocument Replay(Workspace at, byte[] bytes)
    {
        File.WriteAllBytes(at["journal"], bytes);
        Outcome end = GatewayProgram.Run(at, "clearing", "--replay", at["journal"], "--json");
        Assert.True(end.Code == 0, end.ToString());
        return JsonDocument.Parse(end.Output);
    }
}
