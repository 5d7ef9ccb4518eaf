using System.Runtime.InteropServices;

namespace Gateway.Risk;

/// <summary>State and message rate of one session; times in ns. Owned by <see cref="MessageRate"/>.</summary>
/// <remarks>32 bytes, two rows a cache line.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct SessionRow
{
    [FieldOffset(0)] internal ScopeFlags Flags;

    /// <summary>T = ⌊10⁹ / L⌋; 0 when L is 0.</summary>
    [FieldOffset(8)] internal ulong IntervalNs;

    /// <summary>(L2 − 1) × T, at most 2⁶⁴ − 1.</summary>
    [FieldOffset(16)] internal ulong ToleranceNs;

    /// <summary>t, at most 2⁶⁴ − 1.</summary>
    [FieldOffset(24)] internal ulong DueNs;
}
