using System.Collections.Generic;
using System.Linq;
using System.Text;
using Gateway.Fix;
using Gateway.Host.Configuration;
using Gateway.Lane;

namespace Gateway.Host.Market;

/// <summary>The configured market as the lane wants it: texts as bytes, rows as places.</summary>
public static class MarketRows
{
    private const ulong NsPerMs = 1_000_000;
    private const int HeartbeatSeconds = 30;

    /// <summary>Makes the lane's rows.</summary>
    /// <param name="market">The configured market.</param>
    /// <returns>The same rows.</returns>
    public static LaneMarket Of(MarketConfig market) => new(
        [.. market.Instruments.Select(Row)],
        [.. market.Accounts.Select(a => new LaneAccount(Bytes(a.Name), (uint)a.FirmRow))],
        [.. market.Sessions.Select(Row)],
        [.. Traders(market)],
        new FixSessionSettings
        {
            SenderCompId = Bytes(market.Venue.SenderCompId),
            TargetCompId = Bytes(market.Venue.TargetCompId),
            Initiator = true,
            HeartbeatSeconds = HeartbeatSeconds,
            DeliverRejects = true,
        },
        market.Venue.Connect,
        Opening.FirstRow);

    private static LaneInstrument Row(InstrumentConfig of) =>
        new(Bytes(of.Symbol), of.Units, of.CollarBp, of.AgeMsMax, of.PriceMayBeNegative) { AlwaysPass = of.AlwaysPass };

    private static LaneSession Row(SessionConfig session) =>
        new(Settings(session), (uint)session.FirmRow, session.Listen)
        {
            CancelGraceNs = session.CancelGraceMs * NsPerMs,
            CancelSparesGtc = session.CancelSparesGtc,
        };

    private static FixSessionSettings Settings(SessionConfig session) => new()
    {
        SenderCompId = Bytes(session.SenderCompId),
        TargetCompId = Bytes(session.TargetCompId),
        HeartbeatSecondsMin = session.HeartbeatSecondsMin,
        HeartbeatSecondsMax = session.HeartbeatSecondsMax,
    };

    private static IEnumerable<LaneTrader> Traders(MarketConfig market)
    {
        yield return new LaneTrader([], 0);
        foreach (TraderConfig trader in market.Traders)
            yield return new LaneTrader(Bytes(trader.Name), (uint)trader.FirmRow);
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
