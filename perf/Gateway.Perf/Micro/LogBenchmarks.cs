using System;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Gateway.Aeron;
using Gateway.Wire;

namespace Gateway.Perf.Micro;

/// <summary>What a record costs in the log, one at a time and as a burst, with its reader and conductor.</summary>
[MemoryDiagnoser]
public class LogBenchmarks : IDisposable
{
    private const int Records = 64;
    private const int Stream = 1;
    private const int TermLength = 1 << 20;

    private readonly string _directory = $"/dev/shm/gateway-perf-log-{Environment.ProcessId}";
    private readonly Record[] _records = new Record[Records];
    private IpcConductor _conductor = null!;
    private ExclusivePublication _log = null!;
    private Subscription _reader = null!;
    private int _bursts;

    [GlobalSetup]
    public void Start()
    {
        _conductor = new IpcConductor(_directory, Environment.ProcessId, 1);
        _log = _conductor.AddExclusivePublication(
            new LogSettings { TermLength = TermLength, SessionId = Stream, StreamId = Stream }, "aeron:ipc", 1);
        IpcSubscription subscription = _conductor.AddSubscription(Stream, "aeron:ipc", 1);
        _reader = Subscription.Open(_directory, subscription.PublicationId, subscription.CounterId);
        _ = _conductor.DoWork(1);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _reader.Dispose();
        _conductor.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public long Offer()
    {
        Read();
        long position = 0;
        for (int i = 0; i < Records; i++)
            position = Sound(_log.Offer(MemoryMarshal.AsBytes(_records.AsSpan(i, 1))));
        return position;
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public long OfferBurst()
    {
        Read();
        return Sound(_log.OfferBurst(MemoryMarshal.AsBytes(_records.AsSpan()), Order.SizeBytes));
    }

    private static long Sound(long position) =>
        position >= 0 ? position : throw new InvalidOperationException($"the log refused: {position}");

    private void Read()
    {
        if (++_bursts % 16 != 0) return;
        var handler = default(Throughput.Discard);
        while (_reader.BlockPoll(ref handler, TermLength) > 0) continue;
        _ = _conductor.DoWork(1);
    }
}
