using Gateway.Fix;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>What a lane knows before the first order: rows, their texts and units. Never changes.</summary>
/// <param name="Instruments">By instrument row.</param>
/// <param name="Accounts">By account row.</param>
/// <param name="Sessions">Brokers' sessions by session row.</param>
/// <param name="Traders">By trader row; row 0 stands for none.</param>
/// <param name="Venue">The session to the venue; the lane is its initiator.</param>
/// <param name="VenueAddress">Where the venue listens.</param>
/// <param name="VenueRow">Row of the venue (Name kind 8).</param>
public sealed record LaneMarket(
    LaneInstrument[] Instruments,
    LaneAccount[] Accounts,
    LaneSession[] Sessions,
    LaneTrader[] Traders,
    FixSessionSettings Venue,
    string VenueAddress,
    uint VenueRow);

/// <summary>One instrument row.</summary>
/// <param name="Symbol">Symbol (55), at most 28 bytes.</param>
/// <param name="Units">Tick, lot and value of a tick.</param>
/// <param name="CollarBp">Width of the collar on each side of the reference, basis points; above 0.</param>
/// <param name="AgeMsMax">Age at which a reference is stale, ms; above 0.</param>
/// <param name="PriceMayBeNegative">A price may be zero or less.</param>
public sealed record LaneInstrument(
    byte[] Symbol, Units Units, ushort CollarBp, uint AgeMsMax, bool PriceMayBeNegative)
{
    /// <summary>Ticks that pass whatever the reference; null: the collar alone decides.</summary>
    public (int Low, int High)? AlwaysPass { get; init; }
}

/// <summary>One account row.</summary>
/// <param name="Name">Account (1), at most 28 bytes.</param>
/// <param name="FirmRow">Row of its firm.</param>
public sealed record LaneAccount(byte[] Name, uint FirmRow);

/// <summary>One broker's session.</summary>
/// <param name="Settings">Identity and rules of the session.</param>
/// <param name="FirmRow">Row of its firm: only that firm's accounts and traders are known to it.</param>
/// <param name="Address">Where the lane listens for it.</param>
public sealed record LaneSession(FixSessionSettings Settings, uint FirmRow, string Address)
{
    /// <summary>Its open orders are cancelled when it was gone so long, ns; null: they stay.</summary>
    public ulong? CancelGraceNs { get; init; }

    /// <summary>Orders that are good till cancelled stay then.</summary>
    public bool CancelSparesGtc { get; init; }
}

/// <summary>One trader row.</summary>
/// <param name="Name">SenderSubID (50), at most 28 bytes.</param>
/// <param name="FirmRow">Row of its firm.</param>
public sealed record LaneTrader(byte[] Name, uint FirmRow);
