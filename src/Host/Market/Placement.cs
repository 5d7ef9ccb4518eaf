using System.IO;
using Gateway.Host.Configuration;
using Gateway.Native;

namespace Gateway.Host.Market;

/// <summary>Which core the lane's thread has, and whether it has it for itself.</summary>
/// <param name="LaneCore">As configured, else the last one.</param>
/// <param name="IsAlone">The other threads of this process keep off that core.</param>
internal readonly record struct Placement(int LaneCore, bool IsAlone)
{
    /// <summary>Where the others are, in words.</summary>
    internal string Words => IsAlone ? "the others beside it" : "shared with the others: there is no other core";

    /// <summary>Keeps this process off the lane's core.</summary>
    /// <exception cref="IOException">There is no such core.</exception>
    internal static Placement KeepOff(MarketConfig market)
    {
        int last = CpuCore.Last;
        int core = market.LaneCore ?? last;
        if (core > last) throw new IOException($"cpu: the lane wants core {core}, the last one is {last}");
        return new Placement(core, CpuCore.Avoid(core));
    }
}
