using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Inputs;

/// <summary>The synthetic flow: the same by its seed, about orders that it has given, of all kinds.</summary>
[Collection(BytesAreCounted.Name)]
public sealed class SyntheticInputTests
{
    private const int Messages = 20_000;

    private static readonly MarketConfig Market = LobsterInputTests.Market();

    [Fact]
    public void TheSameSeedGivesTheSameFlowAndAnotherOneAnother()
    {
        List<Intent> flow = Flow(7);
        Assert.Equal(flow, Flow(7));
        Assert.NotEqual(flow, Flow(8));
        Assert.Equal(Messages, flow.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 9)]
    [InlineData(3, 300)]
    [InlineData(4, Messages)]
    public void EveryMessageIsAboutAnOrderThatWasGivenBefore(int seed, int messages)
    {
        var orders = new List<Intent>();
        foreach (Intent intent in Flow(seed, messages))
        {
            if (intent.Operation == Operation.New)
            {
                Assert.Equal(orders.Count, intent.Order);
                orders.Add(intent);
            }
            else
            {
                Assert.InRange(intent.Order, 0, orders.Count - 1);
                Intent first = orders[intent.Order];
                Assert.Equal((first.Session, first.Account, first.Instrument, first.Side),
                    (intent.Session, intent.Account, intent.Instrument, intent.Side));
            }
        }

        Assert.NotEmpty(orders);
    }

    [Fact]
    public void QuantitiesArePositiveAndRowsExist()
    {
        foreach (Intent intent in Flow(5))
        {
            Assert.True(intent.QuantityE4 > 0 && intent.PriceE8 > 0);
            Assert.InRange(intent.Account, 0, Market.Accounts.Length - 1);
            Assert.InRange(intent.Instrument, Intent.NoInstrument, Market.Instruments.Length - 1);
            Assert.Equal(Market.Accounts[intent.Account].FirmRow, Market.Sessions[intent.Session].FirmRow);
            Assert.Contains(intent.Side, new byte[] { 1, 2, 5 });
        }
    }

    [Fact]
    public void AllThatAMarketHasIsInIt()
    {
        List<Intent> flow = Flow(6);
        Assert.Equal(3, flow.Select(intent => intent.Operation).Distinct().Count());
        Assert.Equal([0, 3, 4], flow.Select(intent => (int)intent.TimeInForce).Distinct().Order());
        Assert.Equal([1, 2], flow.Select(intent => (int)intent.Kind).Distinct().Order());
        Assert.Equal(Market.Accounts.Length, flow.Select(intent => intent.Account).Distinct().Count());
        Assert.Equal(Market.Instruments.Length + 1, flow.Select(intent => intent.Instrument).Distinct().Count());
        uint burst = Market.Sessions.Min(session => session.Burst);
        Assert.True(flow.Count(intent => intent.AtOnce) > burst * 2, "no burst that uses up a session's rate");
    }

    [Fact]
    public void NothingIsAllocatedWhileItPlays()
    {
        var input = new SyntheticInput(Market, 1, Messages);
        _ = input.TryNext(out _);
        Assert.Equal(0, BytesAreCounted.Of(Play));

        void Play()
        {
            while (input.TryNext(out _)) continue;
        }
    }

    private static List<Intent> Flow(int seed, int messages = Messages)
    {
        var input = new SyntheticInput(Market, seed, messages);
        var flow = new List<Intent>();
        while (input.TryNext(out Intent intent)) flow.Add(intent);
        return flow;
    }
}
