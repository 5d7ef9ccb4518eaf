using System.Runtime.InteropServices;

namespace Gateway.Wire;

/// <summary>What the venue answered: one cache line, one SBE message, one 512-bit FPGA beat.</summary>
/// <remarks>
/// 64 bytes, little-endian, no padding, one cache line. Truth: sbe-schemas/execution.xml; LayoutTests holds this
/// file to it. Spec: records.md section 1.
/// <code>
/// offset size field           unit                       written by
/// ------ ---- --------------- -------------------------- --------------------
///      0    8 Header          SBE message header         all
///      8    8 OrderId         lane, counter              open orders
///     16    8 TimeNs          ns since UNIX epoch        network
///     24    4 Price           ticks, last or held after  decoder, open orders
///     28    4 Quantity        lots, last or held after   decoder, open orders
///     32    4 HeldPrice       ticks, before              open orders
///     36    4 HeldQuantity    lots, before               open orders
///     40    4 Instrument      row                        open orders
///     44    4 Account         row                        open orders
///     48    4 Session         row                        decoder
///     52    4 Request         row                        decoder
///     56    1 ExecType        FIX 150                    decoder
///     57    1 Side            FIX 54                     open orders
///     58    1 Reason          FIX 851, 103, 102, 378     decoder
///     59    1 Verdict         0 or UnknownRow            device
///     60    4 Match           row, or 0                  decoder
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Order.SizeBytes)]
public struct Execution
{
    /// <summary>SBE templateId of this record.</summary>
    public const ushort TemplateId = 2;

    /// <summary>The header of every execution: block length 56, template 2, schema 901, version 0.</summary>
    public const ulong HeaderBits = 0x0000_0385_0002_0038;

    /// <summary>SBE message header; <see cref="HeaderBits"/>.</summary>
    [FieldOffset(0)] public ulong Header;

    /// <summary>The order's <see cref="Order.OrderId"/>; 0 when the venue names an order that is not ours.</summary>
    [FieldOffset(8)] public ulong OrderId;

    /// <summary>Arrival, ns since the UNIX epoch; the venue's own time is in the Name record before a fill.</summary>
    [FieldOffset(16)] public ulong TimeNs;

    /// <summary>Ticks: of a trade or bust the last price, else the price held from now on.</summary>
    [FieldOffset(24)] public int Price;

    /// <summary>Lots: of a trade or bust the last quantity, else what is held from now on; 0 at the end.</summary>
    [FieldOffset(28)] public uint Quantity;

    /// <summary>Price held before this answer, in ticks.</summary>
    [FieldOffset(32)] public int HeldPrice;

    /// <summary>Lots held before this answer.</summary>
    [FieldOffset(36)] public uint HeldQuantity;

    /// <summary>Row in the instrument table.</summary>
    [FieldOffset(40)] public uint Instrument;

    /// <summary>Row in the account table.</summary>
    [FieldOffset(44)] public uint Account;

    /// <summary>Row in the session table, of the session that sent the order.</summary>
    [FieldOffset(48)] public uint Session;

    /// <summary>The request that is answered; of a trade the last accepted one.</summary>
    [FieldOffset(52)] public uint Request;

    /// <summary>FIX tag 150, its character; besides 'x' cancel rejected and 'y' replace rejected (35=9).</summary>
    [FieldOffset(56)] public byte ExecType;

    /// <summary>FIX tag 54, the order's.</summary>
    [FieldOffset(57)] public byte Side;

    /// <summary>Trade: LastLiquidityInd (851); rejected: 103 or 102; restated: 378.</summary>
    [FieldOffset(58)] public byte Reason;

    /// <summary>Accept or <see cref="Verdict.UnknownRow"/>: an execution is applied, never judged.</summary>
    [FieldOffset(59)] public Verdict Verdict;

    /// <summary>The venue's TrdMatchID (880): equal on both fills of a match, 0 without a trade.</summary>
    [FieldOffset(60)] public uint Match;
}
