namespace Gateway.Clearing;

/// <summary>A fill whose other half has not come.</summary>
/// <param name="Match">Row of the venue's match.</param>
/// <param name="OrderId">The order's id.</param>
/// <param name="Holder">Holder of the account.</param>
/// <param name="Buys">True: the buy side.</param>
/// <param name="Instrument">Row of the instrument.</param>
/// <param name="Price">Ticks.</param>
/// <param name="Quantity">Lots.</param>
public readonly record struct UnmatchedFill(
    uint Match,
    ulong OrderId,
    uint Holder,
    bool Buys,
    uint Instrument,
    int Price,
    uint Quantity);
