using System.Runtime.InteropServices;

namespace Gateway.Wire;

/// <summary>The reference price of one instrument and the collar around it.</summary>
/// <remarks>
/// 64 bytes, little-endian, no padding, one cache line. Truth: sbe-schemas/price.xml; LayoutTests holds this
/// file to it. Spec: records.md section 1.
/// <code>
/// offset size field           unit                       written by
/// ------ ---- --------------- -------------------------- --------------------
///      0    8 Header          SBE message header         all
///      8    8 Sequence        counter                    control side
///     16    8 TimeNs          ns since UNIX epoch        control side
///     24    4 Reference       ticks                      control side
///     28    4 Low             ticks                      control side
///     32    4 High            ticks                      control side
///     36    4 AgeMsMax        ms                         control side
///     40    4 Instrument      row                        control side
///     44    4 ReservedAccount zero                       control side
///     48    4 ReservedSession zero                       control side
///     52    4 Source          row                        control side
///     56    1 Phase           FIX 340                    control side
///     57    1 Reserved57      zero                       control side
///     58    1 Reserved58      zero                       control side
///     59    1 Verdict         answer                     device
///     60    4 Reserved60      zero                       control side
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Order.SizeBytes)]
public struct Price
{
    /// <summary>SBE templateId of this record.</summary>
    public const ushort TemplateId = 4;

    /// <summary>The header of every price: block length 56, template 4, schema 901, version 0.</summary>
    public const ulong HeaderBits = 0x0000_0385_0004_0038;

    /// <summary>SBE message header; <see cref="HeaderBits"/>.</summary>
    [FieldOffset(0)] public ulong Header;

    /// <summary>One counter over records 3 to 7 and 9; one that is not above the last is refused.</summary>
    [FieldOffset(8)] public ulong Sequence;

    /// <summary>When the lane took it, ns since the UNIX epoch.</summary>
    [FieldOffset(16)] public ulong TimeNs;

    /// <summary>Reference in ticks: the instrument's, then the venue's last trade.</summary>
    [FieldOffset(24)] public int Reference;

    /// <summary>Lowest limit price that passes, in ticks.</summary>
    [FieldOffset(28)] public int Low;

    /// <summary>Highest limit price that passes, in ticks; the larger magnitude values a market order.</summary>
    [FieldOffset(32)] public int High;

    /// <summary>Age at which the reference is stale, ms; not 0.</summary>
    [FieldOffset(36)] public uint AgeMsMax;

    /// <summary>Row in the instrument table.</summary>
    [FieldOffset(40)] public uint Instrument;

    /// <summary>Zero.</summary>
    [FieldOffset(44)] public uint ReservedAccount;

    /// <summary>Zero.</summary>
    [FieldOffset(48)] public uint ReservedSession;

    /// <summary>Row of the venue that made it (Name kind 8).</summary>
    [FieldOffset(52)] public uint Source;

    /// <summary>FIX tag 340, TradSesStatus: 2 open; 0 not given.</summary>
    [FieldOffset(56)] public byte Phase;

    /// <summary>Zero.</summary>
    [FieldOffset(57)] public byte Reserved57;

    /// <summary>Zero.</summary>
    [FieldOffset(58)] public byte Reserved58;

    /// <summary>Accept, Malformed or UnknownRow: the acknowledgement.</summary>
    [FieldOffset(59)] public Verdict Verdict;

    /// <summary>Zero.</summary>
    [FieldOffset(60)] public uint Reserved60;
}
