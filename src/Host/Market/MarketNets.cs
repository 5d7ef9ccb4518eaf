using System;
using Gateway.Native;

namespace Gateway.Host.Market;

/// <summary>The three stacks of a market in one process: byte pipes, each end reading pieces of any length.</summary>
internal sealed class MarketNets : IDisposable
{
    internal MarketNets(int seed)
    {
        Lane = Open(seed, 1);
        Venue = Open(seed, 2);
        Brokers = Open(seed, 3);
    }

    internal Net Lane { get; }

    internal Net Venue { get; }

    internal Net Brokers { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Brokers.Dispose();
        Lane.Dispose();
        Venue.Dispose();
    }

    private static Net Open(int seed, int end) =>
        Net.Open($"memory:seed={((uint)seed * 4 % 1_000_000_000) + (uint)end}");
}
