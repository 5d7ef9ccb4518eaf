using System.Numerics;
using Gateway.Native;

namespace Gateway.Lane;

/// <summary>Time per message of each hop, from every 64th busy cycle; the lane's thread alone writes.</summary>
/// <remarks>
/// Medians: a cycle in which the thread lost its core says nothing about a hop. A bucket is an eighth of a power of
/// two.
/// </remarks>
public sealed class LaneHops
{
    private const int Every = 64;
    private const int SubBits = 3;
    private const int SubMask = (1 << SubBits) - 1;
    private const int Buckets = 64 << SubBits;

    private readonly long[][] _counts;
    private readonly ulong[] _now = new ulong[Names.Length];
    private ulong _last;
    private int _cycle;
    private bool _on;

    /// <summary>Makes empty histograms.</summary>
    public LaneHops()
    {
        _counts = new long[Names.Length][];
        for (int i = 0; i < _counts.Length; i++) _counts[i] = new long[Buckets];
    }

    /// <summary>The hops in their order: poll, sessions and decoding; judging; logging; reports, routing and
    /// sending.</summary>
    public static readonly string[] Names = ["decode", "judge", "log", "route"];

    /// <summary>Median time of a hop.</summary>
    /// <param name="hop">Index in <see cref="Names"/>.</param>
    /// <returns>ns per message; 0 when nothing was measured.</returns>
    public long MedianNs(int hop)
    {
        long total = 0;
        foreach (long count in _counts[hop]) total += count;
        long seen = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            seen += _counts[hop][bucket];
            if (seen * 2 > total) return Lowest(bucket);
        }

        return 0;
    }

    internal void Start()
    {
        _on = _cycle == 0;
        if (_on) _last = CpuCore.TicksNs;
    }

    /// <summary>The hop is over.</summary>
    internal void Stamp(int hop)
    {
        if (!_on) return;
        ulong now = CpuCore.TicksNs;
        _now[hop] = now - _last;
        _last = now;
    }

    /// <summary>Keeps the stamps of a cycle that had messages.</summary>
    internal void End(int messages)
    {
        if (messages == 0) return;
        _cycle = (_cycle + 1) % Every;
        if (!_on) return;
        for (int i = 0; i < _now.Length; i++) _counts[i][Bucket(_now[i] / (ulong)messages)]++;
    }

    /// <summary>Below 8 each number has its bucket; above, the three bits behind the leading one choose it.</summary>
    private static int Bucket(ulong ns)
    {
        int log = BitOperations.Log2(ns | 1);
        if (log < SubBits) return (int)ns;
        return ((log - SubBits + 1) << SubBits) + (int)((ns >> (log - SubBits)) & SubMask);
    }

    private static long Lowest(int bucket)
    {
        if (bucket <= SubMask) return bucket;
        int log = (bucket >> SubBits) + SubBits - 1;
        return (1L << log) | ((long)(bucket & SubMask) << (log - SubBits));
    }
}
