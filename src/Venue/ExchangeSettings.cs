using System;
using Gateway.Fix;

namespace Gateway.Venue;

/// <summary>What a venue lists, who may connect, and how much of everything it holds.</summary>
public sealed record ExchangeSettings
{
    /// <summary>Where it listens, as the back end of its stack names places.</summary>
    public required string Address { get; init; }

    /// <summary>Its members' sessions, all of them acceptors; CompIDs of at most 64 bytes.</summary>
    public required FixSessionSettings[] Sessions { get; init; }

    /// <summary>What it lists; no symbol twice.</summary>
    public required VenueInstrument[] Instruments { get; init; }

    /// <summary>Most orders that are open at a time; about 150 bytes each, and 16 in each instrument.</summary>
    public int OrdersOpenMax { get; init; } = 1 << 18;

    /// <summary>Most ClOrdIDs that are accepted in a run, of orders and replaces; about 64 bytes each.</summary>
    public int ClOrdIdsMax { get; init; } = 1 << 22;

    /// <summary>Most connections at a time, those included that have not logged on.</summary>
    public int ConnectionsMax { get; init; } = 16;

    /// <summary>Messages that a session can have resent; rounded up to a power of two.</summary>
    public int StoredMessagesMax { get; init; } = 1 << 16;

    /// <summary>Bytes of them.</summary>
    public int StoredBytesMax { get; init; } = 1 << 24;

    /// <summary>Makes the store of a session; null: it ends with the process.</summary>
    public Func<FixSessionSettings, MessageStore>? StoreOf { get; init; }

    /// <summary>Keeps every request before it is handled; null: the venue ends with the process.</summary>
    public VenueJournal? Journal { get; init; }

    /// <summary>
    /// How often the last trade of an instrument is told again, ns. Half of the 100 ms that are promised: a late poll
    /// still keeps the promise.
    /// </summary>
    public ulong QuoteEveryNs { get; init; } = 50_000_000;

    /// <summary>A fault to plant: the report of the n-th fill is sent twice; 0 plants none.</summary>
    public long DoubleFillAt { get; init; }
}
