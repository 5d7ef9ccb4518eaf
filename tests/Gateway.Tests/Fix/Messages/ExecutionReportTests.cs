using Gateway.Fix.Messages;
using Xunit;

namespace Gateway.Tests.Fix.Messages;

public sealed class ExecutionReportTests
{
    private const string Fill =
        "35=8|49=V|56=G|37=O1|11=A2|41=A1|17=E1|19=E0|150=F|39=1|103=0|378=5|1=ACC|55=AAPL|"
        + "54=2|"
        + "38=100|40=2|44=12.5|59=3|32=40|31=12.51|151=60|14=40|6=12.51|60=20260801-12:00:00.000|58=ok|851=2|880=M1|";

    private const string Ack = "35=8|37=O1|17=E1|150=0|39=0|55=AAPL|54=1|151=100|14=0|6=0|";

    [Fact]
    public void TheBytesAreInTheOrderOfTheStandard()
    {
        var report = new ExecutionReport
        {
            OrderId = "O1"u8,
            ClOrdId = "A2"u8,
            OrigClOrdId = "A1"u8,
            ExecId = "E1"u8,
            ExecRefId = "E0"u8,
            ExecType = (byte)'F',
            OrdStatus = (byte)'1',
            RejectReason = 0,
            RestatementReason = 5,
            Account = "ACC"u8,
            Symbol = "AAPL"u8,
            Side = 2,
            Kind = 2,
            TimeInForce = 3,
            HasPrice = true,
            PriceE8 = 12_5000_0000,
            OrderQtyE4 = 100_0000,
            LastQtyE4 = 40_0000,
            LastPxE8 = 12_5100_0000,
            LeavesQtyE4 = 60_0000,
            CumQtyE4 = 40_0000,
            AvgPxE8 = 12_5100_0000,
            TransactTimeNs = 1_785_585_600_000_000_000,
            Text = "ok"u8,
            Liquidity = 2,
            MatchId = "M1"u8,
        };

        Assert.Equal(Fill.Replace("49=V|56=G|", ""), FixText.Body(FixText.Write(report)));
        ExecutionReport.Decode(FixText.Message(Fill), out ExecutionReport read, out _);
        Assert.Equal(FixText.Describe(report), FixText.Describe(read));
    }

    [Fact]
    public void WhatIsAbsentIsNotWritten()
    {
        Assert.Equal(CodecFault.None, ExecutionReport.Decode(FixText.Message(Ack), out ExecutionReport report, out _));

        Assert.Equal((ExecutionReport.Absent, ExecutionReport.Absent), (report.RejectReason, report.RestatementReason));
        Assert.Equal(Ack, FixText.Body(FixText.Write(report)));
    }

    [Fact]
    public void AnOrderWithoutIdIsNone()
    {
        ExecutionReport.Decode(FixText.Message(Ack.Replace("37=O1", "37=NONE")), out ExecutionReport report, out _);

        Assert.True(report.OrderId.IsEmpty);
        Assert.False(report.Malformed);
        Assert.Contains("|37=NONE|", FixText.Body(FixText.Write(report)));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(14)]
    [InlineData(17)]
    [InlineData(37)]
    [InlineData(39)]
    [InlineData(54)]
    [InlineData(55)]
    [InlineData(150)]
    [InlineData(151)]
    public void ARequiredTagThatIsMissingIsNamed(int missing)
    {
        CodecFault fault = ExecutionReport.Decode(FixText.Message(FixText.Without(Ack, missing)), out _, out int tag);

        Assert.Equal((CodecFault.RequiredTagMissing, missing), (fault, tag));
    }

    [Theory]
    [InlineData('F', 31, CodecFault.ConditionallyRequiredMissing)]
    [InlineData('F', 32, CodecFault.ConditionallyRequiredMissing)]
    [InlineData('F', 19, CodecFault.None)]
    [InlineData('G', 31, CodecFault.ConditionallyRequiredMissing)]
    [InlineData('G', 19, CodecFault.ConditionallyRequiredMissing)]
    [InlineData('H', 19, CodecFault.ConditionallyRequiredMissing)]
    [InlineData('H', 32, CodecFault.None)]
    [InlineData('4', 32, CodecFault.None)]
    public void ATradeNeedsItsPriceAndABustItsTrade(char execType, int missing, CodecFault expected)
    {
        string body = FixText.Without(Fill.Replace("150=F", $"150={execType}"), missing);
        CodecFault fault = ExecutionReport.Decode(FixText.Message(body), out _, out int tag);

        Assert.Equal((expected, expected == CodecFault.None ? 0 : missing), (fault, tag));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(6, "x")]
    [InlineData(6, "1.123456789x")]
    [InlineData(6, "1.1234567.9")]
    [InlineData(6, "10000000000")]
    [InlineData(11, "")]
    [InlineData(14, "-1")]
    [InlineData(14, "99999999999999999999")]
    [InlineData(17, "")]
    [InlineData(31, "1.123456789")]
    [InlineData(32, "-1")]
    [InlineData(37, "")]
    [InlineData(38, "1.00001")]
    [InlineData(39, "")]
    [InlineData(39, "11")]
    [InlineData(40, "")]
    [InlineData(44, "x")]
    [InlineData(54, "0")]
    [InlineData(54, "A")]
    [InlineData(55, "")]
    [InlineData(58, "")]
    [InlineData(59, "00")]
    [InlineData(60, "20260801-12:00")]
    [InlineData(103, "-1")]
    [InlineData(103, "2147483648")]
    [InlineData(150, "FF")]
    [InlineData(151, "")]
    [InlineData(378, "x")]
    [InlineData(851, "256")]
    [InlineData(880, "")]
    public void AWrongValueIsMalformedAndNoFault(int tag, string value)
    {
        string body = $"{FixText.Without(Fill, tag)}{tag}={value}|";
        CodecFault fault = ExecutionReport.Decode(FixText.Message(body), out ExecutionReport report, out int missing);

        Assert.Equal((CodecFault.None, 0), (fault, missing));
        Assert.True(report.Malformed);
    }

    [Theory]
    [InlineData("6=12.3333333333333333", 12_3333_3333)]
    [InlineData("6=-0.999999999", -9999_9999)]
    [InlineData("6=12.", 12_0000_0000)]
    public void AnAveragePriceIsCutToTheScale(string field, long averageE8)
    {
        ExecutionReport.Decode(FixText.Message(Ack.Replace("6=0", field)), out ExecutionReport report, out _);

        Assert.Equal(averageE8, report.AvgPxE8);
        Assert.False(report.Malformed);
    }

    [Fact]
    public void OfARepeatedTagTheFirstCounts()
    {
        string repeats = Fill["35=8|".Length..].Replace("=", "=?");
        ExecutionReport.Decode(FixText.Message(Fill), out ExecutionReport once, out _);
        ExecutionReport.Decode(FixText.Message(Fill + repeats), out ExecutionReport twice, out _);

        Assert.Equal(FixText.Describe(once), FixText.Describe(twice));
    }
}
