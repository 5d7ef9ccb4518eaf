namespace Gateway.Risk;

/// <summary>Check 2 of an order: a row out of range or not registered. Twin: the RTL module UnknownRow.</summary>
/// <remarks>
/// A pair is registered only where its account, instrument and firm are, and nothing is ever taken back, so the pair
/// answers for them. An order whose pair is not registered has no row that could hold its exposure.
/// </remarks>
internal static class UnknownRow
{
    /// <summary>Trader 0 (none) is given as registered.</summary>
    internal static bool Fails(ScopeFlags pair, ScopeFlags session, ScopeFlags trader) =>
        (pair & session & trader & ScopeFlags.Registered) == 0;

    /// <summary>A mass cancel needs no pair: it holds nothing. All ones (any) is given as registered.</summary>
    internal static bool MassFails(ScopeFlags instrument, ScopeFlags account, ScopeFlags session, ScopeFlags trader) =>
        (instrument & account & session & trader & ScopeFlags.Registered) == 0;
}
