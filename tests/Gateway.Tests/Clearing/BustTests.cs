using Gateway.Clearing;
using Xunit;

namespace Gateway.Tests.Clearing;

public sealed class BustTests
{
    private readonly MarketLog _log = new(cash: 1_000, lots: 100);

    [Fact]
    public void HalfABustHoldsTheTradeAndBothCancelIt()
    {
        _log.Trade(7, 1, 2, 30, 4);
        _log.Bust(7, buySide: true);
        ClearingBook book = _log.Book();
        Assert.Equal(0, book.Settle());
        Assert.Equal(PendingReason.Held, book.PendingAt(0).Reason);
        int next = _log.Records.Count;

        _log.Bust(7, buySide: false);
        _log.ApplyTo(book, next);
        Assert.Equal((0, 0, 1), (book.Pending, book.Settle(), book.TradesCleared));
        Assert.Equal(1_000, MarketLog.Balance(book, "A", "USD"));
    }

    [Fact]
    public void ABustAfterSettlementGivesEverythingBack()
    {
        _log.Trade(7, 1, 2, 30, 4);
        ClearingBook book = _log.Book();
        book.Settle();
        int next = _log.Records.Count;
        _log.Bust(7, buySide: false);
        _log.Bust(7, buySide: true);
        _log.ApplyTo(book, next);
        Assert.Equal((1, 1), (book.Pending, book.TradesCleared));
        Assert.Equal(880, MarketLog.Balance(book, "A", "USD"));
        Assert.Equal(1, book.Settle());
        Assert.Equal((1_000, 100), (MarketLog.Balance(book, "A", "USD"), MarketLog.Balance(book, "A", "S")));
    }

    [Fact]
    public void ACorrectedMatchTradesAnew()
    {
        _log.Trade(7, 1, 2, 30, 4);
        _log.Bust(7, buySide: true);
        _log.Fill(7, 14, 1, 1, 29, 4);
        _log.Bust(7, buySide: false);
        _log.Fill(7, 15, 2, 2, 29, 4);
        ClearingBook book = _log.Book();
        Assert.Equal((2, 4, 0, 0), (book.TradesCleared, book.FillsSeen, book.UnmatchedFills, book.DuplicateFills));
        Assert.Equal(1, book.Settle());
        Assert.Equal(1_000 - 116, MarketLog.Balance(book, "A", "USD"));
    }

    /// <summary>As the lane logs a correction: of each fill the bust and the one that stands, the same name.</summary>
    [Fact]
    public void AMatchCorrectedTwiceAroundItsSettlementIsOwedAsCorrectedLast()
    {
        _log.Trade(7, 1, 2, 30, 4);
        Correct(7, 29, 4);
        ClearingBook book = _log.Book();
        Assert.Equal(1, book.Settle());
        Assert.Equal(1_000 - 116, MarketLog.Balance(book, "A", "USD"));

        int next = _log.Records.Count;
        Correct(7, 28, 3);
        _log.ApplyTo(book, next);
        Assert.Equal(2, book.Settle());
        Assert.Equal((1_000 - 84, 103), (MarketLog.Balance(book, "A", "USD"), MarketLog.Balance(book, "A", "S")));
        Assert.Equal((3, 6, 0, 0), (book.TradesCleared, book.FillsSeen, book.UnmatchedFills, book.DuplicateFills));
    }

    [Fact]
    public void HalfACorrectionHoldsTheTradeUntilTheOtherHalf()
    {
        _log.Trade(7, 1, 2, 30, 4);
        _log.Bust(7, buySide: true);
        _log.Fill(7, 14, 1, 1, 29, 4);
        ClearingBook book = _log.Book();
        Assert.Equal((0, 1, 1), (book.Settle(), book.Pending, book.UnmatchedFills));
        Assert.Equal(PendingReason.Held, book.PendingAt(0).Reason);
    }

    [Fact]
    public void ABustOfALoneFillEndsItAndOneOfNoFillIsRefused()
    {
        _log.Fill(7, 14, 1, 1, 30, 4);
        _log.Bust(7, buySide: true);
        _log.Bust(7, buySide: true);
        _log.Bust(8, buySide: true);
        ClearingBook book = _log.Book();
        Assert.Equal((0, 1), (book.UnmatchedFills, book.Count(ClearingResult.Busted)));
        Assert.Equal(2, book.Count(ClearingResult.UnknownFill));
    }

    [Fact]
    public void TheHouseAndTheOtherTradesAreUntouched()
    {
        _log.Trade(6, 3, 4, 10, 1);
        _log.Trade(7, 1, 2, 30, 4);
        _log.Trade(8, 2, 3, 10, 1);
        _log.Bust(7, buySide: true);
        _log.Bust(7, buySide: false);
        ClearingBook book = _log.Book();
        Assert.Equal((2, 2), (book.Pending, book.Settle()));
        Assert.Equal((1_000, 1_000 - 10), (MarketLog.Balance(book, "A", "USD"), MarketLog.Balance(book, "B", "USD")));
    }

    private void Correct(uint match, int price, uint lots)
    {
        _log.Bust(match, buySide: true);
        _log.Fill(match, match * 2, 1, 1, price, lots);
        _log.Bust(match, buySide: false);
        _log.Fill(match, (match * 2) + 1, 2, 2, price, lots);
    }
}
