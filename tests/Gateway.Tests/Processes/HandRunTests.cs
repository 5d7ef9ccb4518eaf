using System.Linq;
using System.Text.Json;
using System.Threading;
using Gateway.Host.Brokers;
using Gateway.Host.Logs;
using Gateway.Host.Market;
using Gateway.Tests.Market;
using Xunit;

namespace Gateway.Tests.Processes;

/// <summary>A market as README tells to start it by hand, each part a process of nobody's.</summary>
[Collection(MarketTests.Name)]
public sealed class HandRunTests
{
    private const int WaitMs = 30_000;

    [Fact]
    public void PartsAreKilledAndStartedAgainAndTheirTalliesAgree()
    {
        using var market = new HandMarket();
        HandPart venue = market.StartReady("venue");
        HandPart lane = market.StartReady("lane");
        HandPart recorder = market.StartReader("recorder");
        HandPart clearing = market.StartReader("clearing", "--json");
        HandPart[] brokers = [market.StartReady("broker", "--firm", "BRKA"), market.StartReady("broker", "--firm", "BRKB")];
        Await(() => Tally(brokers).MessagesSent > 200);
        lane.Kill();
        lane = market.StartReady("lane");
        recorder.Kill();
        recorder = market.StartReader("recorder");
        Await(() => brokers.All(broker => broker.Ask<BrokerFigures>("tally") is { IsDone: true, Tally.Unanswered: 0 }));
        Await(() => lane.Ask<LaneFigures>("tally").Executions == venue.Ask<VenueFigures>("tally").Executions);

        BrokerTally told = Tally(brokers, "end");
        LaneFigures passed = lane.Ask<LaneFigures>("end");
        VenueFigures matched = venue.Ask<VenueFigures>("end");
        var recorded = recorder.Next<RecorderFigures>();
        var cleared = clearing.Next<JsonElement>();
        Assert.Equal((0, 0), (recorder.End(), clearing.End()));
        Assert.Equal(1200, told.MessagesSent);
        Assert.Equal(told.OrdersSent, told.OrdersAcknowledged + told.OrdersRejected.Sum());
        Assert.Equal(told.OrdersSent - told.OrdersEnded, passed.OrdersOpen);
        Assert.InRange(matched.Executions, 100, 1200);
        Assert.Equal((matched.Executions, matched.Executions), (told.Executions, recorded.Executions));
        Assert.Equal(matched.Executions, 2 * cleared.GetProperty("tradesCleared").GetInt64());
        Assert.Null(passed.ExposureDifference);
    }

    [Theory]
    [InlineData("recorder")]
    [InlineData("clearing", "--json")]
    public void AReaderEndsOnSigtermBehindWhatTheLogHas(string reader, params string[] flags)
    {
        using var market = new HandMarket();
        HandPart lane = market.StartReady("lane");
        HandPart part = market.StartReader(reader, flags);
        Await(() => Released(lane, reader) > 0);
        part.Signal("TERM");
        Assert.Equal(0, part.End());
        Assert.True(part.Next<JsonElement>().ValueKind == JsonValueKind.Object);
        lane.EndInput();
        Assert.Equal(0, lane.End());
    }

    private static long Released(HandPart lane, string reader)
    {
        LaneFigures figures = lane.Ask<LaneFigures>("tally");
        return reader == "recorder" ? figures.RecorderPosition : figures.ClearingPosition;
    }

    private static BrokerTally Tally(HandPart[] brokers, string command = "tally") =>
        BrokerFigures.Sum([.. brokers.Select(broker => broker.Ask<BrokerFigures>(command))]).Tally;

    private static void Await(System.Func<bool> condition)
    {
        int turns = 0;
        for (; turns < WaitMs / 20 && !condition(); turns++) Thread.Sleep(20);
        Assert.True(turns < WaitMs / 20, "waited for too long");
    }
}
