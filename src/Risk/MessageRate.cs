using System;
using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>Check 11: a session sends faster than its rate and burst. Twin: the RTL module MessageRate.</summary>
/// <remarks>
/// Source: the generic cell rate algorithm (ITU-T I.371 annex A), virtual scheduling: t is when the next message is
/// due, the burst is how far ahead of it one may be. A row that is switched off is not read and does not move t.
/// </remarks>
internal static class MessageRate
{
    private const ulong NsPerSecond = 1_000_000_000;

    /// <summary>Gives a session its rate.</summary>
    /// <param name="row">The session; t stays as it is.</param>
    /// <param name="rate">Messages a second; 0 refuses each.</param>
    /// <param name="burst">Messages at once; 0 refuses each.</param>
    internal static void Set(ref SessionRow row, ulong rate, ulong burst)
    {
        bool zero = rate == 0 || burst == 0;
        row.Flags = zero ? row.Flags | ScopeFlags.RateZero : row.Flags & ~ScopeFlags.RateZero;
        row.IntervalNs = zero ? 0 : NsPerSecond / rate;
        row.ToleranceNs = zero ? 0 : Product(burst - 1, row.IntervalNs);
    }

    /// <summary>timeNs &lt; t − (L2 − 1) × T.</summary>
    internal static bool Fails(ulong timeNs, in SessionRow row)
    {
        if ((row.Flags & LimitBits.Row(Verdict.MessageRate)) == 0) return true;
        if ((row.Flags & LimitBits.On(Verdict.MessageRate)) == 0) return false;
        if ((row.Flags & ScopeFlags.RateZero) != 0) return true;
        return row.DueNs > row.ToleranceNs && timeNs < row.DueNs - row.ToleranceNs;
    }

    /// <summary>t = max(t, timeNs) + T, of an accepted message; stops at 2⁶⁴ − 1, in the year 2554.</summary>
    internal static void Take(ulong timeNs, ref SessionRow row)
    {
        if ((row.Flags & LimitBits.On(Verdict.MessageRate)) == 0) return;
        ulong from = Math.Max(row.DueNs, timeNs);
        row.DueNs = from > ulong.MaxValue - row.IntervalNs ? ulong.MaxValue : from + row.IntervalNs;
    }

    /// <summary>t is at most 2⁶⁴ − 1, so a tolerance above that says no more than 2⁶⁴ − 1 does.</summary>
    private static ulong Product(ulong a, ulong b) =>
        Math.BigMul(a, b, out ulong low) == 0 ? low : ulong.MaxValue;
}
