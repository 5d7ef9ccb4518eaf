namespace Gateway.Clearing;

/// <summary>One side of a match, as the venue reported it; (match, order) names it.</summary>
internal struct Fill
{
    internal const int None = -1;

    internal ulong OrderId;
    internal uint Match;
    internal uint Instrument;
    internal uint Holder;
    internal int Price;
    internal uint Quantity;
    internal bool Buys;
    internal FillState State;

    /// <summary>Row of the trade it is part of, or <see cref="None"/>.</summary>
    internal int Trade;

    /// <summary>Row of the next unmatched fill of the same match, or <see cref="None"/>.</summary>
    internal int Next;

    internal readonly bool Completes(in Fill other) =>
        Buys != other.Buys
        && Instrument == other.Instrument
        && Price == other.Price
        && Quantity == other.Quantity;

    internal readonly void AddTo(BookHash hash)
    {
        hash.Add(OrderId);
        hash.Add(Match);
        hash.Add(Instrument);
        hash.Add(Holder);
        hash.Add(Price);
        hash.Add(Quantity);
        hash.Add(Buys ? 1u : 0u);
        hash.Add((uint)State);
        hash.Add(Trade);
    }
}
