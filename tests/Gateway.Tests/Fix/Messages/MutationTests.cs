using System;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Xunit;

namespace Gateway.Tests.Fix.Messages;

/// <summary>
/// Every message one byte away from a good one: read without an exception, and what is read as good is written as read.
/// </summary>
public sealed class MutationTests
{
    private const string Order =
        "35=D|50=T|97=Y|11=A1|1=ACC|18=E 6|55=AAPL|54=1|60=20260801-12:00:00.123|38=100.5|"
        + "40=2|44=-12.5|59=0|528=A|";
    private const string Replace = "35=G|41=A1|11=A2|55=AAPL|54=1|60=20260801-12:00:00.123|38=90|40=2|44=12.51|59=3|";
    private const string Cancel = "35=F|41=A1|11=A2|55=AAPL|54=1|60=20260801-12:00:00.123|38=90|";
    private const string Report =
        "35=8|37=O1|11=A2|41=A1|17=E1|19=E0|150=G|39=1|103=6|378=5|1=ACC|55=AAPL|54=2|38=100|"
        + "40=2|44=12.5|"
        + "59=3|32=40|31=12.51|151=60|14=40|6=12.51|60=20260801-12:00:00.123|58=ok|851=2|880=M1|";
    private const string Refusal = "35=9|37=O1|11=A2|41=A1|39=2|60=20260801-12:00:00.123|434=1|102=0|58=late|";
    private const string Snapshot =
        "35=W|262=R1|55=AAPL|268=2|269=0|270=12.5|271=100|272=20260801|273=12:00:00.123|269=2|"
        + "270=1|271=7|";
    private const string Request = "35=V|262=R1|263=1|264=1|265=0|267=3|269=0|269=1|269=2|146=2|55=AAPL|55=MSFT|";

    private readonly FixField[] _fields = new FixField[FixMessage.FieldsMax];
    private int _indexed;
    private int _good;

    [Theory]
    [InlineData(Order)]
    [InlineData(Replace)]
    [InlineData(Cancel)]
    [InlineData(Report)]
    [InlineData(Refusal)]
    [InlineData(Snapshot)]
    [InlineData(Request)]
    public void NoChangedByteThrowsAndWhatIsGoodIsWrittenAsItWasRead(string body)
    {
        for (int at = 0; at < body.Length; at++)
        {
            Read(body.Remove(at, 1));
            for (int b = 0; b < 256; b++) Read($"{body[..at]}{(char)b}{body[(at + 1)..]}");
        }

        Assert.InRange(_good, body.Length, _indexed - body.Length);
    }

    [Theory]
    [InlineData(Order)]
    [InlineData(Report)]
    [InlineData(Snapshot)]
    public void NoInsertedByteThrowsAndWhatIsGoodIsWrittenAsItWasRead(string body)
    {
        for (int at = 0; at < body.Length; at++)
        {
            foreach (char b in "|=-.0194AE \u00ff") Read(body.Insert(at, b.ToString()));
        }

        Assert.InRange(_good, body.Length, _indexed - body.Length);
    }

    private void Read(string body)
    {
        if (!FixMessage.TryIndex(FixText.Framed(body), _fields, out FixMessage message)) return;

        _indexed++;
        bool good = IsRequest(message) | IsReport(message) | IsRefusal(message) | IsSnapshot(message)
            | IsMarketDataRequest(message);
        if (good) _good++;
    }

    private static bool IsRequest(in FixMessage message)
    {
        CodecFault fault = OrderRequest.Decode(message, out OrderRequest read, out int tag);
        Assert.Equal(fault != CodecFault.None, tag != 0);
        if (fault != CodecFault.None || read.Malformed) return false;

        OrderRequest.Decode(FixText.Indexed(FixText.Write(read)), out OrderRequest again, out _);
        Assert.Equal(FixText.Describe(read), FixText.Describe(again));
        return true;
    }

    private static bool IsReport(in FixMessage message)
    {
        CodecFault fault = ExecutionReport.Decode(message, out ExecutionReport read, out int tag);
        Assert.Equal(fault != CodecFault.None, tag != 0);
        if (fault != CodecFault.None || read.Malformed) return false;

        ExecutionReport.Decode(FixText.Indexed(FixText.Write(read)), out ExecutionReport again, out _);
        Assert.Equal(FixText.Describe(read), FixText.Describe(again));
        return true;
    }

    private static bool IsRefusal(in FixMessage message)
    {
        CodecFault fault = OrderCancelReject.Decode(message, out OrderCancelReject read, out int tag);
        Assert.Equal(fault != CodecFault.None, tag != 0);
        if (fault != CodecFault.None || read.Malformed) return false;

        OrderCancelReject.Decode(FixText.Indexed(FixText.Write(read)), out OrderCancelReject again, out _);
        Assert.Equal(FixText.Describe(read), FixText.Describe(again));
        return true;
    }

    private static bool IsSnapshot(in FixMessage message)
    {
        CodecFault fault = MarketDataSnapshot.Decode(message, out MarketDataSnapshot read, out int tag);
        Assert.Equal(fault != CodecFault.None, tag != 0);
        if (fault != CodecFault.None || read.Malformed) return false;

        MarketDataSnapshot.Decode(FixText.Indexed(FixText.Write(read)), out MarketDataSnapshot again, out _);
        Assert.Equal(FixText.Describe(read), FixText.Describe(again));
        return true;
    }

    private static bool IsMarketDataRequest(in FixMessage message)
    {
        CodecFault fault = MarketDataRequest.Decode(message, out MarketDataRequest read, out int tag);
        Assert.Equal(fault != CodecFault.None, tag != 0);
        if (fault != CodecFault.None || read.Malformed) return false;

        int symbols = 0;
        foreach (ReadOnlySpan<byte> symbol in read.Symbols) symbols += symbol.IsEmpty ? 0 : 1;
        Assert.Equal(read.SymbolCount, symbols);
        return true;
    }
}
