namespace Gateway.Clearing;

/// <summary>What became of a log record in the <see cref="ClearingBook"/>; refusals in order of precedence.</summary>
public enum ClearingResult : byte
{
    /// <summary>Taken: a name, an instrument, a movement.</summary>
    Ok,

    /// <summary>No matter of clearing; nothing changes, no journal needs it.</summary>
    Ignored,

    /// <summary>Not behind the last record that was applied: the log says it again. Nothing changes.</summary>
    Behind,

    /// <summary>A fill whose other half has not come yet.</summary>
    Unmatched,

    /// <summary>A fill that completed a trade; the house stands between buyer and seller.</summary>
    Novated,

    /// <summary>A bust of one side: the trade is held until the other side's comes.</summary>
    Held,

    /// <summary>A bust that undid its fill or, as the second of a trade, the trade.</summary>
    Busted,

    /// <summary>An enumeration, a length or a quantity is out of range.</summary>
    Malformed,

    /// <summary>The row has another text already.</summary>
    NameTaken,

    /// <summary>The symbol's name is missing.</summary>
    UnknownSymbol,

    /// <summary>The currency's name is missing.</summary>
    UnknownCurrency,

    /// <summary>The value of a tick is not exact, not whole in minor units, or 2⁴⁸ or more.</summary>
    BadUnits,

    /// <summary>The row is another instrument already.</summary>
    InstrumentTaken,

    /// <summary>The instrument's record is missing.</summary>
    UnknownInstrument,

    /// <summary>The account's name is missing.</summary>
    UnknownAccount,

    /// <summary>Zero, or no whole number of minor units.</summary>
    BadAmount,

    /// <summary>A fill that names no match can find no other half.</summary>
    NoMatch,

    /// <summary>The same name, instrument, fill or movement is here already; nothing changes.</summary>
    Exists,

    /// <summary>Another movement has this sequence.</summary>
    ExistsDifferent,

    /// <summary>A bust of a fill that is not here.</summary>
    UnknownFill,

    /// <summary>What ever moved in this asset would pass 2¹²⁷ - 1; the fill stays unmatched.</summary>
    Overflow,

    /// <summary>The account has not what it should give.</summary>
    NoCover,
}
