namespace Gateway.Host.Configuration;

/// <summary>What an account holds of one instrument before the first order.</summary>
/// <param name="InstrumentRow">The instrument.</param>
/// <param name="Lots">Lots, not negative.</param>
public sealed record OpeningSecurities(int InstrumentRow, long Lots);
