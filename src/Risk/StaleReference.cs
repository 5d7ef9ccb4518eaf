namespace Gateway.Risk;

/// <summary>Check 5: the reference is older than its age limit. Twin: the RTL module StaleReference.</summary>
internal static class StaleReference
{
    /// <summary>A price that is younger than the order is not stale.</summary>
    /// <param name="timeNs">The order's.</param>
    /// <param name="priceTimeNs">The Price row's.</param>
    /// <param name="ageNsMax">ageMsMax × 10⁶.</param>
    internal static bool Fails(ulong timeNs, ulong priceTimeNs, ulong ageNsMax) =>
        timeNs > priceTimeNs && timeNs - priceTimeNs > ageNsMax;
}
