using System.Collections.Immutable;

namespace Gateway.Host.Configuration;

/// <summary>One row of the account table; accounts are numbered through all firms.</summary>
/// <param name="Name">FIX 1.</param>
/// <param name="FirmRow">Its firm.</param>
/// <param name="InstrumentAllowed">By instrument row, whether it may trade it.</param>
/// <param name="OpeningCash">At most one row a currency.</param>
/// <param name="OpeningSecurities">At most one row an instrument.</param>
public sealed record AccountConfig(
    string Name,
    int FirmRow,
    ImmutableArray<bool> InstrumentAllowed,
    ImmutableArray<OpeningCash> OpeningCash,
    ImmutableArray<OpeningSecurities> OpeningSecurities);
