using System;
using Gateway.Lane;

namespace Gateway.Perf.Throughput;

/// <summary>Thread time and bytes allocated inside the lane's polls, and nowhere else.</summary>
internal sealed class LaneMeter
{
    internal long CpuNs { get; private set; }

    internal long AllocatedBytes { get; private set; }

    internal long Polls { get; private set; }

    internal int Poll(OrderLane lane, ulong nowNs)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long began = ThreadClock.CpuNs;
        int work = lane.Poll(nowNs);
        CpuNs += ThreadClock.CpuNs - began;
        AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
        Polls++;
        return work;
    }

    internal void Clear() => CpuNs = AllocatedBytes = Polls = 0;
}
