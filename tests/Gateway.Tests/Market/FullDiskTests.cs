using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>Disks and shared memory that are too small: mounted where only the program sees them.</summary>
[Collection(MarketTests.Name)]
public sealed class FullDiskTests
{
    private const string Exec = " && exec \"$0\" \"$@\"";

    private static readonly bool CanMount = OfARoot();

    [Theory]
    [InlineData(2_000, "256k")]
    [InlineData(100, "8k")]
    public void AFullDiskUnderTheLogIsOneLineAndCode5(int orders, string size)
    {
        Assert.SkipUnless(CanMount, "unshare -m and mount are not allowed here");
        using var at = new Workspace();
        Directory.CreateDirectory(at.Log);
        Outcome end = GatewayProgram.RunIn(
            at, Mount(size, at.Log) + Exec, "run", "--net", "memory", "--orders", $"{orders}", "--log", at.Log, "--json", at.Json);
        Check(end, at, at.Log);
    }

    [Fact]
    public void AFullDiskUnderLogAndJournalIsOneLineAndCode5()
    {
        Assert.SkipUnless(CanMount, "unshare -m and mount are not allowed here");
        using var at = new Workspace();
        Outcome end = GatewayProgram.RunIn(
            at, Mount("64k", at.Temporary) + Exec, "run", "--net", "memory", "--orders", "2000", "--json", at.Json);
        Check(end, at, at.Temporary);
    }

    [Theory]
    [InlineData("64k")]
    [InlineData("50m")]
    public void SharedMemoryThatIsTooSmallIsOneLineAndCode5(string size)
    {
        Assert.SkipUnless(CanMount, "unshare -m and mount are not allowed here");
        using var at = new Workspace();
        const string AndList = " && \"$0\" \"$@\"; code=$?; ls -A /dev/shm; exit $code";
        Outcome end = GatewayProgram.RunIn(at, Mount(size, "/dev/shm") + AndList, "run", "--net", "memory", "--json", at.Json);
        Assert.Equal("", end.Output);
        Check(end, at, "/dev/shm");
    }

    private static void Check(Outcome end, Workspace at, string named)
    {
        Assert.True(end.Code == 5, end.ToString());
        string[] lines = [.. end.ErrorLines.Where(line => line.StartsWith("gateway: "))];
        Assert.True(lines.Length == 1, end.ToString());
        Assert.Contains(named, lines[0]);
        Assert.DoesNotContain("   at ", end.Error);
        Assert.Empty(Directory.GetFiles(at[""], "out.json*"));
        Assert.Empty(GatewayProgram.Remains(end.Pid, at));
    }

    private static string Mount(string size, string at) => $"mount -t tmpfs -o size={size} tmpfs {at}";

    private static bool OfARoot()
    {
        if (Environment.UserName != "root") return false;
        using var at = new Workspace();
        return GatewayProgram.RunIn(at, Mount("64k", at.Temporary)).Code == 0;
    }
}
