namespace Gateway.Clearing;

/// <summary>Where a trade stands.</summary>
public enum TradeState : byte
{
    /// <summary>Novated; its legs are due.</summary>
    Pending,

    /// <summary>Every leg is posted.</summary>
    Settled,

    /// <summary>Busted before it settled: every leg is void.</summary>
    Cancelled,

    /// <summary>Busted after it settled: another trade gives everything back.</summary>
    Reversed,
}
