using System;

namespace Gateway.Wire;

/// <summary>How one instrument's ticks and lots become prices, quantities and money; integers only.</summary>
/// <remarks>Spec: records.md section 2. Value = |price| × quantity × <see cref="TickValueE8"/>, an Int128.</remarks>
public readonly struct Units
{
    /// <summary>Scale of prices and money.</summary>
    public const long E8 = 100_000_000;

    /// <summary>Scale of quantities and multipliers.</summary>
    public const long E4 = 10_000;

    private const long TickValueE8Max = 1L << 48;

    private Units(long tickE8, uint lotE4, long tickValueE8) =>
        (TickE8, LotE4, TickValueE8) = (tickE8, lotE4, tickValueE8);

    /// <summary>Smallest price step, currency × 10⁸; above 0.</summary>
    public long TickE8 { get; }

    /// <summary>Smallest quantity step × 10⁴; above 0.</summary>
    public uint LotE4 { get; }

    /// <summary>Money of one tick on one lot, × 10⁸; below 2⁴⁸.</summary>
    public long TickValueE8 { get; }

    /// <summary>Derives the value of a tick.</summary>
    /// <param name="tickE8">Tick, currency × 10⁸, below 2³² so that every price fits 64 bits.</param>
    /// <param name="lotE4">Lot × 10⁴.</param>
    /// <param name="multiplierE4">Multiplier × 10⁴.</param>
    /// <param name="minorDigits">Digits of the currency's minor unit, 0 to 8.</param>
    /// <param name="units">The units; default when false.</param>
    /// <returns>False when a term is out of range, or the value is not exact, 2⁴⁸ or more, or no whole number of minor
    /// units.</returns>
    public static bool TryMake(long tickE8, uint lotE4, long multiplierE4, int minorDigits, out Units units)
    {
        units = default;
        if (tickE8 is <= 0 or > uint.MaxValue || lotE4 == 0 || multiplierE4 <= 0) return false;

        (Int128 value, Int128 rest) = Int128.DivRem((Int128)tickE8 * lotE4 * multiplierE4, E8);
        if (rest != 0 || value <= 0 || value >= TickValueE8Max || value % MinorE8(minorDigits) != 0) return false;

        units = new Units(tickE8, lotE4, (long)value);
        return true;
    }

    /// <summary>One minor unit of a currency, money × 10⁸.</summary>
    /// <param name="minorDigits">Digits of the minor unit, 0 to 8.</param>
    /// <returns>10⁸⁻ᵈ.</returns>
    public static long MinorE8(int minorDigits)
    {
        long scale = E8;
        for (int i = 0; i < minorDigits; i++) scale /= 10;
        return scale;
    }

    /// <summary>A price in whole ticks.</summary>
    /// <param name="priceE8">Price × 10⁸.</param>
    /// <param name="ticks">Ticks, magnitude below 2³¹.</param>
    /// <returns>False off the tick or out of range.</returns>
    public bool TryTicks(long priceE8, out int ticks)
    {
        (long whole, long rest) = Math.DivRem(priceE8, TickE8);
        ticks = (int)whole;
        return rest == 0 && whole is > int.MinValue and <= int.MaxValue;
    }

    /// <summary>A quantity in whole lots.</summary>
    /// <param name="quantityE4">Quantity × 10⁴, not negative.</param>
    /// <param name="lots">Lots, below 2³².</param>
    /// <returns>False off the lot or out of range.</returns>
    public bool TryLots(long quantityE4, out uint lots)
    {
        (long whole, long rest) = Math.DivRem(quantityE4, LotE4);
        lots = (uint)whole;
        return rest == 0 && whole is >= 0 and <= uint.MaxValue;
    }

    /// <summary>Price of a number of ticks.</summary>
    /// <param name="ticks">Ticks.</param>
    /// <returns>Price × 10⁸.</returns>
    public long PriceE8(int ticks) => ticks * TickE8;

    /// <summary>Quantity of a number of lots.</summary>
    /// <param name="lots">Lots.</param>
    /// <returns>Quantity × 10⁴.</returns>
    public long QuantityE4(uint lots) => (long)lots * LotE4;

    /// <summary>What a quantity is worth at a price, without sign.</summary>
    /// <param name="price">Ticks.</param>
    /// <param name="quantity">Lots.</param>
    /// <param name="tickValueE8">Money of one tick on one lot, × 10⁸.</param>
    /// <returns>Money × 10⁸, below 2¹¹¹.</returns>
    public static Int128 ValueE8(int price, uint quantity, long tickValueE8) =>
        (Int128)((UInt128)((ulong)Math.Abs((long)price) * quantity) * (ulong)tickValueE8);
}
