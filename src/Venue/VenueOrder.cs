namespace Gateway.Venue;

/// <summary>What the venue keeps of an open order besides what its book does.</summary>
internal struct VenueOrder
{
    /// <summary>Σ price × lots of its fills, ticks; below 2⁶³ because all its lots are below 2³².</summary>
    internal long Turnover;

    /// <summary>OrderID (37), from 1; 0 until it is accepted.</summary>
    internal int Number;

    /// <summary>Entry of the ClOrdID it was last accepted under.</summary>
    internal int ClOrdId;

    /// <summary>Whose it is.</summary>
    internal int Member;

    /// <summary>Row of its instrument.</summary>
    internal int Instrument;

    /// <summary>54 as a number.</summary>
    internal byte Side;

    /// <summary>1, repeated in its reports.</summary>
    internal Text32 Account;

    /// <summary>Average price of what is filled, × 10⁸, digits beyond cut off.</summary>
    /// <param name="lots">Lots filled.</param>
    /// <param name="tickE8">Tick, × 10⁸, below 2³².</param>
    internal readonly long AverageE8(uint lots, long tickE8)
    {
        if (lots == 0) return 0;
        (ulong whole, ulong rest) = ulong.DivRem((ulong)long.Abs(Turnover), lots);
        long average = ((long)whole * tickE8) + (long)(rest * (ulong)tickE8 / lots);
        return Turnover < 0 ? -average : average;
    }
}
