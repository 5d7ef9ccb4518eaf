namespace Gateway.Venue;

/// <summary>What a <see cref="BookEvent"/> tells.</summary>
public enum BookEventKind : byte
{
    /// <summary>A new order is taken: before anything else that happens to it.</summary>
    Acknowledged = 1,

    /// <summary>A new order is refused; it ended.</summary>
    Rejected = 2,

    /// <summary>Two orders traded; either may have ended by it.</summary>
    Trade = 3,

    /// <summary>An order ended: cancelled on request, or the rest of one that does not rest.</summary>
    Cancelled = 4,

    /// <summary>An order has its new price and quantity.</summary>
    Replaced = 5,

    /// <summary>A replace is refused; the order stands as it was.</summary>
    ReplaceRejected = 6,
}
