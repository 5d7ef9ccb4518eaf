using System;
using Gateway.Host.Configuration;
using Gateway.Wire;

namespace Gateway.Host.Inputs;

/// <summary>Prices that wander around each instrument's reference, and quantities at the edge of each limit.</summary>
internal sealed class SyntheticPrices
{
    /// <summary>Opening reference of an instrument that has none in the configuration, ticks.</summary>
    internal const int LateReference = 10_000;

    /// <summary>When the late instrument may be crossed, thousandths of the messages.</summary>
    internal const int LateCrossPermille = 500;

    private const int LatePercent = 12;
    private const int DriftTicks = 20;
    private const int SpreadTicks = 10;
    private const int BasisPoints = 10_000;
    private const uint LotsMax = 1_000_000;

    private readonly MarketConfig _market;
    private readonly Random _random;
    private readonly int[] _middle;

    internal SyntheticPrices(MarketConfig market, Random random)
    {
        (_market, _random) = (market, random);
        _middle = new int[market.Instruments.Length];
        for (int i = 0; i < _middle.Length; i++) _middle[i] = Reference(i);
    }

    internal int Choose()
    {
        int instrument = _random.Next(_middle.Length);
        bool late = _market.Instruments[instrument].ReferenceTicks == null;
        return late && _random.Next(100) >= LatePercent * 2 ? 0 : instrument;
    }

    internal bool MayCross(int instrument, int permille) =>
        _market.Instruments[instrument].ReferenceTicks != null || permille >= LateCrossPermille;

    /// <summary>A price in ticks: behind the middle when it is to rest, beyond it when it is to cross.</summary>
    internal int Next(int instrument, bool buy, bool cross, int permille)
    {
        int reference = Reference(instrument);
        int drift = MayCross(instrument, permille) ? Math.Min(DriftTicks, Width(instrument) / 4) : 0;
        int moved = _middle[instrument] + _random.Next(-1, 2);
        _middle[instrument] = Math.Clamp(moved, reference - drift, reference + drift);
        int away = 1 + _random.Next(Math.Max(1, Math.Min(SpreadTicks, Width(instrument) / 4)));
        int sign = buy == cross ? 1 : -1;
        return Math.Max(1, _middle[instrument] + (sign * away));
    }

    /// <summary>Far below the middle and still inside the collar, wherever the reference has drifted.</summary>
    internal int Lowest(int instrument) => Math.Max(1, Reference(instrument) - (Width(instrument) / 2));

    /// <summary>One lot more than an order may have.</summary>
    internal long QuantityBeyond(int account, int instrument) =>
        Math.Min(LotsMax, (long)SyntheticPiles.Least(_market, Verdict.OrderQuantity, account, instrument) + 1);

    /// <summary>As many lots as an order may have, when that is worth more than it may be; else the most that it may
    /// have.</summary>
    internal long ValueBeyond(in Intent intent)
    {
        UInt128 lots = SyntheticPiles.Least(_market, Verdict.OrderQuantity, intent.Account, intent.Instrument);
        return lots > LotsMax ? LotsMax : (long)lots;
    }

    /// <summary>The largest order that passes quantity and value at the lowest price.</summary>
    internal uint LargestAt(int account, int instrument)
    {
        UInt128 lots = SyntheticPiles.Least(_market, Verdict.OrderQuantity, account, instrument);
        UInt128 value = SyntheticPiles.Least(_market, Verdict.OrderValue, account, instrument);
        UInt128 each = (UInt128)Units.ValueE8(Lowest(instrument), 1, _market.Instruments[instrument].Units.TickValueE8);
        UInt128 least = UInt128.Min(UInt128.Min(lots, value / each), LotsMax);
        return least == 0 ? 1 : (uint)least;
    }

    private int Reference(int instrument) => _market.Instruments[instrument].ReferenceTicks ?? LateReference;

    private int Width(int instrument) =>
        (int)(Math.Abs((long)Reference(instrument)) * _market.Instruments[instrument].CollarBp / BasisPoints);
}
