using Gateway.Fix.Messages;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Fix.Messages;

public sealed class OrderRequestTests
{
    private const string New =
        "35=D|49=B|52=20260801-12:00:00.123|56=G|11=A1|1=ACC|55=AAPL|54=1|"
        + "60=20260801-12:00:00.123|38=100|40=2|44=12.5|";
    private const string Cancel = "35=F|49=B|56=G|41=A1|11=A2|55=AAPL|54=1|60=20260801-12:00:00|38=100|";
    private const string Replace = "35=G|49=B|56=G|41=A1|11=A2|55=AAPL|54=1|60=20260801-12:00:00|38=90|40=2|44=12.51|";
    private const ulong NoonNs = 1_785_585_600_000_000_000;

    [Fact]
    public void ANewOrderReadsAsItIsWritten()
    {
        OrderRequest.Decode(FixText.Message(New), out OrderRequest request, out int tag);

        Assert.Equal(0, tag);
        Assert.Equal(
            "New A1 orig[] account[ACC] AAPL trader[] side 1 kind 2 tif 0 flags 00 price True 1250000000 "
            + $"quantity 1000000 time {NoonNs + 123_000_000} malformed False",
            FixText.Describe(request));
    }

    [Theory]
    [InlineData(Operation.New, "35=D|50=T|97=Y|11=A2|1=ACC|18=E 6|55=AAPL|54=5|"
        + "60=20260801-12:00:00.000|38=0.5|40=2|44=-12.5|59=3|528=R|")]
    [InlineData(Operation.Replace, "35=G|50=T|97=Y|41=A1|11=A2|1=ACC|18=E 6|55=AAPL|54=5|"
        + "60=20260801-12:00:00.000|38=0.5|40=2|44=-12.5|59=3|528=R|")]
    [InlineData(Operation.Cancel, "35=F|50=T|97=Y|41=A1|11=A2|1=ACC|55=AAPL|54=5|60=20260801-12:00:00.000|38=0.5|")]
    public void TheBytesAreInTheOrderOfTheStandard(Operation operation, string body)
    {
        var request = new OrderRequest
        {
            Operation = operation,
            ClOrdId = "A2"u8,
            OrigClOrdId = "A1"u8,
            Account = "ACC"u8,
            Symbol = "AAPL"u8,
            Trader = "T"u8,
            Side = 5,
            Kind = 2,
            TimeInForce = 3,
            Flags = OrderFlags.ReduceOnly | OrderFlags.PostOnly | OrderFlags.PossResend | OrderFlags.RisklessPrincipal,
            HasPrice = true,
            PriceE8 = -12_5000_0000,
            QuantityE4 = 5000,
            TransactTimeNs = NoonNs,
        };

        Assert.Equal(body, FixText.Body(FixText.Write(request)));
    }

    [Theory]
    [InlineData(New, 11)]
    [InlineData(New, 38)]
    [InlineData(New, 40)]
    [InlineData(New, 54)]
    [InlineData(New, 55)]
    [InlineData(New, 60)]
    [InlineData(Cancel, 11)]
    [InlineData(Cancel, 41)]
    [InlineData(Cancel, 54)]
    [InlineData(Cancel, 55)]
    [InlineData(Cancel, 60)]
    [InlineData(Replace, 11)]
    [InlineData(Replace, 38)]
    [InlineData(Replace, 40)]
    [InlineData(Replace, 41)]
    [InlineData(Replace, 54)]
    [InlineData(Replace, 55)]
    [InlineData(Replace, 60)]
    public void ARequiredTagThatIsMissingIsNamed(string body, int missing)
    {
        CodecFault fault = OrderRequest.Decode(FixText.Message(FixText.Without(body, missing)), out _, out int tag);

        Assert.Equal((CodecFault.RequiredTagMissing, missing), (fault, tag));
    }

    [Theory]
    [InlineData(New, CodecFault.ConditionallyRequiredMissing, 44)]
    [InlineData(Replace, CodecFault.ConditionallyRequiredMissing, 44)]
    [InlineData(Cancel, CodecFault.None, 0)]
    [InlineData(Cancel + "40=2|", CodecFault.None, 0)]
    [InlineData("35=D|11=A|55=A|54=1|60=20260801-12:00:00|38=1|40=1|", CodecFault.None, 0)]
    [InlineData("35=D|11=A|55=A|54=1|60=20260801-12:00:00|40=2|", CodecFault.RequiredTagMissing, 38)]
    [InlineData("35=D|", CodecFault.RequiredTagMissing, 11)]
    public void ALimitOrderNeedsAPrice(string body, CodecFault expected, int missing)
    {
        CodecFault fault = OrderRequest.Decode(FixText.Message(FixText.Without(body, 44)), out _, out int tag);

        Assert.Equal((expected, missing), (fault, tag));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(11, "")]
    [InlineData(11, "123456789012345678901234567890123")]
    [InlineData(18, "")]
    [InlineData(18, "G")]
    [InlineData(18, "E6")]
    [InlineData(18, "E ")]
    [InlineData(18, " E")]
    [InlineData(38, "")]
    [InlineData(38, "0")]
    [InlineData(38, "0.0000")]
    [InlineData(38, "-1")]
    [InlineData(38, "+200.00")]
    [InlineData(38, "1e3")]
    [InlineData(38, "1.00001")]
    [InlineData(38, "x")]
    [InlineData(38, ".")]
    [InlineData(38, "1.2.3")]
    [InlineData(38, "99999999999999999999")]
    [InlineData(38, "100000000000000")]
    [InlineData(40, "")]
    [InlineData(40, "0")]
    [InlineData(40, "3")]
    [InlineData(40, "P")]
    [InlineData(40, "22")]
    [InlineData(44, "")]
    [InlineData(44, "-")]
    [InlineData(44, "12.123456789")]
    [InlineData(44, "10000000000")]
    [InlineData(44, "-10000000000")]
    [InlineData(44, "9223372036854775808")]
    [InlineData(44, "1,5")]
    [InlineData(50, "")]
    [InlineData(54, "")]
    [InlineData(54, "0")]
    [InlineData(54, "3")]
    [InlineData(54, "A")]
    [InlineData(54, "11")]
    [InlineData(55, "")]
    [InlineData(59, "")]
    [InlineData(59, "2")]
    [InlineData(59, "6")]
    [InlineData(59, "A")]
    [InlineData(59, "00")]
    [InlineData(60, "")]
    [InlineData(60, "20260801")]
    [InlineData(60, "20260832-12:00:00")]
    [InlineData(60, "20260801-24:00:00")]
    [InlineData(60, "20260801-12:00:00.1")]
    [InlineData(60, "19691231-23:59:59")]
    [InlineData(97, "")]
    [InlineData(97, "y")]
    [InlineData(97, "YY")]
    [InlineData(528, "")]
    [InlineData(528, "X")]
    [InlineData(528, "AP")]
    public void AWrongValueIsMalformedAndNoFault(int tag, string value)
    {
        string body = $"{FixText.Without(New, tag)}{tag}={value}|";
        CodecFault fault = OrderRequest.Decode(FixText.Message(body), out OrderRequest request, out int missing);

        Assert.Equal((CodecFault.None, 0), (fault, missing));
        Assert.True(request.Malformed);
    }

    [Theory]
    [InlineData("11=12345678901234567890123456789012|")]
    [InlineData("18=E|")]
    [InlineData("18=6 E|")]
    [InlineData("38=99999999999999.9999|")]
    [InlineData("38=002000.00|")]
    [InlineData("38=.5|")]
    [InlineData("38=5.|")]
    [InlineData("40=1|")]
    [InlineData("44=-0.00000001|")]
    [InlineData("44=0|")]
    [InlineData("44=9999999999.99999999|")]
    [InlineData("54=6|")]
    [InlineData("59=1|")]
    [InlineData("59=4|")]
    [InlineData("60=20261231-23:59:60|")]
    [InlineData("60=20261231-23:59:59.123456789012|")]
    [InlineData("97=N|")]
    [InlineData("528=W|")]
    [InlineData("9999=|")]
    public void AValueAtTheEdgeIsTaken(string field)
    {
        int tag = int.Parse(field[..field.IndexOf('=')]);
        string body = FixText.Without(New, tag) + field;
        CodecFault fault = OrderRequest.Decode(FixText.Message(body), out OrderRequest request, out _);

        Assert.Equal(CodecFault.None, fault);
        Assert.False(request.Malformed);
    }

    [Theory]
    [InlineData("18=E|", OrderFlags.ReduceOnly)]
    [InlineData("18=6 E|", OrderFlags.ReduceOnly | OrderFlags.PostOnly)]
    [InlineData("97=Y|", OrderFlags.PossResend)]
    [InlineData("97=N|", OrderFlags.None)]
    [InlineData("528=A|", OrderFlags.Agency)]
    [InlineData("528=I|", OrderFlags.Agency)]
    [InlineData("528=W|", OrderFlags.Agency)]
    [InlineData("528=P|", OrderFlags.Principal)]
    [InlineData("528=G|", OrderFlags.Principal)]
    [InlineData("528=R|", OrderFlags.RisklessPrincipal)]
    [InlineData("528=A|18=6|97=Y|", OrderFlags.Agency | OrderFlags.PostOnly | OrderFlags.PossResend)]
    public void FlagsComeFromTheirTags(string fields, OrderFlags flags)
    {
        OrderRequest.Decode(FixText.Message(New + fields), out OrderRequest request, out _);

        Assert.Equal(flags, request.Flags);
    }

    [Theory]
    [InlineData("11=A9|1=X|55=X|54=2|60=20270801-12:00:00|38=1|40=1|44=1|")]
    [InlineData("11=|1=|55=|54=9|60=x|38=0|40=x|44=|")]
    public void OfARepeatedTagTheFirstCounts(string repeats)
    {
        OrderRequest.Decode(FixText.Message(New), out OrderRequest once, out _);
        OrderRequest.Decode(FixText.Message(New + repeats), out OrderRequest twice, out _);

        Assert.Equal(FixText.Describe(once), FixText.Describe(twice));
    }

    [Fact]
    public void WhatDoesNotBelongToACancelCannotRefuseIt()
    {
        CodecFault fault = OrderRequest.Decode(
            FixText.Message(Cancel + "18=G|40=x|44=x|59=x|528=x|"), out OrderRequest request, out _);

        Assert.Equal((CodecFault.None, false, false), (fault, request.Malformed, request.HasPrice));
    }

    [Fact]
    public void AFirstWrongValueIsNotHealedByItsRepetition()
    {
        OrderRequest.Decode(
            FixText.Message(FixText.Without(New, 38) + "38=x|38=100|"), out OrderRequest request, out _);

        Assert.True(request.Malformed);
    }

    [Theory]
    [InlineData("35=8|")]
    [InlineData("35=DD|")]
    [InlineData("35=|")]
    public void AnotherMessageIsMalformed(string body)
    {
        OrderRequest.Decode(FixText.Message(body), out OrderRequest request, out _);

        Assert.Equal(Operation.None, request.Operation);
        Assert.True(request.Malformed);
    }
}
