using System;
using System.IO;
using BenchmarkDotNet.Attributes;
using Gateway.Native;

namespace Gateway.Perf.Micro;

/// <summary>What a piece costs through a byte pipe or a socket: queued, flushed, polled until it is there, released.
/// </summary>
[MemoryDiagnoser]
public class NetBenchmarks : IDisposable
{
    private const int Pieces = 64;

    private readonly NetEvent[] _events = GC.AllocateArray<NetEvent>(Net.BurstMax, pinned: true);
    private readonly byte[] _message = GC.AllocateArray<byte>(200, pinned: true);
    private Net _from = null!;
    private Net _to = null!;
    private uint _conn;

    /// <summary>Back end of both ends.</summary>
    [Params("memory:", "kernel:")]
    public string Config { get; set; } = "memory:";

    [GlobalSetup]
    public void Start()
    {
        const string Address = "127.9.9.9:9999";
        _to = Net.Open(Config);
        _from = Net.Open(Config);
        if (_to.Listen(Address) < 0 || _from.Connect(Address, out _conn) < 0) throw new InvalidDataException("no pipe");
        for (int i = 0; i < 4; i++)
        {
            _ = _to.Poll(1, _events);
            _ = _from.Poll(1, _events);
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Pieces)]
    public long SendFlushPollRelease()
    {
        long bytes = 0;
        for (int i = 0; i < Pieces; i++)
        {
            if (_from.Send(_conn, _message) < 0) throw new InvalidDataException("the pipe is full");
            _ = _from.Flush();
            int count = _to.Poll(1, _events);
            while (count == 0) count = _to.Poll(1, _events);
            foreach (ref readonly NetEvent received in _events.AsSpan(0, count))
            {
                bytes += received.Bytes.Length;
                _to.Release(received);
            }
        }

        return bytes;
    }
}
