using Gateway.Fix.Messages;
using Xunit;

namespace Gateway.Tests.Fix.Messages;

public sealed class MarketDataTests
{
    private const string Request = "35=V|262=R1|263=1|264=1|265=0|267=3|269=0|269=1|269=2|146=2|55=AAPL|55=MSFT|";
    private const string Snapshot = "35=W|262=R1|55=AAPL|268=2|269=0|270=12.5|271=100|272=20260801|273=12:00:00.000|"
        + "269=2|270=-0.01|271=7|272=20260801|273=12:00:00.000|";
    private const string Read = "R1 AAPL Bid, Last bid 1250000000 x 1000000 ask 0 x 0 last -1000000 x 70000 time ";
    private const ulong NoonNs = 1_785_585_600_000_000_000;

    [Fact]
    public void ARequestIsWrittenInTheOrderOfTheStandardAndReadBack()
    {
        byte[] message = FixText.WriteMarketDataRequest("R1"u8.ToArray(), ["AAPL"u8.ToArray(), "MSFT"u8.ToArray()]);
        Assert.Equal(Request, FixText.Body(message));

        CodecFault fault = MarketDataRequest.Decode(
            FixText.Indexed(message), out MarketDataRequest request, out int tag);
        Assert.Equal((CodecFault.None, 0), (fault, tag));
        Assert.Equal("R1 1 depth 1 Bid, Ask, Last malformed False 2: AAPL MSFT", FixText.Describe(request));
    }

    [Fact]
    public void ASnapshotIsWrittenInTheOrderOfTheStandardAndReadBack()
    {
        var snapshot = new MarketDataSnapshot
        {
            RequestId = "R1"u8,
            Symbol = "AAPL"u8,
            Entries = QuoteEntries.Bid | QuoteEntries.Last,
            BidE8 = 12_5000_0000,
            BidQtyE4 = 100_0000,
            LastE8 = -100_0000,
            LastQtyE4 = 7_0000,
            TransactTimeNs = NoonNs,
        };
        Assert.Equal(Snapshot, FixText.Body(FixText.Write(snapshot)));

        CodecFault fault = MarketDataSnapshot.Decode(
            FixText.Message(Snapshot), out MarketDataSnapshot read, out int tag);
        Assert.Equal((CodecFault.None, 0), (fault, tag));
        Assert.Equal($"{Read}{NoonNs} malformed False", FixText.Describe(read));
    }

    [Theory]
    [InlineData("268=2|", "60=20260801-12:00:01|268=2|", NoonNs + 1_000_000_000)]
    [InlineData("268=2|", "268=3|269=A|", NoonNs)]
    [InlineData("269=2|", "269=0|270=99|269=2|", NoonNs)]
    [InlineData("272=20260801|273=12:00:00.000|269=2", "269=2", NoonNs)]
    [InlineData("273=12:00:00.000|269", "269", NoonNs)]
    [InlineData("55=AAPL|", "55=AAPL|55=MSFT|262=R2|", NoonNs)]
    public void WhatOtherVenuesAddIsReadToo(string from, string to, ulong timeNs)
    {
        string body = Snapshot.Replace(from, to);
        if (to.Contains("270=99")) body = body.Replace("268=2", "268=3");
        MarketDataSnapshot.Decode(FixText.Message(body), out MarketDataSnapshot snapshot, out _);

        Assert.Equal($"{Read}{timeNs} malformed False", FixText.Describe(snapshot));
    }

    [Theory]
    [InlineData("268=2", "268=1")]
    [InlineData("268=2", "268=3")]
    [InlineData("268=2", "268=x")]
    [InlineData("268=2", "268=-2")]
    [InlineData("268=2|", "268=2|270=1|")]
    [InlineData("268=2|", "268=2|271=1|")]
    [InlineData("269=2", "269=")]
    [InlineData("269=2", "269=22")]
    [InlineData("270=12.5|", "")]
    [InlineData("270=12.5", "270=x")]
    [InlineData("270=12.5", "270=10000000000")]
    [InlineData("271=100", "271=-1")]
    [InlineData("271=100", "271=")]
    [InlineData("273=12:00:00.000|269", "273=12:00:99.000|269")]
    [InlineData("273=12:00:00.000|269", "273=12:00:00.0000000000000|269")]
    [InlineData("272=20260801|273=12:00:00.000|269", "272=2026081|273=12:00:00.000|269")]
    [InlineData("55=AAPL", "55=")]
    [InlineData("262=R1", "262=")]
    [InlineData("55=AAPL|", "55=AAPL|60=x|")]
    public void AWrongSnapshotIsMalformed(string from, string to)
    {
        Assert.Contains(from, Snapshot);
        MarketDataSnapshot.Decode(FixText.Message(Snapshot.Replace(from, to)), out MarketDataSnapshot snapshot, out _);

        Assert.True(snapshot.Malformed);
    }

    [Theory]
    [InlineData("263=1", "263=3")]
    [InlineData("263=1", "263=")]
    [InlineData("264=1", "264=x")]
    [InlineData("264=1", "264=-1")]
    [InlineData("267=3", "267=2")]
    [InlineData("267=3|269=0|269=1|269=2", "267=0")]
    [InlineData("269=2", "269=")]
    [InlineData("146=2", "146=1")]
    [InlineData("146=2|55=AAPL|55=MSFT", "146=0")]
    [InlineData("146=2", "146=99999999999999999999")]
    [InlineData("55=MSFT", "55=")]
    [InlineData("262=R1", "262=")]
    public void AWrongRequestIsMalformed(string from, string to)
    {
        Assert.Contains(from, Request);
        MarketDataRequest.Decode(FixText.Message(Request.Replace(from, to)), out MarketDataRequest request, out _);

        Assert.True(request.Malformed);
    }

    [Theory]
    [InlineData(262)]
    [InlineData(263)]
    [InlineData(264)]
    [InlineData(267)]
    [InlineData(146)]
    public void ATagThatARequestMustHaveIsNamed(int missing)
    {
        CodecFault fault = MarketDataRequest.Decode(
            FixText.Message(FixText.Without(Request, missing)), out _, out int tag);

        Assert.Equal((CodecFault.RequiredTagMissing, missing), (fault, tag));
    }

    [Theory]
    [InlineData(55)]
    [InlineData(268)]
    public void ATagThatASnapshotMustHaveIsNamed(int missing)
    {
        CodecFault fault = MarketDataSnapshot.Decode(
            FixText.Message(FixText.Without(Snapshot, missing)), out _, out int tag);

        Assert.Equal((CodecFault.RequiredTagMissing, missing), (fault, tag));
    }

    [Fact]
    public void OfARepeatedTagTheFirstCounts()
    {
        MarketDataRequest.Decode(
            FixText.Message(Request + "262=|263=9|264=x|267=x|146=x|"), out MarketDataRequest request, out _);

        Assert.Equal("R1 1 depth 1 Bid, Ask, Last malformed False 2: AAPL MSFT", FixText.Describe(request));
    }
}
