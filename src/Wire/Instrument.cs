using System.Runtime.InteropServices;

namespace Gateway.Wire;

/// <summary>What one row of the instrument table trades: tick, lot, multiplier, opening reference.</summary>
/// <remarks>
/// 64 bytes, little-endian, no padding, one cache line. Truth: sbe-schemas/instrument.xml; LayoutTests holds this
/// file to it. Spec: records.md section 1.
/// <code>
/// offset size field           unit                       written by
/// ------ ---- --------------- -------------------------- --------------------
///      0    8 Header          SBE message header         all
///      8    8 Sequence        counter                    control side
///     16    8 TimeNs          ns since UNIX epoch        control side
///     24    8 TickE8          currency E8                control side
///     32    8 MultiplierE4    E4                         control side
///     40    4 Row             row                        control side
///     44    4 Symbol          row                        control side
///     48    4 LotE4           E4                         control side
///     52    4 Venue           row                        control side
///     56    4 Reference       ticks                      control side
///     60    2 Collar          basis points               control side
///     62    1 Currency        row                        control side
///     63    1 Flags           bits                       control side
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Order.SizeBytes)]
public struct Instrument
{
    /// <summary>SBE templateId of this record.</summary>
    public const ushort TemplateId = 6;

    /// <summary>The header of every instrument: block length 56, template 6, schema 901, version 0.</summary>
    public const ulong HeaderBits = 0x0000_0385_0006_0038;

    /// <summary>SBE message header; <see cref="HeaderBits"/>.</summary>
    [FieldOffset(0)] public ulong Header;

    /// <summary>One counter over records 3 to 7 and 9; one that is not above the last is refused.</summary>
    [FieldOffset(8)] public ulong Sequence;

    /// <summary>When the lane took it, ns since the UNIX epoch.</summary>
    [FieldOffset(16)] public ulong TimeNs;

    /// <summary>Smallest price step in the currency, × 10⁸.</summary>
    [FieldOffset(24)] public ulong TickE8;

    /// <summary>Units of the underlying in one unit of quantity, × 10⁴.</summary>
    [FieldOffset(32)] public ulong MultiplierE4;

    /// <summary>Row in the instrument table.</summary>
    [FieldOffset(40)] public uint Row;

    /// <summary>Row of its symbol (Name kind 3).</summary>
    [FieldOffset(44)] public uint Symbol;

    /// <summary>Smallest quantity step, × 10⁴.</summary>
    [FieldOffset(48)] public uint LotE4;

    /// <summary>Row of its venue (Name kind 8).</summary>
    [FieldOffset(52)] public uint Venue;

    /// <summary>Opening reference price in ticks; 0 when the market has not opened.</summary>
    [FieldOffset(56)] public int Reference;

    /// <summary>Width of the collar on each side of the reference.</summary>
    [FieldOffset(60)] public ushort Collar;

    /// <summary>Row of its currency (Name kind 9).</summary>
    [FieldOffset(62)] public byte Currency;

    /// <summary>Bit 0: a price may be zero or negative.</summary>
    [FieldOffset(63)] public byte Flags;
}
