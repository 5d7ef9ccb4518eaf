using System;

namespace Gateway.Clearing;

/// <summary>A trade that has not settled, and what it lacks.</summary>
/// <param name="Trade">Number of the trade, from 1.</param>
/// <param name="Match">Row of the venue's match.</param>
/// <param name="Reason">Why; lots are looked at before money.</param>
/// <param name="Holder">Who lacks; 0 when nobody does.</param>
/// <param name="Asset">What is lacking.</param>
/// <param name="Missing">How much, in minor units or lots.</param>
public readonly record struct PendingTrade(
    int Trade,
    uint Match,
    PendingReason Reason,
    uint Holder,
    uint Asset,
    Int128 Missing);
