using System;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Xunit;

namespace Gateway.Tests.Fix.Messages;

[Collection(BytesAreCounted.Name)]
public sealed class CodecAllocationTests
{
    private const int Rounds = 1000;

    private readonly FixField[] _fields = new FixField[FixMessage.FieldsMax];
    private readonly FixOutput _output = new();
    private readonly byte[][] _symbols = ["AAPL"u8.ToArray(), "MSFT"u8.ToArray()];
    private readonly byte[][] _messages =
    [
        FixText.Framed("35=D|11=A1|1=ACC|55=AAPL|54=1|60=20260801-12:00:00.123|38=100|40=2|44=12.5|"),
        FixText.Framed("35=D|11=|1=ACC|55=AAPL|54=x|60=never|38=99999999999999999999|40=2|44=x|"),
        FixText.Framed("35=8|37=O1|17=E1|150=F|39=1|55=AAPL|54=1|32=1|31=1.5|151=0|14=1|6=1.5|60=20260801-12:00:00|"),
        FixText.Framed("35=9|37=O1|11=A2|41=A1|39=2|434=1|102=0|58=late|"),
        FixText.Framed("35=W|55=AAPL|268=1|269=0|270=1|271=1|272=20260801|273=12:00:00.123|"),
        FixText.Framed("35=V|262=R|263=1|264=1|267=1|269=0|146=2|55=AAPL|55=MSFT|"),
    ];

    private int _read;

    [Fact]
    public void ReadingAndWritingAllocateNothing()
    {
        Round();
        Assert.Equal(0, BytesAreCounted.Of(AllRounds));
        Assert.Equal((Rounds + 1) * 6, _read);
    }

    private void AllRounds()
    {
        for (int i = 0; i < Rounds; i++) Round();
    }

    private void Round()
    {
        foreach (byte[] bytes in _messages)
        {
            if (FixMessage.TryIndex(bytes, _fields, out FixMessage message)) ReadAndWrite(message);
        }

        _output.Clear();
    }

    private void ReadAndWrite(in FixMessage message)
    {
        _output.Begin("FIX.4.4"u8, message.MsgType);
        switch (message.MsgType[0])
        {
            case (byte)'D':
                if (OrderRequest.Decode(message, out OrderRequest request, out _) != CodecFault.None) return;
                request.Write(_output);
                break;
            case (byte)'8':
                if (ExecutionReport.Decode(message, out ExecutionReport report, out _) != CodecFault.None) return;
                report.Write(_output);
                break;
            case (byte)'9':
                if (OrderCancelReject.Decode(message, out OrderCancelReject reject, out _) != CodecFault.None) return;
                reject.Write(_output);
                break;
            case (byte)'W':
                if (MarketDataSnapshot.Decode(message, out MarketDataSnapshot top, out _) != CodecFault.None) return;
                top.Write(_output);
                break;
            default:
                if (!AreNamed(message)) return;
                MarketDataRequest.Write(_output, "R"u8, _symbols);
                break;
        }

        if (!_output.End().IsEmpty) _read++;
    }

    private static bool AreNamed(in FixMessage message)
    {
        bool named = MarketDataRequest.Decode(message, out MarketDataRequest request, out _) == CodecFault.None;
        foreach (ReadOnlySpan<byte> symbol in request.Symbols) named &= !symbol.IsEmpty;
        return named;
    }
}
