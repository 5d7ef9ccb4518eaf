using System;
using Gateway.Aeron;

namespace Gateway.Perf.Throughput;

/// <summary>Reads the log for its position alone.</summary>
internal readonly struct Discard : IBlockHandler
{
    public void OnBlock(ReadOnlySpan<byte> block, long position)
    {
        // A reader that does nothing still has to be there: the log goes no further than half a term ahead of it.
    }
}
