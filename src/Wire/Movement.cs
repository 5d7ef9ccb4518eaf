using System;
using System.Runtime.InteropServices;

namespace Gateway.Wire;

/// <summary>Cash or securities into or out of one account: opening balances, deposits, fees.</summary>
/// <remarks>
/// 64 bytes, little-endian, no padding, one cache line. Truth: sbe-schemas/movement.xml; LayoutTests holds this
/// file to it. Spec: records.md section 1.
/// <code>
/// offset size field           unit                       written by
/// ------ ---- --------------- -------------------------- --------------------
///      0    8 Header          SBE message header         all
///      8    8 Sequence        counter                    control side
///     16    8 TimeNs          ns since UNIX epoch        control side
///     24    8 AmountLow       E8 or lots                 control side
///     32    8 AmountHigh      E8 or lots                 control side
///     40    4 Instrument      row                        control side
///     44    4 Account         row                        control side
///     48    4 Currency        row                        control side
///     52    4 Author          row                        control side
///     56    1 Kind            what                       control side
///     57    1 Reserved57      zero                       control side
///     58    2 Reserved58      zero                       control side
///     60    4 Reference       row                        control side
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Order.SizeBytes)]
public struct Movement
{
    /// <summary>SBE templateId of this record.</summary>
    public const ushort TemplateId = 9;

    /// <summary>The header of every movement: block length 56, template 9, schema 901, version 0.</summary>
    public const ulong HeaderBits = 0x0000_0385_0009_0038;

    /// <summary>SBE message header; <see cref="HeaderBits"/>.</summary>
    [FieldOffset(0)] public ulong Header;

    /// <summary>One counter over records 3 to 7 and 9; one that is not above the last is refused.</summary>
    [FieldOffset(8)] public ulong Sequence;

    /// <summary>When the lane took it, ns since the UNIX epoch.</summary>
    [FieldOffset(16)] public ulong TimeNs;

    /// <summary>Low half of the Int128 amount that the account gains; see <see cref="Amount"/>.</summary>
    [FieldOffset(24)] public ulong AmountLow;

    /// <summary>High half of the amount, with its sign.</summary>
    [FieldOffset(32)] public long AmountHigh;

    /// <summary>Row in the instrument table; all ones: cash.</summary>
    [FieldOffset(40)] public uint Instrument;

    /// <summary>Row in the account table.</summary>
    [FieldOffset(44)] public uint Account;

    /// <summary>Row of the currency (Name kind 9); 0 for securities.</summary>
    [FieldOffset(48)] public uint Currency;

    /// <summary>Row of the user who booked it (Name kind 6).</summary>
    [FieldOffset(52)] public uint Author;

    /// <summary>Why it moves.</summary>
    [FieldOffset(56)] public MovementKind Kind;

    /// <summary>Zero.</summary>
    [FieldOffset(57)] public byte Reserved57;

    /// <summary>Zero.</summary>
    [FieldOffset(58)] public ushort Reserved58;

    /// <summary>Row of a reference text; 0 none.</summary>
    [FieldOffset(60)] public uint Reference;

    /// <summary>What the account gains: money E8 in whole minor units, or lots; negative for what it gives.</summary>
    public Int128 Amount
    {
        readonly get => new((ulong)AmountHigh, AmountLow);
        set => (AmountHigh, AmountLow) = ((long)(value >> 64), (ulong)value);
    }
}
