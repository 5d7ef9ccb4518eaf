using System;
using System.Numerics;

namespace Gateway.Fix.Messages;

/// <summary>MarketDataSnapshotFullRefresh (W): best bid, best offer and last trade of one instrument.</summary>
/// <remarks>
/// Written in the order in which FIX 4.4 vol. 3 lists the fields, the entries in the order bid, offer, last:
/// <code>
/// 262 55 268 (269 270 271 272 273)…
/// </code>
/// 4.4 gives this message no TransactTime: the time is in each entry's date and time. Read are also a TransactTime
/// (60) of later versions, which then counts, and entries of other types, which are passed over. Of a repeated tag
/// outside the entries the first counts, and the first entry of each type: the top of a book. Spans point into the
/// message.
/// </remarks>
public ref struct MarketDataSnapshot
{
    /// <summary>Value of 35.</summary>
    public static ReadOnlySpan<byte> MsgType => "W"u8;

    /// <summary>Which of the three entries there are.</summary>
    public QuoteEntries Entries;

    /// <summary>
    /// A value that is there is wrong: empty, no number, off the scale, out of range; or an entry has no price, or
    /// there are more or fewer than 268 says.
    /// </summary>
    public bool Malformed;

    /// <summary>Best bid × 10⁸.</summary>
    public long BidE8;

    /// <summary>Quantity at the best bid × 10⁴.</summary>
    public long BidQtyE4;

    /// <summary>Best offer × 10⁸.</summary>
    public long AskE8;

    /// <summary>Quantity at the best offer × 10⁴.</summary>
    public long AskQtyE4;

    /// <summary>Last trade's price × 10⁸.</summary>
    public long LastE8;

    /// <summary>Last trade's quantity × 10⁴.</summary>
    public long LastQtyE4;

    /// <summary>Time of the first entry that has one, ns since the UNIX epoch; 0 when absent.</summary>
    public ulong TransactTimeNs;

    /// <summary>MDReqID (262) of the request that asked for it; empty when absent.</summary>
    public ReadOnlySpan<byte> RequestId;

    /// <summary>55.</summary>
    public ReadOnlySpan<byte> Symbol;

    /// <summary>Reads a snapshot.</summary>
    /// <param name="message">A W.</param>
    /// <param name="snapshot">What it says, as far as it says it, whatever the result.</param>
    /// <param name="tag">With a fault: the lowest tag that is missing; else 0.</param>
    /// <returns>None or RequiredTagMissing, of 55 or 268.</returns>
    public static CodecFault Decode(in FixMessage message, out MarketDataSnapshot snapshot, out int tag)
    {
        var reader = default(SnapshotReader);
        foreach (ref readonly FixField field in message.Fields) reader.Read(field.Tag, message.Value(in field));

        tag = reader.End();
        snapshot = reader.Snapshot;
        return tag == 0 ? CodecFault.None : CodecFault.RequiredTagMissing;
    }

    /// <summary>Writes the fields behind the header.</summary>
    /// <param name="output">A message has begun in it, with 35=W.</param>
    public readonly void Write(FixOutput output)
    {
        Span<byte> time = stackalloc byte[FixTime.MillisecondBytes];
        FixTime.Format(TransactTimeNs, time);
        scoped MarketDataEntry entry = default;
        if (TransactTimeNs != 0)
        {
            entry.Date = time[..MarketDataEntry.DateBytes];
            entry.TimeOfDay = time[(MarketDataEntry.DateBytes + 1)..];
        }

        output.Optional("262="u8, RequestId);
        output.Required("55="u8, Symbol);
        output.Number("268="u8, (ulong)BitOperations.PopCount((uint)Entries));
        for (byte type = 0; type < 3; type++)
        {
            QuoteEntries bit = (QuoteEntries)(1 << type);
            if ((Entries & bit) == 0) continue;
            entry.Type = (byte)('0' + type);
            (entry.PriceE8, entry.QuantityE4) = Get(bit);
            entry.Write(output);
        }
    }

    internal void Set(QuoteEntries entry, long priceE8, long quantityE4)
    {
        Entries |= entry;
        switch (entry)
        {
            case QuoteEntries.Bid: (BidE8, BidQtyE4) = (priceE8, quantityE4); break;
            case QuoteEntries.Ask: (AskE8, AskQtyE4) = (priceE8, quantityE4); break;
            case QuoteEntries.Last: (LastE8, LastQtyE4) = (priceE8, quantityE4); break;
        }
    }

    private readonly (long PriceE8, long QuantityE4) Get(QuoteEntries entry) => entry switch
    {
        QuoteEntries.Bid => (BidE8, BidQtyE4),
        QuoteEntries.Ask => (AskE8, AskQtyE4),
        _ => (LastE8, LastQtyE4),
    };
}
