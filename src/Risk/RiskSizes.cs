namespace Gateway.Risk;

/// <summary>How many rows each table of the risk engine has; all memory is taken at construction.</summary>
/// <param name="Accounts">Rows of accounts.</param>
/// <param name="Instruments">Rows of instruments.</param>
/// <param name="Sessions">Rows of sessions.</param>
/// <param name="Firms">Rows of firms.</param>
/// <param name="Traders">Rows of traders, row 0 (none) included.</param>
public readonly record struct RiskSizes(int Accounts, int Instruments, int Sessions, int Firms, int Traders)
{
    /// <summary>
    /// Accounts × instruments at most: a pair costs two lines of 64 bytes, so 2²² of them take 512 MiB.
    /// </summary>
    public const int PairsMax = 1 << 22;

    /// <summary>Rows of any table but the traders' at most: the pairs' bound, so that none outgrows them.</summary>
    public const int RowsMax = PairsMax;

    /// <summary>Rows of traders at most: a trader is 16 bits, and all ones is no row.</summary>
    public const int TradersMax = ushort.MaxValue;

    /// <summary>Accounts × instruments.</summary>
    public long Pairs => (long)Accounts * Instruments;

    /// <summary>Whether tables of these sizes can be made; ask before construction.</summary>
    /// <param name="sizes">The sizes that a configuration asks for.</param>
    /// <param name="message">One line that says which does not fit and what fits; empty when true.</param>
    /// <returns>True when every table fits.</returns>
    public static bool Fit(RiskSizes sizes, out string message)
    {
        message = Misfit("accounts", sizes.Accounts, 1, RowsMax)
            ?? Misfit("instruments", sizes.Instruments, 1, RowsMax)
            ?? Misfit("sessions", sizes.Sessions, 1, RowsMax)
            ?? Misfit("firms", sizes.Firms, 1, RowsMax)
            ?? Misfit("traders", sizes.Traders, 0, TradersMax)
            ?? (sizes.Pairs <= PairsMax ? "" : Product(sizes));
        return message.Length == 0;
    }

    private static string? Misfit(string table, int rows, int least, int most) =>
        rows >= least && rows <= most ? null : $"{rows} {table}: from {least} to {most} fit";

    private static string Product(RiskSizes sizes) =>
        $"{sizes.Accounts} accounts × {sizes.Instruments} instruments = {sizes.Pairs} pairs: at most {PairsMax} fit";
}
