using System;
using CsCheck;
using Gateway.Fix.Messages;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Fix.Messages;

public sealed class RoundTripTests
{
    private const long Iterations = 2000;
    private const long DecimalMax = 999_999_999_999_999_999;

    private static readonly Gen<byte[]> Word = Gen.Byte[(byte)' ', (byte)'~'].Array[1, 32];
    private static readonly Gen<byte[]> WordOrNone = Gen.OneOf(Word, Gen.Const(Array.Empty<byte>()));
    private static readonly Gen<long> Price = Gen.OneOf(Gen.Long[-DecimalMax, DecimalMax], Gen.Long[-10_000, 10_000]);
    private static readonly Gen<long> Quantity = Gen.OneOf(Gen.Long[0, DecimalMax], Gen.Long[0, 20_000]);
    private static readonly Gen<ulong> Time = Gen.ULong[1, 253_402_300_799_999UL / 16].Select(ms => ms * 1_000_000);
    private static readonly Gen<byte> Character = Gen.Byte[(byte)'0', (byte)'I'];

    [Fact]
    public void ARequestReadsAsItWasWritten() => Gen.Select(
        Gen.Select(Gen.Byte[1, 3], Word, Word, WordOrNone, Word, WordOrNone),
        Gen.Select(OneOf(1, 2, 5, 6), OneOf(1, 2), OneOf(0, 1, 3, 4), Gen.Byte, Gen.Bool),
        Gen.Select(Price, Gen.Long[1, DecimalMax], Time)).Sample((texts, codes, numbers) =>
    {
        bool full = texts.Item1 != (byte)Operation.Cancel;
        var request = new OrderRequest
        {
            Operation = (Operation)texts.Item1,
            ClOrdId = texts.Item2,
            OrigClOrdId = texts.Item1 == (byte)Operation.New ? [] : texts.Item3,
            Account = texts.Item4,
            Symbol = texts.Item5,
            Trader = texts.Item6,
            Side = codes.Item1,
            Kind = full ? codes.Item2 : (byte)0,
            TimeInForce = full ? codes.Item3 : (byte)0,
            Flags = (OrderFlags)codes.Item4 & (full ? (OrderFlags)0b1100_0111 : OrderFlags.PossResend),
            HasPrice = full && (codes.Item5 || codes.Item2 == 2),
            QuantityE4 = numbers.Item2,
            TransactTimeNs = numbers.Item3,
        };
        if (request.HasPrice) request.PriceE8 = numbers.Item1;

        CodecFault fault = OrderRequest.Decode(FixText.Indexed(FixText.Write(request)), out OrderRequest read, out _);
        Assert.Equal(CodecFault.None, fault);
        Assert.Equal(FixText.Describe(request), FixText.Describe(read));
    }, iter: Iterations);

    [Fact]
    public void AReportReadsAsItWasWritten() => Gen.Select(
        Gen.Select(WordOrNone, WordOrNone, WordOrNone, Word, Word),
        Gen.Select(WordOrNone, Word, WordOrNone, WordOrNone),
        Gen.Select(Character, Character, Gen.Byte[1, 9], Gen.Byte[0, 9], Gen.Byte[0, 9], Gen.Byte, Gen.Bool),
        Gen.Select(Gen.Int[-1, int.MaxValue], Gen.Int[-1, 100], Time),
        Gen.Select(Price, Price, Price, Quantity, Quantity, Quantity, Quantity)).Sample(
        (ids, texts, codes, reasons, numbers) =>
    {
        var report = new ExecutionReport
        {
            OrderId = ids.Item1,
            ClOrdId = ids.Item2,
            OrigClOrdId = ids.Item3,
            ExecId = ids.Item4,
            ExecRefId = ids.Item5,
            Account = texts.Item1,
            Symbol = texts.Item2,
            Text = texts.Item3,
            MatchId = texts.Item4,
            ExecType = codes.Item1,
            OrdStatus = codes.Item2,
            Side = codes.Item3,
            Kind = codes.Item4,
            TimeInForce = codes.Item5,
            Liquidity = codes.Item6,
            HasPrice = codes.Item7,
            RejectReason = reasons.Item1,
            RestatementReason = reasons.Item2,
            TransactTimeNs = reasons.Item3,
            PriceE8 = codes.Item7 ? numbers.Item1 : 0,
            LastPxE8 = numbers.Item4 == 0 ? 0 : numbers.Item2,
            AvgPxE8 = numbers.Item3,
            LastQtyE4 = numbers.Item4,
            OrderQtyE4 = numbers.Item5,
            LeavesQtyE4 = numbers.Item6,
            CumQtyE4 = numbers.Item7,
        };

        CodecFault fault = ExecutionReport.Decode(
            FixText.Indexed(FixText.Write(report)), out ExecutionReport read, out _);
        Assert.Equal(CodecFault.None, fault);
        Assert.Equal(FixText.Describe(report), FixText.Describe(read));
    }, iter: Iterations);

    [Fact]
    public void ARefusalReadsAsItWasWritten() => Gen.Select(
        Gen.Select(WordOrNone, Word, Word, WordOrNone),
        Gen.Select(Character, OneOf((byte)'1', (byte)'2'), Gen.Int[-1, int.MaxValue], Time)).Sample((texts, codes) =>
    {
        var reject = new OrderCancelReject
        {
            OrderId = texts.Item1,
            ClOrdId = texts.Item2,
            OrigClOrdId = texts.Item3,
            Text = texts.Item4,
            OrdStatus = codes.Item1,
            ResponseTo = codes.Item2,
            Reason = codes.Item3,
            TransactTimeNs = codes.Item4,
        };

        CodecFault fault = OrderCancelReject.Decode(
            FixText.Indexed(FixText.Write(reject)), out OrderCancelReject read, out _);
        Assert.Equal(CodecFault.None, fault);
        Assert.Equal(FixText.Describe(reject), FixText.Describe(read));
    }, iter: Iterations);

    [Fact]
    public void ASnapshotReadsAsItWasWritten() => Gen.Select(
        WordOrNone, Word, Gen.Byte[0, 7], Gen.Select(Price, Price, Price, Quantity, Quantity, Quantity), Time).Sample(
        (id, symbol, entries, numbers, timeNs) =>
    {
        bool bid = (entries & 1) != 0, ask = (entries & 2) != 0, last = (entries & 4) != 0;
        var snapshot = new MarketDataSnapshot
        {
            RequestId = id,
            Symbol = symbol,
            Entries = (QuoteEntries)entries,
            BidE8 = bid ? numbers.Item1 : 0,
            AskE8 = ask ? numbers.Item2 : 0,
            LastE8 = last ? numbers.Item3 : 0,
            BidQtyE4 = bid ? numbers.Item4 : 0,
            AskQtyE4 = ask ? numbers.Item5 : 0,
            LastQtyE4 = last ? numbers.Item6 : 0,
            TransactTimeNs = entries == 0 ? 0 : timeNs,
        };

        CodecFault fault = MarketDataSnapshot.Decode(
            FixText.Indexed(FixText.Write(snapshot)), out MarketDataSnapshot read, out _);
        Assert.Equal(CodecFault.None, fault);
        Assert.Equal(FixText.Describe(snapshot), FixText.Describe(read));
    }, iter: Iterations);

    [Fact]
    public void ARequestForMarketDataReadsAsItWasWritten() => Gen.Select(
        Word, Word.Array[1, 50]).Sample((id, symbols) =>
    {
        byte[] message = FixText.WriteMarketDataRequest(id, symbols);
        CodecFault fault = MarketDataRequest.Decode(FixText.Indexed(message), out MarketDataRequest read, out _);

        Assert.Equal((CodecFault.None, false, symbols.Length), (fault, read.Malformed, read.SymbolCount));
        Assert.Equal(FixText.Text(id), FixText.Text(read.Id));
        int row = 0;
        foreach (ReadOnlySpan<byte> symbol in read.Symbols) Assert.Equal(symbols[row++], symbol);
        Assert.Equal(symbols.Length, row);
    }, iter: Iterations);

    private static Gen<byte> OneOf(params byte[] codes) => Gen.Int[0, codes.Length - 1].Select(i => codes[i]);
}
