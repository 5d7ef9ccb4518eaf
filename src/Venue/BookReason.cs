namespace Gateway.Venue;

/// <summary>Why a book refuses; in order of precedence.</summary>
public enum BookReason : byte
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>A replace asks for no more in all than is filled.</summary>
    QuantityFilled = 1,

    /// <summary>A post-only order would take.</summary>
    WouldTake = 2,
}
