using Gateway.Host.Brokers;
using Gateway.Lane;

namespace Gateway.Host.Market;

/// <summary>What the live table shows, read while the parts go on.</summary>
/// <param name="Lane">The lane's counts.</param>
/// <param name="Latency">As the brokers measured it.</param>
/// <param name="LogPosition">Bytes of the log.</param>
/// <param name="ClearingLag">Bytes of the log that clearing has not made durable.</param>
/// <param name="RecorderLag">Bytes of the log that the recorder has not made durable.</param>
internal readonly record struct MarketFigures(
    LaneTally Lane, Latency Latency, long LogPosition, long ClearingLag, long RecorderLag);
