namespace Gateway.Perf.Throughput;

/// <summary>One round.</summary>
/// <param name="Requests">D, F and G taken.</param>
/// <param name="CpuNs">Thread time inside the lane's polls.</param>
/// <param name="AllocatedBytes">Allocated inside them.</param>
/// <param name="Polls">How many polls.</param>
internal readonly record struct Measured(long Requests, long CpuNs, long AllocatedBytes, long Polls)
{
    internal double PerSecond => Requests * 1e9 / CpuNs;
}
