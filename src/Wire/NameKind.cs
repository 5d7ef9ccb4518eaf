namespace Gateway.Wire;

/// <summary>Which table the row of a <see cref="Name"/> is of. Spec: records.md section 1.</summary>
public enum NameKind : byte
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary>A request's ClOrdID (11); the row is the request, the session beside it.</summary>
    ClOrdId = 1,

    /// <summary>An account.</summary>
    Account = 2,

    /// <summary>An instrument's symbol (55).</summary>
    Symbol = 3,

    /// <summary>A session's CompID (49).</summary>
    CompId = 4,

    /// <summary>A trader.</summary>
    Trader = 5,

    /// <summary>A user who changes limits.</summary>
    User = 6,

    /// <summary>A firm.</summary>
    Firm = 7,

    /// <summary>A venue.</summary>
    Venue = 8,

    /// <summary>A currency, by its ISO 4217 code.</summary>
    Currency = 9,

    /// <summary>A venue's ExecID (17) before each fill and bust; the row is its match, the time TransactTime
    /// (60).</summary>
    VenueExecution = 10,

    /// <summary>A venue's TrdMatchID (880).</summary>
    Match = 11,
}
