namespace Gateway.Venue;

/// <summary>TimeInForce as the venue knows it; the number is the digit of 59.</summary>
public enum Validity : byte
{
    /// <summary>Stands until it is filled or cancelled, or the day ends.</summary>
    Day = 0,

    /// <summary>Stands until it is filled or cancelled (GTC).</summary>
    UntilCancelled = 1,

    /// <summary>Fills what it can at once, the rest is cancelled (IOC).</summary>
    Immediate = 3,

    /// <summary>Fills at once and completely, or is cancelled without a fill (FOK).</summary>
    FillOrKill = 4,
}
