namespace Gateway.Venue;

/// <summary>Why the venue refuses a request; in order of precedence.</summary>
internal enum Refusal : byte
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>A value is wrong, or a text is longer than the venue keeps.</summary>
    Malformed,

    /// <summary>A cancel or replace names no order that was accepted.</summary>
    UnknownOrder,

    /// <summary>The ClOrdID was accepted before.</summary>
    Duplicate,

    /// <summary>The order that a cancel or replace names has ended.</summary>
    TooLate,

    /// <summary>The venue does not list the symbol.</summary>
    UnknownSymbol,

    /// <summary>A cancel or replace names another symbol or side than its order has.</summary>
    OtherOrder,

    /// <summary>Type, time in force and instructions do not go together.</summary>
    Terms,

    /// <summary>The quantity is 0, off the lot or out of range.</summary>
    Quantity,

    /// <summary>The price is off the tick, out of range, or not above 0 where it has to be.</summary>
    Price,

    /// <summary>The table of ClOrdIDs is full.</summary>
    ClOrdIdsFull,

    /// <summary>There are as many open orders as there may be.</summary>
    OrdersFull,

    /// <summary>A replace asks for no more than is filled.</summary>
    QuantityFilled,

    /// <summary>A post-only order would take.</summary>
    WouldTake,
}
