using System.Runtime.InteropServices;

namespace Gateway.Wire;

/// <summary>A venue's best prices and last trade in one instrument.</summary>
/// <remarks>
/// 64 bytes, little-endian, no padding, one cache line. Truth: sbe-schemas/quote.xml; LayoutTests holds this
/// file to it. Spec: records.md section 1.
/// <code>
/// offset size field           unit                       written by
/// ------ ---- --------------- -------------------------- --------------------
///      0    8 Header          SBE message header         all
///      8    8 Sequence        counter                    network
///     16    8 TimeNs          ns since UNIX epoch        network
///     24    4 Bid             ticks                      decoder
///     28    4 BidQuantity     lots                       decoder
///     32    4 Ask             ticks                      decoder
///     36    4 AskQuantity     lots                       decoder
///     40    4 Instrument      row                        decoder
///     44    4 Last            ticks                      decoder
///     48    4 LastQuantity    lots                       decoder
///     52    4 Source          row                        decoder
///     56    1 Phase           FIX 340                    decoder
///     57    1 Flags           bits                       decoder
///     58    2 Reserved58      zero                       decoder
///     60    4 Reserved60      zero                       decoder
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Order.SizeBytes)]
public struct Quote
{
    /// <summary>SBE templateId of this record.</summary>
    public const ushort TemplateId = 7;

    /// <summary>The header of every quote: block length 56, template 7, schema 901, version 0.</summary>
    public const ulong HeaderBits = 0x0000_0385_0007_0038;

    /// <summary>SBE message header; <see cref="HeaderBits"/>.</summary>
    [FieldOffset(0)] public ulong Header;

    /// <summary>One counter over records 3 to 7 and 9; one that is not above the last is refused.</summary>
    [FieldOffset(8)] public ulong Sequence;

    /// <summary>Arrival, ns since the UNIX epoch.</summary>
    [FieldOffset(16)] public ulong TimeNs;

    /// <summary>Best bid in ticks, when flag 0 is set.</summary>
    [FieldOffset(24)] public int Bid;

    /// <summary>Lots at the best bid.</summary>
    [FieldOffset(28)] public uint BidQuantity;

    /// <summary>Best offer in ticks, when flag 1 is set.</summary>
    [FieldOffset(32)] public int Ask;

    /// <summary>Lots at the best offer.</summary>
    [FieldOffset(36)] public uint AskQuantity;

    /// <summary>Row in the instrument table.</summary>
    [FieldOffset(40)] public uint Instrument;

    /// <summary>Price of the last trade in ticks, when flag 2 is set.</summary>
    [FieldOffset(44)] public int Last;

    /// <summary>Lots of the last trade.</summary>
    [FieldOffset(48)] public uint LastQuantity;

    /// <summary>Row of the venue (Name kind 8).</summary>
    [FieldOffset(52)] public uint Source;

    /// <summary>FIX tag 340, TradSesStatus: 2 open; 0 not given.</summary>
    [FieldOffset(56)] public byte Phase;

    /// <summary>Bits 0 bid, 1 ask, 2 last present.</summary>
    [FieldOffset(57)] public byte Flags;

    /// <summary>Zero.</summary>
    [FieldOffset(58)] public ushort Reserved58;

    /// <summary>Zero.</summary>
    [FieldOffset(60)] public uint Reserved60;
}
