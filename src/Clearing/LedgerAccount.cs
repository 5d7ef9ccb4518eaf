using System;

namespace Gateway.Clearing;

/// <summary>What one holder has of one asset, as sums of debits and credits that only transfers change.</summary>
/// <remarks>No sum is above the asset's turnover, which fits an Int128: none of the differences can overflow.</remarks>
public struct LedgerAccount
{
    /// <summary>Who holds.</summary>
    public uint Holder;

    /// <summary>What is held.</summary>
    public uint Asset;

    /// <summary>True: no debit may exceed <see cref="Free"/>.</summary>
    public bool Bounded;

    /// <summary>Sum of posted debits.</summary>
    public Int128 DebitsPosted;

    /// <summary>Sum of posted credits.</summary>
    public Int128 CreditsPosted;

    /// <summary>Sum of reservations out of the account.</summary>
    public Int128 DebitsPending;

    /// <summary>Sum of reservations into the account.</summary>
    public Int128 CreditsPending;

    /// <summary>Sum of obligations to give.</summary>
    public Int128 DebitsDue;

    /// <summary>Sum of obligations to be given.</summary>
    public Int128 CreditsDue;

    /// <summary>What the holder has.</summary>
    public readonly Int128 Balance => CreditsPosted - DebitsPosted;

    /// <summary>What the holder can still give.</summary>
    public readonly Int128 Free => CreditsPosted - DebitsPosted - DebitsPending;
}
