using Gateway.Fix.Messages;
using Xunit;

namespace Gateway.Tests.Fix.Messages;

public sealed class OrderCancelRejectTests
{
    private const string Refusal = "35=9|37=O1|11=A2|41=A1|39=2|60=20260801-12:00:00.000|434=1|102=0|58=too late|";

    [Fact]
    public void TheBytesAreInTheOrderOfTheStandard()
    {
        var reject = new OrderCancelReject
        {
            OrderId = "O1"u8,
            ClOrdId = "A2"u8,
            OrigClOrdId = "A1"u8,
            OrdStatus = (byte)'2',
            ResponseTo = OrderCancelReject.ToCancel,
            Reason = 0,
            TransactTimeNs = 1_785_585_600_000_000_000,
            Text = "too late"u8,
        };

        Assert.Equal(Refusal, FixText.Body(FixText.Write(reject)));
        Assert.Equal(CodecFault.None, OrderCancelReject.Decode(
            FixText.Message(Refusal), out OrderCancelReject read, out _));
        Assert.Equal(FixText.Describe(reject), FixText.Describe(read));
    }

    [Fact]
    public void WhatThereIsNoneOfIsWrittenAsNone()
    {
        var reject = new OrderCancelReject
        {
            OrdStatus = (byte)'8',
            ResponseTo = OrderCancelReject.ToReplace,
            Reason = OrderCancelReject.Absent,
        };

        Assert.Equal("35=9|37=NONE|11=NONE|41=NONE|39=8|434=2|", FixText.Body(FixText.Write(reject)));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(37)]
    [InlineData(39)]
    [InlineData(41)]
    [InlineData(434)]
    public void ARequiredTagThatIsMissingIsNamed(int missing)
    {
        CodecFault fault = OrderCancelReject.Decode(
            FixText.Message(FixText.Without(Refusal, missing)), out _, out int tag);

        Assert.Equal((CodecFault.RequiredTagMissing, missing), (fault, tag));
    }

    [Theory]
    [InlineData(11, "")]
    [InlineData(37, "")]
    [InlineData(39, "10")]
    [InlineData(41, "")]
    [InlineData(58, "")]
    [InlineData(60, "now")]
    [InlineData(102, "x")]
    [InlineData(102, "-1")]
    [InlineData(434, "")]
    [InlineData(434, "0")]
    [InlineData(434, "3")]
    [InlineData(434, "11")]
    public void AWrongValueIsMalformedAndNoFault(int tag, string value)
    {
        string body = $"{FixText.Without(Refusal, tag)}{tag}={value}|";
        CodecFault fault = OrderCancelReject.Decode(
            FixText.Message(body), out OrderCancelReject reject, out int missing);

        Assert.Equal((CodecFault.None, 0), (fault, missing));
        Assert.True(reject.Malformed);
    }

    [Fact]
    public void OfARepeatedTagTheFirstCounts()
    {
        string repeats = Refusal["35=9|".Length..].Replace("=", "=?");
        OrderCancelReject.Decode(FixText.Message(Refusal + repeats), out OrderCancelReject twice, out _);
        OrderCancelReject.Decode(FixText.Message(Refusal), out OrderCancelReject once, out _);

        Assert.Equal(FixText.Describe(once), FixText.Describe(twice));
    }
}
