namespace Gateway.Risk;

/// <summary>Check 3: a scope is disabled, or reduce-only and the order does not reduce.</summary>
/// <remarks>Twin: the RTL module Killed.</remarks>
internal static class Killed
{
    /// <param name="scopes">Flags of all scopes of the order, ORed: 1 to 7.</param>
    /// <param name="reduces">See <see cref="Reduction"/>.</param>
    internal static bool Fails(ScopeFlags scopes, bool reduces) =>
        (scopes & ScopeFlags.Killed) != 0 || ((scopes & ScopeFlags.ReduceOnly) != 0 && !reduces);
}
