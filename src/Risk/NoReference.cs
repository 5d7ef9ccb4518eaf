namespace Gateway.Risk;

/// <summary>Check 4: no Price row was accepted for the instrument. Twin: the RTL module NoReference.</summary>
internal static class NoReference
{
    /// <param name="instrument">The instrument's flags.</param>
    internal static bool Fails(ScopeFlags instrument) => (instrument & ScopeFlags.Priced) == 0;
}
