using System;
using System.Runtime;
using Xunit;

namespace Gateway.Tests;

/// <summary>Tests that count allocated bytes run alone and without a collection: it would end this thread's allocation
/// quantum, and what was left of it would count as allocated.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BytesAreCounted
{
    public const string Name = "bytes are counted";

    private const long BytesBesides = 128 << 20;

    /// <summary>Runs work during which nothing is collected.</summary>
    /// <param name="work">May allocate 128 MiB on this and other threads.</param>
    /// <returns>Bytes that it allocated on this thread.</returns>
    public static long Of(Action work)
    {
        Assert.True(GC.TryStartNoGCRegion(BytesBesides));
        try
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        finally
        {
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
        }
    }
}
