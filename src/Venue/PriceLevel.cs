namespace Gateway.Venue;

/// <summary>The orders of one price in the order of their time, linked through <see cref="BookOrder.Next"/>.</summary>
internal struct PriceLevel
{
    /// <summary>Open lots of all of them.</summary>
    internal ulong Quantity;

    /// <summary>The oldest order: the first to trade.</summary>
    internal int Head;

    /// <summary>The newest order; -1 with <see cref="Head"/> when there is none.</summary>
    internal int Tail;
}
