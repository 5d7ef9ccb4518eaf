using Gateway.Wire;

namespace Gateway.Host.Configuration;

/// <summary>One row of the instrument table.</summary>
/// <param name="Symbol">FIX 55.</param>
/// <param name="Venue">Id of its venue.</param>
/// <param name="Currency">ISO 4217 code; the market's risk currency.</param>
/// <param name="Units">Tick, lot and the value of a tick.</param>
/// <param name="MultiplierE4">Units of the underlying in one unit of quantity, × 10⁴.</param>
/// <param name="ReferenceTicks">Opening reference, never 0; null when the market has not opened.</param>
/// <param name="CollarBp">Width of the collar on each side of the reference, basis points, above 0.</param>
/// <param name="AgeMsMax">Age at which a reference is stale, ms, above 0.</param>
/// <param name="PriceMayBeNegative">Whether a price may be zero or less.</param>
public sealed record InstrumentConfig(
    string Symbol,
    string Venue,
    string Currency,
    Units Units,
    long MultiplierE4,
    int? ReferenceTicks,
    ushort CollarBp,
    uint AgeMsMax,
    bool PriceMayBeNegative)
{
    /// <summary>Ticks that pass whatever the reference: those of a played file, which no collar is to refuse.</summary>
    public (int Low, int High)? AlwaysPass { get; init; }
}
