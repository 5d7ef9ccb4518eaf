using Gateway.Host.Brokers;

namespace Gateway.Host.Market;

/// <summary>What the live table shows, read while the parts go on.</summary>
/// <param name="Lane">The lane's counts.</param>
/// <param name="Latency">As the brokers measured it.</param>
internal readonly record struct MarketFigures(LaneFigures Lane, LatencyFigures Latency);
