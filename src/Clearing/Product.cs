using Gateway.Wire;

namespace Gateway.Clearing;

/// <summary>What clearing needs of an instrument.</summary>
internal readonly struct Product(Instrument record, uint security, uint currency, long tickValue)
{
    /// <summary>Its record, to tell a repetition from a change.</summary>
    internal Instrument Record { get; } = record;

    /// <summary>Asset that is delivered.</summary>
    internal uint Security { get; } = security;

    /// <summary>Asset that is paid.</summary>
    internal uint Currency { get; } = currency;

    /// <summary>Minor units of one tick on one lot.</summary>
    internal long TickValue { get; } = tickValue;
}
