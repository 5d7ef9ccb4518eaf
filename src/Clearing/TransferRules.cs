using System;
using System.Numerics;

namespace Gateway.Clearing;

/// <summary>The guards that need no balance, each list in the order of <see cref="TransferResult"/>.</summary>
internal static class TransferRules
{
    private const TransferFlags Kinds = TransferFlags.Pending | TransferFlags.Post | TransferFlags.Void;

    internal const TransferFlags Ends = TransferFlags.Post | TransferFlags.Void;

    internal static TransferResult Id(UInt128 id) =>
        id == 0 ? TransferResult.IdZero
        : id == UInt128.MaxValue ? TransferResult.IdMax
        : TransferResult.Ok;

    /// <summary>Compares a transfer with the one that has its id.</summary>
    internal static TransferResult Again(in Transfer given, in Transfer booked) =>
        ((given.Flags ^ booked.Flags) & ~TransferFlags.Linked) != 0 ? TransferResult.ExistsDifferentFlags
        : given.PendingId != booked.PendingId ? TransferResult.ExistsDifferentPendingId
        : given.Debit != booked.Debit ? TransferResult.ExistsDifferentDebit
        : given.Credit != booked.Credit ? TransferResult.ExistsDifferentCredit
        : given.Amount != booked.Amount ? TransferResult.ExistsDifferentAmount
        : given.Asset != booked.Asset ? TransferResult.ExistsDifferentAsset
        : given.Code != booked.Code ? TransferResult.ExistsDifferentCode
        : TransferResult.Exists;

    /// <summary>What the transfer says of itself.</summary>
    internal static TransferResult Shape(in Transfer t)
    {
        bool ends = t.Is(Ends);
        if (BitOperations.PopCount((uint)(t.Flags & Kinds)) > 1) return TransferResult.FlagsConflict;
        if (t.Is(TransferFlags.Due) && !t.Is(TransferFlags.Pending)) return TransferResult.FlagsConflict;
        if (!ends && t.Debit == 0) return TransferResult.DebitZero;
        if (!ends && t.Credit == 0) return TransferResult.CreditZero;
        if (!ends && t.Debit == t.Credit) return TransferResult.SameAccount;
        if (ends && t.PendingId == 0) return TransferResult.PendingIdMissing;
        if (!ends && t.PendingId != 0) return TransferResult.PendingIdMustBeZero;
        if (ends && t.PendingId == t.Id) return TransferResult.PendingIdSelf;
        if (t.Amount < 0 || (!ends && t.Amount == 0)) return TransferResult.AmountZero;
        return TransferResult.Ok;
    }

    /// <summary>Compares a post or void, filled in, with its pending transfer.</summary>
    internal static TransferResult Ending(in Transfer end, in Transfer pending, PendingState state)
    {
        if (!pending.Is(TransferFlags.Pending)) return TransferResult.PendingNotPending;
        if (end.Debit != pending.Debit) return TransferResult.PendingDifferentDebit;
        if (end.Credit != pending.Credit) return TransferResult.PendingDifferentCredit;
        if (end.Asset != pending.Asset) return TransferResult.PendingDifferentAsset;
        if (end.Code != pending.Code) return TransferResult.PendingDifferentCode;
        if (end.Amount > pending.Amount) return TransferResult.ExceedsPendingAmount;
        if (end.Is(TransferFlags.Void) && end.Amount != pending.Amount) return TransferResult.PendingDifferentAmount;
        if (state == PendingState.Posted) return TransferResult.PendingAlreadyPosted;
        if (state == PendingState.Voided) return TransferResult.PendingAlreadyVoided;
        return TransferResult.Ok;
    }

    /// <summary>Whether a refusal spends the id: its reason may pass, and a retry must not book it.</summary>
    internal static bool Spends(TransferResult result) => result is TransferResult.DebitNotFound
        or TransferResult.CreditNotFound or TransferResult.PendingNotFound or TransferResult.ExceedsCredits;
}
