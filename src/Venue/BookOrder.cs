namespace Gateway.Venue;

/// <summary>One order as its book sees it; what its owner keeps of it lies in the owner's table.</summary>
public struct BookOrder
{
    /// <summary>Limit in ticks, above <see cref="int.MinValue"/>; of a market order 0.</summary>
    public int Price;

    /// <summary>Lots asked for in all (38), fills included.</summary>
    public uint Quantity;

    /// <summary>Lots filled so far (14).</summary>
    public uint Filled;

    /// <summary>True buys, false sells.</summary>
    public bool Buy;

    /// <summary>It takes any price and never rests.</summary>
    public bool Market;

    /// <summary>It may only rest: one that would take is refused.</summary>
    public bool PostOnly;

    /// <summary>How long it stands.</summary>
    public Validity Validity;

    internal int Next;
    internal int Previous;
    internal int Level;

    /// <summary>Lots that may still be filled (151 of a working order).</summary>
    public readonly uint Open => Quantity - Filled;

    /// <summary>What is left after matching stands in the book.</summary>
    internal readonly bool Rests => !Market && Validity is Validity.Day or Validity.UntilCancelled;

    /// <summary>Its price on a scale on which more is better for the other side: bids up, offers down.</summary>
    internal readonly int Key => Buy ? Price : -Price;
}
