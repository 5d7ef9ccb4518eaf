namespace Gateway.Wire;

/// <summary>Whom a <see cref="Limit"/> row holds for. Spec: records.md sections 1 and 4.</summary>
public enum LimitScope : byte
{
    /// <summary>No scope: Malformed.</summary>
    None = 0,

    /// <summary>Everything that passes the gateway; always registered.</summary>
    Gateway = 1,

    /// <summary>A firm; its row stands in the account's place.</summary>
    Firm = 2,

    /// <summary>An account.</summary>
    Account = 3,

    /// <summary>An instrument.</summary>
    Instrument = 4,

    /// <summary>An account in one instrument.</summary>
    AccountInstrument = 5,

    /// <summary>A session.</summary>
    Session = 6,

    /// <summary>A trader; its row stands in the account's place.</summary>
    Trader = 7,
}
