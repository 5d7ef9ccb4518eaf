using System;
using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>What is known of one scope's row, so that an absent limit costs a bit test.</summary>
/// <remarks>
/// Bits 7 to 11: the row has a limit for the check of that number; bits 23 to 27: and it is switched on. The flags of
/// an order's scopes are ORed: no bit says one thing of one scope and another of the next.
/// </remarks>
[Flags]
internal enum ScopeFlags : uint
{
    /// <summary>Not registered, nothing set.</summary>
    None = 0,

    /// <summary>A check-0 row was accepted.</summary>
    Registered = 1 << 0,

    /// <summary>Check 3, disable.</summary>
    Killed = 1 << 1,

    /// <summary>Check 3, reduce-only.</summary>
    ReduceOnly = 1 << 2,

    /// <summary>Instrument: a limit price may be zero or less.</summary>
    AnyPrice = 1 << 3,

    /// <summary>Instrument: a Price row was accepted.</summary>
    Priced = 1 << 4,

    /// <summary>Pair: an order was accepted or an execution applied, so the opening position is over.</summary>
    Traded = 1 << 5,

    /// <summary>Session: the rate or the burst is 0, every message is refused.</summary>
    RateZero = 1 << 6,

    /// <summary>The row lies outside its table: it stands for every such row and is never written.</summary>
    Nowhere = 1 << 12,
}

/// <summary>The bits of a check's limit in <see cref="ScopeFlags"/>.</summary>
internal static class LimitBits
{
    private const int OnShift = 16;

    /// <summary>Set when the row has a limit for the check, on or off.</summary>
    internal static ScopeFlags Row(Verdict check) => (ScopeFlags)(1u << (int)check);

    /// <summary>Set when the limit holds.</summary>
    internal static ScopeFlags On(Verdict check) => (ScopeFlags)(1u << ((int)check + OnShift));
}
