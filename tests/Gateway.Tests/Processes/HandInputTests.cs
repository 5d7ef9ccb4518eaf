using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Host.Market;
using Gateway.Tests.Market;
using Gateway.Tests.Tidy;
using Xunit;

namespace Gateway.Tests.Processes;

/// <summary>What parts started by hand are given that is wrong: one line, the exit code, and nothing lost.</summary>
[Collection(MarketTests.Name)]
public sealed class HandInputTests
{
    private const int WaitMs = 10_000;

    [Theory]
    [InlineData("venue", 7001)]
    [InlineData("lane", 9001)]
    public void AnAddressThatIsTakenIsOneLine(string part, int port)
    {
        using var market = new HandMarket();
        using var other = new TcpListener(IPAddress.Parse(HandMarket.Host), port);
        other.Start();
        (int code, string line) = market.Start(part, market.Flags()).Refusal();
        Assert.Equal(5, code);
        Assert.Contains($"{HandMarket.Host}:{port}", line);
        Assert.EndsWith("Address already in use", line);
    }

    [Theory]
    [InlineData("venue")]
    [InlineData("lane")]
    [InlineData("run", "--net", "kernel")]
    public void AnAddressOfAnotherMachineIsOneLine(string verb, params string[] flags)
    {
        using var market = new HandMarket();
        string[] where = verb == "run" ? flags : ["--dir", market.Folder, "--again"];
        (int code, string line) = market.Start(verb, [.. where, "--host", "192.0.2.1"]).Refusal();
        Assert.Equal(5, code);
        Assert.EndsWith("Cannot assign requested address", line);
    }

    [Theory]
    [InlineData("venue")]
    [InlineData("lane")]
    public void AFolderHasOneOfEach(string part)
    {
        using var market = new HandMarket();
        HandPart first = market.StartReady(part);
        (int code, string line) = market.Start(part, market.Flags()).Refusal();
        Assert.Equal((5, $"gateway: {market.Folder}: in use by another {part}"), (code, line));
        Assert.False(first.HasExited);
    }

    [Theory]
    [InlineData(8, 7, "format")]
    [InlineData(0, 8, "no journal of messages")]
    public void AVenueGoesOnFromNoOtherJournal(int place, int code, string named)
    {
        using var market = new HandMarket();
        HandPart venue = market.StartReady("venue");
        venue.Kill();
        string path = Path.Combine(market.Folder, "venue.journal");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[place] ^= 4;
        File.WriteAllBytes(path, bytes);
        (int ended, string line) = market.Start("venue", market.Flags()).Refusal();
        Assert.Equal(code, ended);
        Assert.Contains(named, line);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    /// <summary>A lane that the venue does not know, and strangers at the lane: the protocol's answer is none.</summary>
    [Fact]
    public void AWrongLogonIsClosedAndNobodySuffers()
    {
        using var market = new HandMarket();
        string config = File.ReadAllText(Path.Combine(House.Root, "config", "market.json"));
        string wrong = market.At.Write("wrong.json", config.Replace("\"XSIM\"", "\"XOTHER\""));
        HandPart venue = market.StartReady("venue");
        HandPart lane = market.StartReady("lane", "--config", wrong);
        Assert.Equal("", Answer("8=FIX.4.4|35=A|34=1|49=NOBODY|52={0}|56=GW1|98=0|108=30|"));
        Assert.Equal("", Answer("8=FIX.4.2|35=A|34=1|49=BRKA|52={0}|56=GW1|98=0|108=30|"));
        Assert.Contains("|35=A|34=1|", Answer("8=FIX.4.4|35=A|34=1|49=BRKA|52={0}|56=GW1|98=0|108=30|"));
        Assert.True(System.Threading.SpinWait.SpinUntil(() => lane.Errors.Length > 0, WaitMs));
        string told = Assert.Single(lane.Errors);
        Assert.StartsWith($"lane: not logged on to the venue at {HandMarket.Host}:7001", told);
        Assert.False(lane.Ask<LaneFigures>("tally").VenueIsUp);
        Assert.Equal(new VenueFigures(0, 0), venue.Ask<VenueFigures>("tally"));
    }

    /// <summary>What the lane says to a first message; | stands for SOH, 9 and 10 are put in.</summary>
    private static string Answer(string message)
    {
        string time = DateTime.UtcNow.ToString("yyyyMMdd-HH:mm:ss.fff");
        string[] parts = string.Format(message, time).Split('|', 2);
        string body = parts[1].Replace('|', '\u0001');
        string whole = $"{parts[0]}\u00019={body.Length}\u0001{body}";
        whole += $"10={Encoding.ASCII.GetBytes(whole).Sum(octet => octet) % 256:D3}\u0001";
        using var client = new TcpClient(HandMarket.Host, 9001) { ReceiveTimeout = WaitMs };
        client.GetStream().Write(Encoding.ASCII.GetBytes(whole));
        byte[] answer = new byte[1024];
        int length = client.GetStream().Read(answer);
        return Encoding.ASCII.GetString(answer, 0, length).Replace('\u0001', '|');
    }
}
