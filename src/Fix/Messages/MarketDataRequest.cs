using System;

namespace Gateway.Fix.Messages;

/// <summary>
/// MarketDataRequest (V): asks for snapshots of best bid, best offer and last trade of some instruments.
/// </summary>
/// <remarks>
/// Written in the order in which FIX 4.4 vol. 3 lists the fields; full refreshes (265=0) of the top of the book
/// (264=1), from now on (263=1):
/// <code>
/// 262 263=1 264=1 265=0 267=3 269=0 269=1 269=2 146 (55)…
/// </code>
/// Spans point into the message.
/// </remarks>
public ref struct MarketDataRequest
{
    /// <summary>263: a snapshot and every change from then on.</summary>
    public const byte Subscribe = (byte)'1';

    /// <summary>263: ends a subscription.</summary>
    public const byte Unsubscribe = (byte)'2';

    /// <summary>Value of 35.</summary>
    public static ReadOnlySpan<byte> MsgType => "V"u8;

    /// <summary>263's character: 0 one snapshot, <see cref="Subscribe"/>, <see cref="Unsubscribe"/>.</summary>
    public byte Subscription;

    /// <summary>A value that is there is wrong, or a group has more or fewer entries than its count says.</summary>
    public bool Malformed;

    /// <summary>MarketDepth (264): 0 the whole book, 1 its top, n levels.</summary>
    public int Depth;

    /// <summary>Entry types asked for (267, 269); others are passed over.</summary>
    public QuoteEntries Entries;

    /// <summary>MDReqID (262).</summary>
    public ReadOnlySpan<byte> Id;

    /// <summary>How many instruments are asked for (146).</summary>
    public int SymbolCount;

    /// <summary>The instruments asked for, for foreach: 55 of each.</summary>
    public SymbolEnumerator Symbols;

    /// <summary>Reads a request.</summary>
    /// <param name="message">A V.</param>
    /// <param name="request">What it says, as far as it says it, whatever the result.</param>
    /// <param name="tag">With a fault: the lowest tag that is missing; else 0.</param>
    /// <returns>None or RequiredTagMissing, of 146, 262, 263, 264 or 267.</returns>
    public static CodecFault Decode(in FixMessage message, out MarketDataRequest request, out int tag)
    {
        var reader = default(RequestReader);
        foreach (ref readonly FixField field in message.Fields) reader.Read(field.Tag, message.Value(in field));

        tag = reader.End();
        request = reader.Request;
        request.Symbols = new SymbolEnumerator(message);
        return tag == 0 ? CodecFault.None : CodecFault.RequiredTagMissing;
    }

    /// <summary>Writes the fields behind the header.</summary>
    /// <param name="output">A message has begun in it, with 35=V.</param>
    /// <param name="id">MDReqID, one that the session has not used.</param>
    /// <param name="symbols">At least one.</param>
    public static void Write(FixOutput output, ReadOnlySpan<byte> id, ReadOnlySpan<byte[]> symbols)
    {
        output.Required("262="u8, id);
        output.Code("263="u8, Subscribe);
        output.Digit("264="u8, 1);
        output.Digit("265="u8, 0);
        output.Digit("267="u8, 3);
        for (byte type = 0; type < 3; type++) output.Digit("269="u8, type);
        output.Number("146="u8, (ulong)symbols.Length);
        foreach (byte[] symbol in symbols) output.Text("55="u8, symbol);
    }
}
