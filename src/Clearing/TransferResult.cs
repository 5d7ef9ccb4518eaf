namespace Gateway.Clearing;

/// <summary>What became of a <see cref="Transfer"/>: the order is the precedence, and contract.</summary>
/// <remarks>
/// Spec: clearing.md section 9. Left out until the ledger has what they speak of: time-outs
/// (exists_different_timeout_s, timeout_needs_pending, pending_expired), closed accounts (debit_closed,
/// credit_closed), debit accounts (exceeds_debits).
/// </remarks>
public enum TransferResult : byte
{
    /// <summary>Booked.</summary>
    Ok,

    /// <summary>Another transfer of its chain was refused.</summary>
    LinkedFailed,

    /// <summary>The batch ended inside the chain.</summary>
    ChainOpen,

    /// <summary>Id 0.</summary>
    IdZero,

    /// <summary>Id of all ones.</summary>
    IdMax,

    /// <summary>The id is taken by a transfer with other flags; linked is not compared.</summary>
    ExistsDifferentFlags,

    /// <summary>The id is taken by a transfer with another pending id.</summary>
    ExistsDifferentPendingId,

    /// <summary>The id is taken by a transfer with another debit.</summary>
    ExistsDifferentDebit,

    /// <summary>The id is taken by a transfer with another credit.</summary>
    ExistsDifferentCredit,

    /// <summary>The id is taken by a transfer with another amount.</summary>
    ExistsDifferentAmount,

    /// <summary>The id is taken by a transfer with another asset.</summary>
    ExistsDifferentAsset,

    /// <summary>The id is taken by a transfer with another code.</summary>
    ExistsDifferentCode,

    /// <summary>The same transfer was booked before; nothing changes.</summary>
    Exists,

    /// <summary>A transfer of this id failed for a reason that may pass; a retry never succeeds.</summary>
    IdAlreadyFailed,

    /// <summary>More than one of pending, post and void, or due without pending.</summary>
    FlagsConflict,

    /// <summary>No debit.</summary>
    DebitZero,

    /// <summary>No credit.</summary>
    CreditZero,

    /// <summary>Debit and credit are one.</summary>
    SameAccount,

    /// <summary>A post or void that names no pending transfer.</summary>
    PendingIdMissing,

    /// <summary>A pending id on a transfer that is neither post nor void.</summary>
    PendingIdMustBeZero,

    /// <summary>A post or void that names itself.</summary>
    PendingIdSelf,

    /// <summary>Amount 0 or below; of a post or void only below.</summary>
    AmountZero,

    /// <summary>No asset, or an unknown one.</summary>
    AssetMissing,

    /// <summary>No code.</summary>
    CodeZero,

    /// <summary>The debit is unknown.</summary>
    DebitNotFound,

    /// <summary>The credit is unknown.</summary>
    CreditNotFound,

    /// <summary>The pending transfer is unknown.</summary>
    PendingNotFound,

    /// <summary>The transfer named is not a pending one.</summary>
    PendingNotPending,

    /// <summary>A debit is given and is not the pending one's.</summary>
    PendingDifferentDebit,

    /// <summary>A credit is given and is not the pending one's.</summary>
    PendingDifferentCredit,

    /// <summary>An asset is given and is not the pending one's.</summary>
    PendingDifferentAsset,

    /// <summary>A code is given and is not the pending one's.</summary>
    PendingDifferentCode,

    /// <summary>More is to be posted than was pending.</summary>
    ExceedsPendingAmount,

    /// <summary>A void gives an amount that is not the pending one's.</summary>
    PendingDifferentAmount,

    /// <summary>It was posted before.</summary>
    PendingAlreadyPosted,

    /// <summary>It was voided before.</summary>
    PendingAlreadyVoided,

    /// <summary>What ever moved in this asset would pass 2¹²⁷ - 1; below that no sum over it can overflow.</summary>
    Overflow,

    /// <summary>A bounded account would give more than its free amount.</summary>
    ExceedsCredits,
}
