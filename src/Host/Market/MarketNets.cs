using System;
using System.Linq;
using Gateway.Host.Configuration;
using Gateway.Native;

namespace Gateway.Host.Market;

/// <summary>The three stacks of a market in one process: byte pipes, each end reading pieces of any length, or sockets
/// of the kernel over the loopback device.</summary>
internal sealed class MarketNets : IDisposable
{
    private const string Kernel = "kernel";

    internal MarketNets(string backend, int seed)
    {
        Lane = Open(backend, seed, 1);
        Venue = Open(backend, seed, 2);
        Brokers = Open(backend, seed, 3);
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

    /// <summary>The market at addresses that one machine has: over sockets 10.0.0.2 becomes 127.0.0.2.</summary>
    internal static MarketConfig Place(MarketConfig market) => market.NetBackend != Kernel ? market : market with
    {
        Venue = market.Venue with { Connect = Loopback(market.Venue.Connect) },
        Sessions = [.. market.Sessions.Select(s => s with { Listen = Loopback(s.Listen) })],
    };

    private static string Loopback(string address) => "127" + address[address.IndexOf('.')..];

    private static Net Open(string backend, int seed, int end) => Net.Open(
        backend == Kernel ? "kernel:" : $"memory:seed={((uint)seed * 4 % 1_000_000_000) + (uint)end}");
}
