using System;
using CsCheck;
using Gateway.Clearing;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Clearing;

public sealed class ClearingBookTests
{
    private readonly MarketLog _log = new(cash: 1_000, lots: 100);

    private ClearingResult Last()
    {
        var book = new ClearingBook();
        ClearingResult result = default;
        for (int i = 0; i < _log.Records.Count; i++) result = book.Apply(_log.Records[i], MarketLog.Position(i));
        for (uint asset = 1; asset <= book.AssetCount; asset++) Assert.Equal(0, book.LedgerSum(asset));
        return result;
    }

    [Fact]
    public void AMatchMovesCashAndLotsThroughTheHouse()
    {
        _log.Trade(7, buyer: 1, seller: 2, price: 30, quantity: 4);
        ClearingBook book = _log.Book();
        Assert.Equal((1, 2, 0, 1), (book.TradesCleared, book.FillsSeen, book.UnmatchedFills, book.Pending));
        Assert.Equal(1_000, MarketLog.Balance(book, "A", "USD"));

        Assert.Equal(1, book.Settle());
        Assert.Equal((1, 0), (book.Settled, book.Pending));
        Assert.Equal((880, 104), (MarketLog.Balance(book, "A", "USD"), MarketLog.Balance(book, "A", "S")));
        Assert.Equal((1_120, 96), (MarketLog.Balance(book, "B", "USD"), MarketLog.Balance(book, "B", "S")));
        Assert.Equal((0, 0), (MarketLog.Balance(book, "ccp", "USD"), MarketLog.Balance(book, "ccp", "S")));
        Assert.Equal(-4_000, MarketLog.Balance(book, "world", "USD"));
    }

    [Theory]
    [InlineData(-30, 1_120, 880)]
    [InlineData(0, 1_000, 1_000)]
    public void ANegativePriceTurnsTheMoneyAndZeroHasNone(int price, int buyer, int seller)
    {
        _log.Trade(7, 1, 2, price, 4);
        ClearingBook book = _log.Book();
        book.Settle();
        Assert.Equal(buyer, MarketLog.Balance(book, "A", "USD"));
        Assert.Equal(seller, MarketLog.Balance(book, "B", "USD"));
        Assert.Equal(104, MarketLog.Balance(book, "A", "S"));
    }

    [Theory]
    [InlineData(1, 2, ClearingResult.Novated)]
    [InlineData(1, 5, ClearingResult.Novated)]
    [InlineData(1, 6, ClearingResult.Novated)]
    [InlineData(2, 1, ClearingResult.Novated)]
    [InlineData(1, 1, ClearingResult.Unmatched)]
    [InlineData(2, 5, ClearingResult.Unmatched)]
    [InlineData(1, 3, ClearingResult.Malformed)]
    public void ATradeHasABuyAndASell(byte first, byte second, ClearingResult expected)
    {
        _log.Fill(9, 1, first, 1, 30, 4);
        _log.Fill(9, 2, second, 2, 30, 4);
        Assert.Equal(expected, Last());
    }

    [Theory]
    [InlineData(9u, 31, 4u, 1u, ClearingResult.Unmatched)]
    [InlineData(9u, 30, 5u, 1u, ClearingResult.Unmatched)]
    [InlineData(8u, 30, 4u, 1u, ClearingResult.Unmatched)]
    [InlineData(9u, 30, 4u, 2u, ClearingResult.UnknownInstrument)]
    [InlineData(9u, 30, 0u, 1u, ClearingResult.Malformed)]
    [InlineData(0u, 30, 4u, 1u, ClearingResult.NoMatch)]
    [InlineData(uint.MaxValue, 30, 4u, 1u, ClearingResult.NoMatch)]
    public void OnlyEqualHalvesMakeATrade(
        uint match, int price, uint quantity, uint instrument, ClearingResult expected)
    {
        _log.Fill(9, 1, 1, 1, 30, 4);
        _log.Fill(match, 2, 2, 2, price, quantity, instrument: instrument);
        Assert.Equal(expected, Last());
    }

    [Fact]
    public void AFillTwiceIsRefusedAndCounted()
    {
        _log.Trade(7, 1, 2, 30, 4);
        Record again = _log.Records[^1];
        _log.Records.Add(again);
        _log.Records.Add(_log.Records[^3]);
        ClearingBook book = _log.Book();
        Assert.Equal((1, 4, 2, 0), (book.TradesCleared, book.FillsSeen, book.DuplicateFills, book.UnmatchedFills));
        Assert.Equal(2, book.Count(ClearingResult.Exists));
        Assert.Equal(1, book.Settle());
    }

    [Fact]
    public void WhatIsNoMatterOfClearingIsIgnored()
    {
        ClearingBook book = _log.Book();
        string before = book.StateHash();
        Record[] others =
        [
            new() { Order = new Order { Header = Order.HeaderBits, OrderId = 1 } },
            new() { Limit = new Limit { Header = Limit.HeaderBits } },
            new() { Price = new Price { Header = Price.HeaderBits } },
            new() { Quote = new Quote { Header = Quote.HeaderBits } },
            new() { Header = 0x0000_0385_0063_0038 },
            _log.Fill(9, 0, 1, 1, 30, 4),
            _log.Fill(9, 5, 1, 1, 30, 4, '0'),
            _log.Name(NameKind.ClOrdId, 1, "x"),
            _log.Name((NameKind)200, 1, "x"),
        ];
        foreach (Record record in others) Assert.Equal(ClearingResult.Ignored, book.Apply(record, 1_000_000));
        Assert.Equal(before, book.StateHash());
    }

    [Fact]
    public void ARepetitionOfTheLogChangesNothing()
    {
        _log.Trade(7, 1, 2, 30, 4);
        ClearingBook book = _log.Book();
        string before = book.StateHash();
        for (int i = 0; i < _log.Records.Count; i++)
        {
            Assert.Equal(ClearingResult.Behind, book.Apply(_log.Records[i], MarketLog.Position(i)));
        }

        Assert.Equal(before, book.StateHash());
    }

    [Fact]
    public void NamesAndInstrumentsAreSaidOnce()
    {
        Check(ClearingResult.Exists, _log.Name(NameKind.Account, 1, "A"));
        Check(ClearingResult.NameTaken, _log.Name(NameKind.Account, 1, "Z"));
        Check(ClearingResult.Malformed, _log.Name(NameKind.Account, 9, ""));
        Check(ClearingResult.Malformed, _log.Name(NameKind.Account, 9, new string('x', 29)));
        Check(ClearingResult.Malformed, _log.Name(NameKind.Account, 9, "second", part: 1));
        Check(ClearingResult.Malformed, _log.Name(NameKind.Account, 9, "third", part: 2));
        Check(ClearingResult.Ok, _log.Name(NameKind.Account, 9, new string('x', 28)));
        Check(ClearingResult.Ok, _log.Name(NameKind.Account, 9, "yy", part: 1));
        Check(ClearingResult.NameTaken, _log.Name(NameKind.Account, 9, "zz", part: 1));
        Check(ClearingResult.Exists, _log.Instrument(1, 1, 1_000_000, MarketLog.Usd));
        Check(ClearingResult.InstrumentTaken, _log.Instrument(1, 1, 2_000_000, MarketLog.Usd));
        Check(ClearingResult.UnknownSymbol, _log.Instrument(2, 5, 1_000_000, MarketLog.Usd));
        Check(ClearingResult.UnknownCurrency, _log.Instrument(2, 1, 1_000_000, 9));
        Check(ClearingResult.BadUnits, _log.Instrument(2, 1, 1_000_000, MarketLog.Jpy));
        Check(ClearingResult.BadUnits, _log.Instrument(2, 1, ulong.MaxValue, MarketLog.Usd));
    }

    [Fact]
    public void AMovementIsBookedOnceExactlyAndWithCover()
    {
        Check(ClearingResult.Ok, _log.Cash(1, 1_000_000, MarketLog.Usd, MovementKind.Deposit));
        Record deposit = _log.Records[^1];
        CheckAgain(ClearingResult.Exists, deposit);
        deposit.Movement.Amount = 2_000_000;
        CheckAgain(ClearingResult.ExistsDifferent, deposit);
        Check(ClearingResult.BadAmount, _log.Cash(1, 1_000_001, MarketLog.Usd));
        Check(ClearingResult.BadAmount, _log.Cash(1, 0, MarketLog.Usd));
        Check(ClearingResult.BadAmount, _log.Lots(1, Int128.MinValue, 1));
        Check(ClearingResult.BadAmount, _log.Cash(1, 150_000_000 - 1, MarketLog.Jpy));
        Check(ClearingResult.UnknownCurrency, _log.Cash(1, 1_000_000, 7));
        Check(ClearingResult.UnknownInstrument, _log.Lots(1, 1, 7));
        Check(ClearingResult.UnknownAccount, _log.Lots(77, 1, 1));
        Check(ClearingResult.Malformed, _log.Lots(1, 1, 1, (MovementKind)5));
        Check(ClearingResult.NoCover, _log.Cash(1, -2_000_000_000, MarketLog.Usd, MovementKind.Withdrawal));
        CheckAgain(ClearingResult.NoCover, _log.Records[^1]);
        Check(ClearingResult.Overflow, _log.Lots(1, Int128.MaxValue, 1));
        Check(ClearingResult.Ok, _log.Cash(1, -1_001_000_000, MarketLog.Usd, MovementKind.Fee));
        Assert.Equal(0, MarketLog.Balance(_log.Book(), "A", "USD"));
    }

    /// <summary>The record that the log took last, and what becomes of it.</summary>
    private void Check(ClearingResult expected, in Record record)
    {
        Assert.Equal(record.Header, _log.Records[^1].Header);
        Assert.Equal(expected, Last());
    }

    private void CheckAgain(ClearingResult expected, in Record record)
    {
        _log.Records.Add(record);
        Assert.Equal(expected, Last());
    }

    [Fact]
    public void AnUnmatchedFillIsListed()
    {
        _log.Fill(9, 5, 2, 2, 30, 4);
        ClearingBook book = _log.Book();
        int row = book.NextUnmatched(-1, out UnmatchedFill fill);
        Assert.Equal(new UnmatchedFill(9, 5, fill.Holder, false, 1, 30, 4), fill);
        Assert.Equal("B", book.HolderName(fill.Holder));
        Assert.Equal(-1, book.NextUnmatched(row, out _));
    }

    [Fact]
    public void ANovationTooLargeIsAnErrorAndNoWrap()
    {
        _log.Lots(1, Int128.MaxValue - 500, 1);
        _log.Trade(7, 1, 2, int.MaxValue, uint.MaxValue);
        ClearingBook book = _log.Book();
        Assert.Equal(1, book.Count(ClearingResult.Overflow));
        Assert.Equal((0, 2, 0), (book.TradesCleared, book.UnmatchedFills, book.Pending));
        Assert.Equal(0, book.LedgerSum(1));
    }

    [Fact]
    public void TheLargestTradeIsExact()
    {
        _log.Name(NameKind.Symbol, 2, "BIG");
        Record big = _log.Instrument(2, 2, 4_294_000_000, MarketLog.Usd);
        _log.Records.RemoveAt(_log.Records.Count - 1);
        big.Instrument.MultiplierE4 = 600_000_000;
        _log.Records.Add(big);
        _log.Fill(7, 1, 1, 1, int.MaxValue, uint.MaxValue, instrument: 2);
        _log.Fill(7, 2, 2, 2, int.MaxValue, uint.MaxValue, instrument: 2);
        ClearingBook book = _log.Book();
        book.Settle();
        PendingTrade trade = book.PendingAt(0);
        Assert.Equal((PendingReason.Securities, uint.MaxValue), (trade.Reason, trade.Missing));
        Assert.Equal("B", book.HolderName(trade.Holder));

        _log.Lots(2, uint.MaxValue, 2);
        book = _log.Book();
        book.Settle();
        Int128 cash = (Int128)int.MaxValue * uint.MaxValue * (4_294_000_000L * 60_000 / 1_000_000);
        Assert.Equal((PendingReason.Cash, cash - 1_000), (book.PendingAt(0).Reason, book.PendingAt(0).Missing));
    }

    [Fact]
    public void BalancesAreOpeningPlusFillsInAnyOrderOfTheTwo() =>
        Gen.Select(Gen.UInt[1, 4], Gen.UInt[1, 4], Gen.Int[-3, 20], Gen.UInt[1, 5], Gen.Bool).Array[0, 40].Sample(
            trades =>
            {
                var log = new MarketLog(1_000_000, 1_000);
                var mirrored = new MarketLog(1_000_000, 1_000);
                var cash = new Int128[5];
                var lots = new Int128[5];
                for (uint i = 0; i < trades.Length; i++)
                {
                    var (buyer, seller, price, quantity, swap) = trades[i];
                    log.Trade(i + 1, buyer, seller, price, quantity);
                    mirrored.Trade(i + 1, buyer, seller, price, quantity);
                    int last = mirrored.Records.Count - 1;
                    if (swap)
                    {
                        (mirrored.Records[last], mirrored.Records[last - 1]) =
                            (mirrored.Records[last - 1], mirrored.Records[last]);
                    }

                    cash[buyer] -= (Int128)price * quantity;
                    cash[seller] += (Int128)price * quantity;
                    lots[buyer] += quantity;
                    lots[seller] -= quantity;
                }

                foreach (MarketLog one in (MarketLog[])[log, mirrored])
                {
                    ClearingBook book = one.Book();
                    Assert.Equal(trades.Length, book.Settle());
                    for (int account = 1; account <= 4; account++)
                    {
                        string name = ((char)('A' + account - 1)).ToString();
                        Assert.Equal(1_000_000 + cash[account], MarketLog.Balance(book, name, "USD"));
                        Assert.Equal(1_000 + lots[account], MarketLog.Balance(book, name, "S"));
                    }
                }
            },
            threads: 1, iter: 200);
}
