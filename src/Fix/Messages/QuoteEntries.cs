using System;

namespace Gateway.Fix.Messages;

/// <summary>Entries of a market data message; the values are those of a quote record's flags.</summary>
[Flags]
public enum QuoteEntries : byte
{
    /// <summary>No entry.</summary>
    None = 0,

    /// <summary>Best bid (269=0).</summary>
    Bid = 1 << 0,

    /// <summary>Best offer (269=1).</summary>
    Ask = 1 << 1,

    /// <summary>Last trade (269=2).</summary>
    Last = 1 << 2,
}
