using System;
using System.Text;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Xunit;

namespace Gateway.Tests.Fix.Messages;

/// <summary>Messages as people write them, | for SOH, and what the codecs read, as one line each.</summary>
internal static class FixText
{
    private const char Soh = '\u0001';

    /// <summary>Frames a body that begins with 35=.</summary>
    internal static byte[] Framed(string body)
    {
        string text = body.Replace('|', Soh);
        string message = $"8=FIX.4.4{Soh}9={text.Length}{Soh}{text}";
        return Encoding.Latin1.GetBytes($"{message}10={CheckSum.Of(Encoding.Latin1.GetBytes(message)):000}{Soh}");
    }

    internal static FixMessage Indexed(byte[] message)
    {
        Assert.True(FixMessage.TryIndex(message, new FixField[FixMessage.FieldsMax], out FixMessage indexed));
        return indexed;
    }

    internal static FixMessage Message(string body) => Indexed(Framed(body));

    /// <summary>What was written behind 8 and 9, without 10.</summary>
    internal static string Body(ReadOnlySpan<byte> message)
    {
        string text = Text(message).Replace(Soh, '|');
        return text[text.IndexOf("35=", StringComparison.Ordinal)..(text.LastIndexOf("10=", StringComparison.Ordinal))];
    }

    /// <summary>A body without a tag.</summary>
    internal static string Without(string body, int tag)
    {
        int at = body.IndexOf($"|{tag}=", StringComparison.Ordinal) + 1;
        return at == 0 ? body : body.Remove(at, body.IndexOf('|', at) + 1 - at);
    }

    internal static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    internal static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    internal static byte[] Write(in OrderRequest request)
    {
        var output = new FixOutput(FixOutput.MessageBytesMax);
        output.Begin("FIX.4.4"u8, OrderRequest.MsgTypeOf(request.Operation));
        request.Write(output);
        return output.End().ToArray();
    }

    internal static byte[] Write(in ExecutionReport report)
    {
        var output = new FixOutput(FixOutput.MessageBytesMax);
        output.Begin("FIX.4.4"u8, ExecutionReport.MsgType);
        report.Write(output);
        return output.End().ToArray();
    }

    internal static byte[] Write(in OrderCancelReject reject)
    {
        var output = new FixOutput(FixOutput.MessageBytesMax);
        output.Begin("FIX.4.4"u8, OrderCancelReject.MsgType);
        reject.Write(output);
        return output.End().ToArray();
    }

    internal static byte[] Write(in MarketDataSnapshot snapshot)
    {
        var output = new FixOutput(FixOutput.MessageBytesMax);
        output.Begin("FIX.4.4"u8, MarketDataSnapshot.MsgType);
        snapshot.Write(output);
        return output.End().ToArray();
    }

    internal static byte[] WriteMarketDataRequest(byte[] id, byte[][] symbols)
    {
        var output = new FixOutput(FixOutput.MessageBytesMax);
        output.Begin("FIX.4.4"u8, MarketDataRequest.MsgType);
        MarketDataRequest.Write(output, id, symbols);
        return output.End().ToArray();
    }

    internal static string Describe(in OrderRequest r) =>
        $"{r.Operation} {Text(r.ClOrdId)} orig[{Text(r.OrigClOrdId)}] account[{Text(r.Account)}] {Text(r.Symbol)} "
        + $"trader[{Text(r.Trader)}] side {r.Side} kind {r.Kind} tif {r.TimeInForce} flags {(byte)r.Flags:x2} "
        + $"price {r.HasPrice} {r.PriceE8} quantity {r.QuantityE4} time {r.TransactTimeNs} malformed {r.Malformed}";

    internal static string Describe(in ExecutionReport r) =>
        $"{Text(r.OrderId)} {Text(r.ClOrdId)} orig[{Text(r.OrigClOrdId)}] exec[{Text(r.ExecId)} {Text(r.ExecRefId)}] "
        + $"{(char)r.ExecType}{(char)r.OrdStatus} reasons {r.RejectReason} {r.RestatementReason} "
        + $"account[{Text(r.Account)}] {Text(r.Symbol)} side {r.Side} kind {r.Kind} tif {r.TimeInForce} "
        + $"price {r.HasPrice} {r.PriceE8} order {r.OrderQtyE4} last {r.LastQtyE4} at {r.LastPxE8} "
        + $"leaves {r.LeavesQtyE4} cum {r.CumQtyE4} avg {r.AvgPxE8} time {r.TransactTimeNs} text[{Text(r.Text)}] "
        + $"liquidity {r.Liquidity} match[{Text(r.MatchId)}] malformed {r.Malformed}";

    internal static string Describe(in OrderCancelReject r) =>
        $"{Text(r.OrderId)} {Text(r.ClOrdId)} {Text(r.OrigClOrdId)} {(char)r.OrdStatus} to {(char)r.ResponseTo} "
        + $"reason {r.Reason} time {r.TransactTimeNs} text[{Text(r.Text)}] malformed {r.Malformed}";

    internal static string Describe(in MarketDataSnapshot s) =>
        $"{Text(s.RequestId)} {Text(s.Symbol)} {s.Entries} bid {s.BidE8} x {s.BidQtyE4} ask {s.AskE8} x {s.AskQtyE4} "
        + $"last {s.LastE8} x {s.LastQtyE4} time {s.TransactTimeNs} malformed {s.Malformed}";

    internal static string Describe(in MarketDataRequest r)
    {
        string text = $"{Text(r.Id)} {(char)r.Subscription} depth {r.Depth} {r.Entries} malformed {r.Malformed} "
            + $"{r.SymbolCount}:";
        foreach (ReadOnlySpan<byte> symbol in r.Symbols) text += $" {Text(symbol)}";
        return text;
    }
}
