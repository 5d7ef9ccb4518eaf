using System;
using System.IO;
using System.Text.Json;
using CsCheck;
using Gateway.Host.Clearing;
using Xunit;

namespace Gateway.Tests.Clearing;

public sealed class ReplayTests : IDisposable
{
    private const int Stream = 1001;
    private const int Session = 7;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheJournalAloneGivesTheSameBook() =>
        Gen.Select(
            Gen.Int[0, 80],
            Gen.Select(Gen.UInt[1, 12], Gen.UInt[1, 3], Gen.Int[0, 3], Gen.Int[-1, 9], Gen.UInt[0, 4]).Array[0, 40],
            Gen.Int[0, 100]).Sample(
            (cash, events, settleAt) =>
            {
                string path = _folder.File("random");
                MarketLog log = Log(cash, events);
                using (ClearingRun live = ClearingRun.Open(path, Stream, Session))
                {
                    for (int i = 0; i < log.Records.Count; i++)
                    {
                        live.Apply(log.Records[i], MarketLog.Position(i));
                        if (i % 7 == 0) Assert.True(live.Commit());
                        if (i == settleAt) live.Settle();
                    }

                    live.Settle();
                    string report = Report(live);
                    live.Dispose();
                    ClearingRun replay = ClearingRun.Replay(path);
                    Assert.Equal(live.Book.StateHash(), replay.Book.StateHash());
                    Assert.Equal(report, Report(replay));
                }

                File.Delete(path);
            },
            threads: 1, iter: 60);

    [Fact]
    public void ARestartGoesOnWhereTheJournalEnds()
    {
        var log = new MarketLog(cash: 500, lots: 9);
        for (uint match = 1; match <= 8; match++) log.Trade(match, 1 + (match % 4), 2, 3, 1);
        string through = _folder.File("through");
        using (ClearingRun run = ClearingRun.Open(through, Stream, Session)) Feed(run, log, 0, log.Records.Count);
        for (int cut = 0; cut < log.Records.Count; cut++)
        {
            string path = _folder.File($"cut{cut}");
            using (ClearingRun run = ClearingRun.Open(path, Stream, Session)) Feed(run, log, 0, cut);
            using (ClearingRun run = ClearingRun.Open(path, Stream, Session))
            {
                Feed(run, log, cut / 2, log.Records.Count);
            }

            Assert.Equal(File.ReadAllBytes(through), File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void TheHashTellsOneBitApart()
    {
        var log = new MarketLog(cash: 500, lots: 9);
        log.Trade(1, 1, 2, 3, 1);
        string hash = log.Book().StateHash();
        Assert.Equal(hash, log.Book().StateHash());
        Assert.Equal(64, hash.Length);
        log.Records[^1] = log.Fill(1, 3, 5, 2, 3, 1); // sold short: the same book
        log.Records.RemoveAt(log.Records.Count - 1);
        Assert.Equal(hash, log.Book().StateHash());
        log.Records[^1] = log.Fill(1, 4, 2, 2, 3, 1);
        log.Records.RemoveAt(log.Records.Count - 1);
        Assert.NotEqual(hash, log.Book().StateHash());
    }

    [Fact]
    public void TheReportSaysBalancesAndWhatIsPending()
    {
        var log = new MarketLog(cash: 100, lots: 10);
        log.Trade(1, 1, 2, 3, 1);
        log.Trade(2, 1, 2, 99, 4);
        log.Fill(3, 77, 2, 3, 5, 6);
        log.Name(Wire.NameKind.Account, 9, "A");
        log.Name(Wire.NameKind.Account, 10, "ccp");
        log.Lots(9, Int128.MaxValue / 2, 1);
        log.Lots(10, 1, 1);
        log.Fill(4, 78, 2, 88, 5, 6);
        using ClearingRun run = ClearingRun.Open(_folder.File("report"), Stream, Session);
        Feed(run, log, 0, log.Records.Count);
        run.Settle();
        JsonElement report = JsonDocument.Parse(Report(run)).RootElement;
        Assert.Equal(
            """{"count":1,"trades":[{"trade":2,"match":2,"reason":"cash",""" +
            """ "account":"A","asset":"USD","missing":299}]}""".TrimStart(),
            report.GetProperty("pending").GetRawText());
        Assert.Equal(
            """[{"match":3,"orderId":77,"account":"C","side":"sell","instrument":1,"price":5,"quantity":6}]""",
            report.GetProperty("unmatched").GetRawText());
        Assert.Equal("""{"USD":0,"JPY":0,"S":0}""", report.GetProperty("ledgerSum").GetRawText());
        Assert.Equal("""{"unknownAccount":1}""", report.GetProperty("refused").GetRawText());
        JsonElement accounts = report.GetProperty("accounts");
        Assert.Equal("""{"USD":97,"S":11}""", accounts.GetProperty("A").GetRawText());
        Assert.Equal(
            $$"""{"S":{{Int128.MaxValue / 2}}}""", accounts.GetProperty("A#7").GetRawText());
        Assert.Equal("""{"S":1}""", accounts.GetProperty("ccp#8").GetRawText());
        Assert.Equal("""{"USD":0,"S":0}""", report.GetProperty("house").GetProperty("ccp").GetRawText());
        Assert.Equal(run.Book.StateHash(), report.GetProperty("stateHash").GetString());
        Assert.Equal((2, 6, 1, 0, 1), (Number("tradesCleared"), Number("fillsSeen"), Number("unmatchedFills"),
            Number("duplicateFills"), Number("settled")));

        int Number(string name) => report.GetProperty(name).GetInt32();
    }

    private static void Feed(ClearingRun run, MarketLog log, int from, int to)
    {
        for (int i = from; i < to; i++) run.Apply(log.Records[i], MarketLog.Position(i));
        run.Commit();
    }

    private static MarketLog Log(int cash, (uint Match, uint Order, int Kind, int Price, uint Quantity)[] events)
    {
        var log = new MarketLog(cash, 5);
        foreach (var (match, order, kind, price, quantity) in events)
        {
            uint account = 1 + ((match + order) % 4);
            char type = kind == 3 ? 'H' : 'F';
            if (kind == 0) log.Trade(match, account, order, price, quantity);
            else log.Fill(match, (match * 2) + (order % 2), (byte)kind, account, price, quantity, type);
        }

        return log;
    }

    private static string Report(ClearingRun run)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) run.WriteReport(json);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
