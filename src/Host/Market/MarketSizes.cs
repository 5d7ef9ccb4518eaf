using System;
using System.Linq;
using System.Text;
using Gateway.Fix;
using Gateway.Host.Configuration;
using Gateway.Lane;
using Gateway.Risk;
using Gateway.Venue;

namespace Gateway.Host.Market;

/// <summary>How large each part's tables are for a market and a number of messages.</summary>
internal static class MarketSizes
{
    private const int OrdersMin = 1 << 16;
    private const int OrdersMax = 1 << 22;
    private const int MembersMax = 16;
    private const int StoreMessagesMax = 1 << 18;
    private const int StoreBytesMax = 1 << 26;

    internal static RiskSizes Risk(MarketConfig market) => new(
        market.Accounts.Length,
        market.Instruments.Length,
        market.Sessions.Length,
        market.Firms.Length,
        market.Traders.Length + 1);

    /// <summary>Every message is a request of some session; the gateway's own cancels come on top.</summary>
    internal static LaneSettings Lane(int messages, int sessions, Fault fault) => new()
    {
        StoreMessagesMax = StoreMessages(sessions),
        StoreBytesMax = StoreBytes(sessions),
        OpenOrdersMax = Of(messages),
        RequestsMax = Of(messages),
        MatchesMax = Of(messages),
        Fault = fault switch
        {
            Fault.DropReport => LaneFault.DropReport,
            Fault.LoseRecord => LaneFault.LoseRecord,
            _ => LaneFault.None,
        },
    };

    internal static ExchangeSettings Venue(MarketConfig market, int messages, Fault fault) => new()
    {
        Address = market.Venue.Connect,
        Sessions =
        [
            new FixSessionSettings
            {
                SenderCompId = Encoding.ASCII.GetBytes(market.Venue.TargetCompId),
                TargetCompId = Encoding.ASCII.GetBytes(market.Venue.SenderCompId),
            },
        ],
        Instruments = [.. market.Instruments.Select(i =>
            new VenueInstrument(Encoding.ASCII.GetBytes(i.Symbol), i.Units, i.PriceMayBeNegative))],
        OrdersOpenMax = Of(messages),
        ClOrdIdsMax = Of(messages),
        ConnectionsMax = MembersMax,
        DoubleFillAt = fault == Fault.DoubleFill ? OrderLane.FaultyFill : 0,
    };

    /// <summary>Sent messages that a session keeps: many sessions share what a few may have.</summary>
    internal static int StoreMessages(int sessions) => Math.Clamp(StoreMessagesMax / sessions, 1 << 10, 1 << 16);

    /// <summary>Bytes of them.</summary>
    internal static int StoreBytes(int sessions) => Math.Clamp(StoreBytesMax / sessions, 1 << 18, 1 << 24);

    private static int Of(int messages) => (int)Math.Clamp((long)messages * 5 / 4, OrdersMin, OrdersMax);
}
