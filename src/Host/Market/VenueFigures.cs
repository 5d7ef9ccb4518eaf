using Gateway.Venue;

namespace Gateway.Host.Market;

/// <summary>What the venue counted.</summary>
/// <param name="Executions">Reports of fills that it sent.</param>
/// <param name="OrdersOpen">Orders in its books.</param>
public sealed record VenueFigures(long Executions, long OrdersOpen)
{
    internal static VenueFigures Of(Exchange venue) => new(venue.Tally.Executions, venue.OrdersOpen);
}
