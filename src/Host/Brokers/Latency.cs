using System.Collections.Generic;
using System.Threading;
using HdrHistogram;
using HdrHistogram.Iteration;

namespace Gateway.Host.Brokers;

/// <summary>A histogram that one thread fills and another reads as three published numbers.</summary>
public sealed class Latency
{
    private const long NsMax = 60_000_000_000;
    private const int Digits = 3;
    private const ulong PublishNs = 500_000_000;

    private readonly LongHistogram _histogram = new(NsMax, Digits);
    private ulong _publishedNs;
    private long _p50;
    private long _p99;
    private long _p999;

    /// <summary>As they were published last.</summary>
    public LatencyFigures Figures => new(
        Volatile.Read(ref _p50), Volatile.Read(ref _p99), Volatile.Read(ref _p999));

    /// <summary>Every value and how often it was recorded, in turn; the filling thread has ended.</summary>
    internal long[] Counts()
    {
        var counts = new List<long>();
        foreach (HistogramIterationValue value in _histogram.RecordedValues())
        {
            counts.Add(value.ValueIteratedTo);
            counts.Add(value.CountAtValueIteratedTo);
        }

        return [.. counts];
    }

    /// <summary>Adds what another histogram counted.</summary>
    internal void Add(long[] counts)
    {
        for (int i = 0; i < counts.Length; i += 2) _histogram.RecordValueWithCount(counts[i], counts[i + 1]);
    }

    internal void Record(ulong ns) => _histogram.RecordValue((long)ns < NsMax ? (long)ns : NsMax);

    /// <summary>Twice a second, unless it is the last time.</summary>
    internal void Publish(ulong nowNs, bool last = false)
    {
        if (!last && nowNs - _publishedNs < PublishNs) return;
        _publishedNs = nowNs;
        if (_histogram.TotalCount == 0) return;
        Volatile.Write(ref _p50, _histogram.GetValueAtPercentile(50));
        Volatile.Write(ref _p99, _histogram.GetValueAtPercentile(99));
        Volatile.Write(ref _p999, _histogram.GetValueAtPercentile(99.9));
    }
}
