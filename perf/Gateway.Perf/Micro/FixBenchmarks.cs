using System.IO;
using BenchmarkDotNet.Attributes;
using Gateway.Fix;
using Gateway.Fix.Messages;

namespace Gateway.Perf.Micro;

/// <summary>What a message costs from its bytes to its fields and back, all of it in the first-level cache.</summary>
[MemoryDiagnoser]
public class FixBenchmarks
{
    private const int Messages = 4096;

    private readonly FixField[] _fields = new FixField[FixMessage.FieldsMax];
    private readonly NameTable _symbols = new([.. Throughput.RigMarket.Symbols]);
    private readonly byte[][] _stream = new byte[Messages][];
    private readonly byte[] _symbol = Throughput.RigMarket.Symbols[^1];
    private FixSession _broker = null!;
    private FixSession _lane = null!;
    private byte[] _order = [];
    private byte[] _report = [];

    [GlobalSetup]
    public void Start()
    {
        (_broker, _lane, _stream[0]) = Samples.LoggedOn("BRKA", "GW1");
        for (int i = 1; i < Messages; i++) _stream[i] = Samples.OrderBytes(_broker);
        _order = _stream[^1];
        _report = Samples.ReportBytes(Samples.LoggedOn("XSIM", "GW1").From);
        if (!IndexOrder() || !IndexReport() || Receive() != Messages + 1)
            throw new InvalidDataException("a sample is no message");
    }

    [Benchmark]
    public bool IndexOrder() => FixMessage.TryIndex(_order, _fields, out _);

    [Benchmark]
    public bool IndexReport() => FixMessage.TryIndex(_report, _fields, out _);

    [Benchmark]
    public long IndexAndDecodeOrder()
    {
        _ = FixMessage.TryIndex(_order, _fields, out FixMessage message);
        _ = OrderRequest.Decode(message, out OrderRequest request, out _);
        return request.PriceE8;
    }

    [Benchmark]
    public long IndexAndDecodeReport()
    {
        _ = FixMessage.TryIndex(_report, _fields, out FixMessage message);
        _ = ExecutionReport.Decode(message, out ExecutionReport report, out _);
        return report.PriceE8;
    }

    /// <summary>Index and session; the stream begins with a logon that starts the numbers again.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public ulong Receive()
    {
        foreach (byte[] bytes in _stream)
        {
            _ = FixMessage.TryIndex(bytes, _fields, out FixMessage message);
            _ = _lane.Receive(message, Samples.NowNs);
        }

        _lane.Out.Clear();
        return _lane.NextTarget;
    }

    [Benchmark]
    public int WriteOrder()
    {
        Samples.Order.Write(_broker.Begin("D"u8, Samples.NowNs));
        return Ended();
    }

    [Benchmark]
    public int WriteReport()
    {
        Samples.Report.Write(_broker.Begin("8"u8, Samples.NowNs));
        return Ended();
    }

    [Benchmark]
    public uint FindSymbol() => _symbols.Row(_symbol);

    private int Ended()
    {
        _ = _broker.End();
        int length = _broker.Out.Length;
        _broker.Out.Clear();
        return length;
    }
}
