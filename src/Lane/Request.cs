using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>One D, F or G of a session, or a cancel that the gateway made: 32 bytes beside its ClOrdID.</summary>
internal struct Request
{
    /// <summary>The order it asked about; 0 when it named none.</summary>
    internal ulong OrderId;

    /// <summary>Slot of the order while it has one.</summary>
    internal int Slot;

    /// <summary>Of a replace the price asked for, ticks.</summary>
    internal int Price;

    /// <summary>Of a replace the OrderQty asked for, lots.</summary>
    internal uint OrderQuantity;

    /// <summary>The request it named in 41; 0 none.</summary>
    internal uint Original;

    /// <summary>Of a pending replace the next one; 0 the last.</summary>
    internal uint NextPending;

    /// <summary>What it asked for.</summary>
    internal Operation Operation;

    /// <summary>Of a replace the kind (40) asked for.</summary>
    internal byte Kind;

    /// <summary>Of a replace the time in force (59) asked for.</summary>
    internal byte TimeInForce;

    /// <summary>The gateway refused it: it names no order.</summary>
    internal bool Refused;

    /// <summary>The venue has answered it: acknowledged, replaced, rejected or cancelled.</summary>
    internal bool Answered;
}
