using CsCheck;
using Gateway.Clearing;
using Xunit;

namespace Gateway.Tests.Clearing;

public sealed class SettlementTests
{
    [Fact]
    public void WithoutCoverATradeStaysPendingAndSaysWhatLacks()
    {
        var log = new MarketLog(cash: 100, lots: 10);
        log.Trade(1, 1, 2, 30, 4);
        log.Trade(2, 3, 4, 1, 11);
        ClearingBook book = log.Book();
        Assert.Equal((2, 0), (book.TradesCleared, book.Settle()));
        Assert.Equal((100, 10), (MarketLog.Balance(book, "A", "USD"), MarketLog.Balance(book, "A", "S")));

        PendingTrade cash = book.PendingAt(0);
        PendingTrade lots = book.PendingAt(1);
        Assert.Equal((1, PendingReason.Cash, 20), (cash.Trade, cash.Reason, cash.Missing));
        Assert.Equal(("A", "USD"), (book.HolderName(cash.Holder), book.AssetName(cash.Asset)));
        Assert.Equal((2, PendingReason.Securities, 1), (lots.Trade, lots.Reason, lots.Missing));
        Assert.Equal(("D", "S"), (book.HolderName(lots.Holder), book.AssetName(lots.Asset)));
    }

    [Fact]
    public void BeforeASettlementNothingIsInTheWay()
    {
        var log = new MarketLog(cash: 100, lots: 10);
        log.Trade(1, 1, 2, 1, 1);
        Assert.Equal(PendingReason.NotSettledYet, log.Book().PendingAt(0).Reason);
    }

    [Fact]
    public void LaterCoverSettlesWhatWasPending()
    {
        var log = new MarketLog(cash: 100, lots: 10);
        log.Trade(1, 1, 2, 30, 4);
        ClearingBook book = log.Book();
        Assert.Equal(0, book.Settle());
        int next = log.Records.Count;
        log.Cash(1, 20_000_000, MarketLog.Usd);
        log.ApplyTo(book, next);
        Assert.Equal(1, book.Settle());
        Assert.Equal(0, MarketLog.Balance(book, "A", "USD"));
        Assert.Equal(0, book.Settle());
    }

    /// <summary>A buys from B, B from C, C from A: nobody has a lot, each delivers what it gets.</summary>
    [Fact]
    public void ARingSettlesTogether()
    {
        var log = new MarketLog(cash: 0, lots: 0);
        log.Trade(1, 1, 2, 30, 4);
        log.Trade(2, 2, 3, 30, 4);
        log.Trade(3, 3, 1, 30, 4);
        ClearingBook book = log.Book();
        Assert.Equal(3, book.Settle());
        Assert.Equal((0, 0), (MarketLog.Balance(book, "A", "USD"), MarketLog.Balance(book, "C", "S")));
    }

    [Fact]
    public void ALaterTradeNobodyCoversDoesNotStopARing()
    {
        var log = new MarketLog(cash: 0, lots: 0);
        log.Trade(1, 1, 2, 30, 4);
        log.Trade(2, 2, 3, 30, 4);
        log.Trade(3, 3, 1, 30, 4);
        log.Trade(4, 4, 1, 30, 4);
        log.Trade(9, 1, 2, 30, 4);
        ClearingBook book = log.Book();
        Assert.Equal((3, 2), (book.Settle(), book.Pending));
        Assert.Equal((4, 5), (book.PendingAt(0).Trade, book.PendingAt(1).Trade));
    }

    [Fact]
    public void AScanSpendsWhatItBrought()
    {
        var log = new MarketLog(cash: 0, lots: 0);
        log.Cash(1, 120_000_000, MarketLog.Usd);
        log.Lots(3, 4, 1);
        log.Trade(1, 1, 2, 30, 4); // B has the lots only after the next one
        log.Trade(2, 2, 3, 29, 4); // B has the money only after the last one
        log.Trade(3, 4, 4, 1, 1);
        ClearingBook book = log.Book();
        Assert.Equal(3, book.Settle());
        Assert.Equal((4, 4), (MarketLog.Balance(book, "A", "S"), MarketLog.Balance(book, "B", "USD")));
    }

    /// <summary>What the book settles never overdraws, and nothing that is left could settle alone.</summary>
    [Fact]
    public void NoCoveredTradeIsLeft() =>
        Gen.Select(
            Gen.Int[0, 60],
            Gen.Int[0, 6],
            Gen.Select(Gen.UInt[1, 4], Gen.UInt[1, 4], Gen.Int[-2, 12], Gen.UInt[1, 5]).Array[1, 25]).Sample(
            (cash, lots, trades) =>
            {
                var log = new MarketLog(cash, lots);
                for (uint i = 0; i < trades.Length; i++)
                {
                    var (buyer, seller, price, quantity) = trades[i];
                    log.Trade(i + 1, buyer, seller, price, quantity);
                }

                ClearingBook book = log.Book();
                int settled = book.Settle();
                Assert.Equal(trades.Length, settled + book.Pending);
                for (int i = 0; i < book.Pending; i++)
                {
                    Assert.NotEqual(PendingReason.NotSettledYet, book.PendingAt(i).Reason);
                    Assert.True(book.PendingAt(i).Missing > 0);
                }

                string hash = book.StateHash();
                Assert.Equal(0, book.Settle());
                Assert.Equal(hash, book.StateHash());
            },
            threads: 1, iter: 500);
}
