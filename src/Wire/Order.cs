using System.Runtime.InteropServices;

namespace Gateway.Wire;

/// <summary>One request in one cache line: also one SBE message and one 512-bit FPGA beat.</summary>
/// <remarks>
/// 64 bytes, little-endian, no padding, one cache line. Truth: sbe-schemas/order.xml; LayoutTests holds this
/// file to it. Spec: records.md section 1.
/// <code>
/// offset size field           unit                       written by
/// ------ ---- --------------- -------------------------- --------------------
///      0    8 Header          SBE message header         all
///      8    8 OrderId         lane, counter              session
///     16    8 TimeNs          ns since UNIX epoch        network
///     24    4 Price           ticks                      decoder, device
///     28    4 Quantity        lots, open part            decoder
///     32    4 HeldPrice       ticks, before              open orders
///     36    4 HeldQuantity    lots, before               open orders
///     40    4 Instrument      row                        decoder
///     44    4 Account         row                        decoder
///     48    4 Session         row                        session
///     52    4 Request         row                        session
///     56    1 Operation       new, cancel, replace, mass decoder
///     57    1 Side            FIX 54                     decoder
///     58    1 Kind            FIX 40                     decoder
///     59    1 Verdict         first failed check         decoder, device
///     60    1 TimeInForce     FIX 59                     decoder
///     61    1 Flags           bits                       decoder
///     62    2 Trader          row                        decoder
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct Order
{
    /// <summary>Length of a record in bytes; one x86 cache line.</summary>
    public const int SizeBytes = 64;

    /// <summary>SBE templateId of this record.</summary>
    public const ushort TemplateId = 1;

    /// <summary>The header of every order: block length 56, template 1, schema 901, version 0.</summary>
    public const ulong HeaderBits = 0x0000_0385_0001_0038;

    /// <summary>SBE message header; <see cref="HeaderBits"/>.</summary>
    [FieldOffset(0)] public ulong Header;

    /// <summary>Lane in the top byte, then a counter; one for a whole chain of replaces.</summary>
    [FieldOffset(8)] public ulong OrderId;

    /// <summary>Arrival, ns since the UNIX epoch.</summary>
    [FieldOffset(16)] public ulong TimeNs;

    /// <summary>Limit price in ticks; of a market order the price at which the device valued it.</summary>
    [FieldOffset(24)] public int Price;

    /// <summary>Lots asked for that are still open: OrderQty less CumQty; not zero but in a mass cancel.</summary>
    [FieldOffset(28)] public uint Quantity;

    /// <summary>Price held before this request, in ticks; 0 for a new order.</summary>
    [FieldOffset(32)] public int HeldPrice;

    /// <summary>Lots held before this request; 0 for a new order.</summary>
    [FieldOffset(36)] public uint HeldQuantity;

    /// <summary>Row in the instrument table. All ones: unknown, or any in a mass cancel.</summary>
    [FieldOffset(40)] public uint Instrument;

    /// <summary>Row in the account table. All ones: unknown, or any in a mass cancel.</summary>
    [FieldOffset(44)] public uint Account;

    /// <summary>Row in the session table.</summary>
    [FieldOffset(48)] public uint Session;

    /// <summary>Row in the session's table of requests; its text is a Name record.</summary>
    [FieldOffset(52)] public uint Request;

    /// <summary>What is asked for.</summary>
    [FieldOffset(56)] public Operation Operation;

    /// <summary>FIX tag 54: 1 buy, 2 sell, 5 sell short, 6 short exempt; 0 in a mass cancel of both sides.</summary>
    [FieldOffset(57)] public byte Side;

    /// <summary>FIX tag 40: 1 market, 2 limit.</summary>
    [FieldOffset(58)] public byte Kind;

    /// <summary>The first failed check, or <see cref="Verdict.Accept"/>.</summary>
    [FieldOffset(59)] public Verdict Verdict;

    /// <summary>FIX tag 59 as a number: 0 day, 1 good till cancel, 3 immediate or cancel, 4 fill or kill.</summary>
    [FieldOffset(60)] public byte TimeInForce;

    /// <summary>Reduce-only, PossResend, post-only, algorithm, DEA, gateway; capacity in the top two bits.</summary>
    [FieldOffset(61)] public OrderFlags Flags;

    /// <summary>Row in the trader table: who decided, person or algorithm; 0 none.</summary>
    [FieldOffset(62)] public ushort Trader;
}
