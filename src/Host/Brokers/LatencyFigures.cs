namespace Gateway.Host.Brokers;

/// <summary>Percentiles of the time from when an order was due to its first answer, ns.</summary>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
public sealed record LatencyFigures(long P50, long P99, long P999);
