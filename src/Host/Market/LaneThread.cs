using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Gateway.Host.Configuration;
using Gateway.Lane;
using Gateway.Native;

namespace Gateway.Host.Market;

/// <summary>What the lane's thread runs: the lane, and the count of what it allocates once it is warm.</summary>
internal sealed class LaneThread(OrderLane lane, int core, long warmMessages)
{
    private long _allocatedBefore;
    private long _messagesBefore;
    private bool _pinned;
    private bool _warm;
    private long _allocated;
    private long _measured;

    /// <summary>The lane that it runs.</summary>
    internal OrderLane Lane => lane;

    /// <summary>Bytes allocated on the lane's thread since it was warm.</summary>
    internal long AllocatedBytes => Volatile.Read(ref _allocated);

    /// <summary>Messages since it was warm.</summary>
    internal long MessagesMeasured => Volatile.Read(ref _measured);

    /// <summary>Lets a lane listen where its sessions are.</summary>
    /// <exception cref="IOException">An address is taken, or not of this machine.</exception>
    internal static void Listen(OrderLane lane, MarketConfig market)
    {
        if (lane.Open() is not (< 0 and int result)) return;
        IEnumerable<string> addresses = market.Sessions.Select(session => session.Listen).Distinct();
        throw new IOException($"lane at {string.Join(", ", addresses)}: {Net.Words(result)}");
    }

    /// <summary>One duty cycle.</summary>
    internal int Cycle()
    {
        if (!_pinned) CpuCore.Pin(core);
        _pinned = true;
        int work = lane.Poll(CpuCore.NowNs);
        if (!_warm && lane.Tally.Messages >= warmMessages) Warm();
        if (work > 0 && _warm) Measure();
        return work;
    }

    private void Warm()
    {
        _warm = true;
        _messagesBefore = lane.Tally.Messages;
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    }

    private void Measure()
    {
        Volatile.Write(ref _allocated, GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore);
        Volatile.Write(ref _measured, lane.Tally.Messages - _messagesBefore);
    }
}
