using System;
using CsCheck;
using Gateway.Venue;

namespace Gateway.Tests.Venue;

/// <summary>One thing that is asked of a book; a cancel or replace names Which modulo those that rest.</summary>
internal sealed record BookStep(
    int What, bool Buy, bool Market, bool PostOnly, Validity Validity, int Price, uint Quantity, int Which)
{
    /// <summary>The same mixture from a plain generator, for tests that need one fixed run.</summary>
    public static BookStep Draw(Random random, int priceMin, int priceMax)
    {
        int validity = random.Next(5);
        return new BookStep(
            random.Next(10),
            random.Next(2) == 0,
            random.Next(10) == 0,
            random.Next(10) == 0,
            validity == 2 ? Validity.Day : (Validity)validity,
            random.Next(priceMin, priceMax + 1),
            (uint)random.Next(1, 13),
            random.Next(1001));
    }

    public static Gen<BookStep> Gen(int priceMin, int priceMax) =>
        from what in CsCheck.Gen.Int[0, 9]
        from buy in CsCheck.Gen.Bool
        from market in CsCheck.Gen.Int[0, 9]
        from postOnly in CsCheck.Gen.Int[0, 9]
        from digit in CsCheck.Gen.Int[0, 4]
        let validity = digit == 2 ? Validity.Day : (Validity)digit
        from price in CsCheck.Gen.Int[priceMin, priceMax]
        from quantity in CsCheck.Gen.UInt[1, 12]
        from which in CsCheck.Gen.Int[0, 1000]
        select new BookStep(what, buy, market == 0, postOnly == 0, validity, price, quantity, which);
}
