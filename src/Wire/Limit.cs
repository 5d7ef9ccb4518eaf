using System;
using System.Runtime.InteropServices;

namespace Gateway.Wire;

/// <summary>One row of the risk tables: a registration, a limit, a kill or a resumption.</summary>
/// <remarks>
/// 64 bytes, little-endian, no padding, one cache line. Truth: sbe-schemas/limit.xml; LayoutTests holds this
/// file to it. Spec: records.md section 1.
/// <code>
/// offset size field           unit                       written by
/// ------ ---- --------------- -------------------------- --------------------
///      0    8 Header          SBE message header         all
///      8    8 Sequence        counter                    control side
///     16    8 TimeNs          ns since UNIX epoch        control side
///     24    8 Value           by check                   control side
///     32    8 Value2          by check                   control side
///     40    4 Instrument      row                        control side
///     44    4 Account         row                        control side
///     48    4 Session         row                        control side
///     52    4 Author          row                        control side
///     56    1 Scope           whom                       control side
///     57    1 Check           verdict's number           control side
///     58    1 Action          what                       control side
///     59    1 Verdict         answer                     device
///     60    4 Version         version                    control side
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Order.SizeBytes)]
public struct Limit
{
    /// <summary>SBE templateId of this record.</summary>
    public const ushort TemplateId = 3;

    /// <summary>The header of every limit: block length 56, template 3, schema 901, version 0.</summary>
    public const ulong HeaderBits = 0x0000_0385_0003_0038;

    /// <summary>SBE message header; <see cref="HeaderBits"/>.</summary>
    [FieldOffset(0)] public ulong Header;

    /// <summary>One counter over records 3 to 7 and 9; one that is not above the last is refused.</summary>
    [FieldOffset(8)] public ulong Sequence;

    /// <summary>When the lane took it, ns since the UNIX epoch.</summary>
    [FieldOffset(16)] public ulong TimeNs;

    /// <summary>Money E8, low half; lots; messages a second; of a registration tickValue, firm or position.</summary>
    [FieldOffset(24)] public ulong Value;

    /// <summary>Money E8, high half; lots short; burst; of an instrument bit 0 = price may be zero or less.</summary>
    [FieldOffset(32)] public ulong Value2;

    /// <summary>Row in the instrument table, where the scope has one.</summary>
    [FieldOffset(40)] public uint Instrument;

    /// <summary>Row in the account table; of scope firm the firm, of scope trader the trader.</summary>
    [FieldOffset(44)] public uint Account;

    /// <summary>Row in the session table, where the scope has one.</summary>
    [FieldOffset(48)] public uint Session;

    /// <summary>Row of the user who set it (Name kind 6).</summary>
    [FieldOffset(52)] public uint Author;

    /// <summary>Whom it holds for.</summary>
    [FieldOffset(56)] public LimitScope Scope;

    /// <summary>The verdict of the check that it feeds; 0 registers the row.</summary>
    [FieldOffset(57)] public Verdict Check;

    /// <summary>Set, enable, disable or reduce-only.</summary>
    [FieldOffset(58)] public LimitAction Action;

    /// <summary>Accept, Malformed or UnknownRow: the acknowledgement.</summary>
    [FieldOffset(59)] public Verdict Verdict;

    /// <summary>Rows of one version lie together between two orders; the opening is version 1.</summary>
    [FieldOffset(60)] public uint Version;

    /// <summary>Value and Value2 as money, E8.</summary>
    public Int128 Money
    {
        readonly get => new(Value2, Value);
        set => (Value2, Value) = ((ulong)(value >> 64), (ulong)value);
    }
}
