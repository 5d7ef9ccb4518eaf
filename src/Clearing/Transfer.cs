using System;
using System.Runtime.InteropServices;

namespace Gateway.Clearing;

/// <summary>One amount of one asset from one holder to another; immutable once it is in the ledger.</summary>
/// <remarks>
/// 64 bytes, little-endian, no padding, one cache line. Spec: clearing.md section 9.
/// <code>
/// offset size field        unit
/// ------ ---- ------------ ------------------------------------------
///      0   16 Id           chosen by the caller, not 0, not all ones
///     16   16 PendingId    of a post or void, else 0
///     32   16 Amount       minor units or lots
///     48    4 Debit        holder that gives
///     52    4 Credit       holder that gets
///     56    4 Asset        asset
///     60    2 Code         why
///     62    2 Flags        how
/// </code>
/// A post or void may leave debit, credit, asset, code and amount 0: it takes the pending transfer's.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct Transfer
{
    /// <summary>Bytes of a transfer.</summary>
    public const int SizeBytes = 64;

    /// <summary>Names the transfer for good: the same one twice is booked once.</summary>
    [FieldOffset(0)] public UInt128 Id;

    /// <summary>The pending transfer that a post or void ends; else 0.</summary>
    [FieldOffset(16)] public UInt128 PendingId;

    /// <summary>Minor units or lots, above 0; of a post or void 0 means all.</summary>
    [FieldOffset(32)] public Int128 Amount;

    /// <summary>Holder that gives.</summary>
    [FieldOffset(48)] public uint Debit;

    /// <summary>Holder that gets.</summary>
    [FieldOffset(52)] public uint Credit;

    /// <summary>What moves.</summary>
    [FieldOffset(56)] public uint Asset;

    /// <summary>Why it moves; not 0.</summary>
    [FieldOffset(60)] public TransferCode Code;

    /// <summary>How it moves.</summary>
    [FieldOffset(62)] public TransferFlags Flags;

    internal readonly bool Is(TransferFlags flags) => (Flags & flags) != 0;

    /// <summary>The transfer with what it leaves to its pending one filled in.</summary>
    internal readonly Transfer FilledFrom(in Transfer pending)
    {
        Transfer filled = this;
        if (Debit == 0) filled.Debit = pending.Debit;
        if (Credit == 0) filled.Credit = pending.Credit;
        if (Asset == 0) filled.Asset = pending.Asset;
        if (Code == TransferCode.None) filled.Code = pending.Code;
        if (Amount == 0) filled.Amount = pending.Amount;
        return filled;
    }
}
