using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Gateway.Fix;
using Gateway.Host.Configuration;
using Gateway.Host.Market;
using Gateway.Lane;
using Gateway.Native;
using Gateway.Risk;
using Gateway.Venue;
using Gateway.Wire;

namespace Gateway.Perf.Throughput;

/// <summary>A lane between two brokers, the real venue and a real log; one thread, a clock of its own.</summary>
internal sealed class LaneRig : IDisposable
{
    private const ulong StartNs = 1_767_607_200_000_000_000; // 2026-01-05 10:00:00 UTC
    private const ulong CycleNs = 100_000;
    private const int LogStream = 1001;
    private const int ControlStream = 1002;
    private const int TermLength = 1 << 24;
    private const int ControlTermLength = 1 << 20;

    private readonly string _directory = $"/dev/shm/gateway-perf-{Environment.ProcessId}";
    private readonly Net _laneNet = Net.Open("memory:");
    private readonly Net _venueNet = Net.Open("memory:");
    private readonly Net _brokerNet = Net.Open("memory:");
    private readonly NetEvent[] _events = GC.AllocateArray<NetEvent>(Net.BurstMax, pinned: true);
    private readonly IpcConductor _conductor;
    private readonly Subscription _reader;
    private readonly Subscription _rows;
    private readonly ExclusivePublication _control;
    private readonly Exchange _venue;
    private readonly BrokerEnd[] _brokers;
    private readonly OrderFlow _flow = new();
    private ulong _nowNs = StartNs;

    internal LaneRig(int messages)
    {
        MarketConfig market = RigMarket.Make();
        LaneMarket rows = MarketRows.Of(market);
        _conductor = new IpcConductor(_directory, Environment.ProcessId, NowMs);
        ExclusivePublication log = Publish(LogStream, TermLength);
        _control = Publish(ControlStream, ControlTermLength);
        _reader = Subscribe(LogStream);
        _rows = Subscribe(ControlStream);
        _ = _conductor.DoWork(NowMs);
        var sizes = new LaneSettings { RequestsMax = messages, OpenOrdersMax = 1 << 16, MatchesMax = messages / 4 };
        var risk = new RiskTwin(new RiskSizes(
            market.Accounts.Length, market.Instruments.Length, market.Sessions.Length, market.Firms.Length, 1));
        Lane = new OrderLane(rows, sizes, _laneNet, risk, log, _rows);
        _venue = new Exchange(_venueNet, VenueSettings(market, rows, messages));
        if (Lane.Open() < 0) throw new InvalidDataException("the lane cannot listen");
        foreach (Record row in Opening.Of(market)) Open(row);
        _brokers = [.. rows.Sessions.Select(s =>
            new BrokerEnd(_brokerNet, s.Address, s.Settings.TargetCompId, s.Settings.SenderCompId))];
        LogOn();
    }

    internal OrderLane Lane { get; }

    /// <summary>The lane's polls, and what they took of the thread's time.</summary>
    internal LaneMeter Meter { get; } = new();

    /// <summary>What has passed through the lane.</summary>
    internal Passed Passed => new(
        _flow.News,
        _flow.Replaces,
        _flow.Cancels,
        Lane.Tally.Executions,
        _brokers.Sum(b => b.SentBytes),
        _brokers.Sum(b => b.Received),
        _venue.Tally.Snapshots,
        Lane.MessagesCarried);

    /// <summary>One batch of requests to its end: through the lane, the venue, the lane again.</summary>
    internal void Cycle()
    {
        _nowNs += CycleNs;
        _flow.Batch(_brokers, _nowNs);
        foreach (BrokerEnd broker in _brokers) broker.Send();
        _ = _brokerNet.Flush();
        int work;
        do
        {
            work = Meter.Poll(Lane, _nowNs);
            while (_venue.Poll(_nowNs) > 0) work++;
            work += Drain();
        }
        while (work > 0);
    }

    /// <summary>Compares what came out with what went in.</summary>
    /// <exception cref="InvalidDataException">Anything was refused, lost or left.</exception>
    internal void Check()
    {
        LaneTally tally = Lane.Tally;
        Passed passed = Passed;
        bool whole = tally.Messages == passed.Requests && tally.Accepted == passed.News
            && tally.Executions == _flow.Fills && Lane.UnknownAnswers == 0
            && passed.Reports == passed.Requests + _flow.Fills;
        if (whole) return;
        throw new InvalidDataException(
            $"lost or refused: {passed}; lane {tally.Messages} messages, {tally.Accepted} accepted, "
            + $"{tally.Executions} of {_flow.Fills} fills, {Lane.UnknownAnswers} unknown answers");
    }

    public void Dispose()
    {
        Lane.Dispose();
        _brokerNet.Dispose();
        _laneNet.Dispose();
        _venueNet.Dispose();
        _reader.Dispose();
        _rows.Dispose();
        _conductor.Dispose();
    }

    private static long NowMs => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static ExchangeSettings VenueSettings(MarketConfig market, LaneMarket rows, int messages) => new()
    {
        Address = rows.VenueAddress,
        Sessions =
        [
            new FixSessionSettings { SenderCompId = rows.Venue.TargetCompId, TargetCompId = rows.Venue.SenderCompId },
        ],
        Instruments = [.. RigMarket.Symbols.Zip(market.Instruments, (s, i) => new VenueInstrument(s, i.Units))],
        ClOrdIdsMax = messages,
    };

    private ExclusivePublication Publish(int stream, int termLength) => _conductor.AddExclusivePublication(
        new LogSettings { TermLength = termLength, SessionId = stream, StreamId = stream },
        $"aeron:ipc?alias={stream}",
        NowMs);

    private Subscription Subscribe(int stream)
    {
        IpcSubscription subscription = _conductor.AddSubscription(stream, $"aeron:ipc?alias={stream}", NowMs);
        return Subscription.Open(_directory, subscription.PublicationId, subscription.CounterId);
    }

    private void Open(in Record row)
    {
        while (_control.Offer(MemoryMarshal.AsBytes(new ReadOnlySpan<Record>(in row))) < 0) Poll();
    }

    private void LogOn()
    {
        for (int i = 0; i < 1000 && !(Lane.VenueIsUp && _brokers.All(b => b.IsActive)); i++) Poll();
        for (int i = 0; i < 1000; i++) Poll();
        if (!_brokers.All(b => b.IsActive)) throw new InvalidDataException("a session did not log on");
    }

    private void Poll()
    {
        _nowNs += CycleNs;
        _ = Lane.Poll(_nowNs);
        _ = _venue.Poll(_nowNs);
        _ = Drain();
    }

    /// <summary>The brokers, the conductor and the reader of the log; none of it is the lane's.</summary>
    private int Drain()
    {
        int count = _brokerNet.Poll(_nowNs, _events);
        foreach (ref readonly NetEvent received in _events.AsSpan(0, count))
        {
            foreach (BrokerEnd broker in _brokers)
            {
                if (broker.Owns(received)) broker.Take(received);
            }

            _brokerNet.Release(received);
        }

        foreach (BrokerEnd broker in _brokers) broker.Send();
        _ = _brokerNet.Flush();
        var handler = default(Discard);
        while (_reader.BlockPoll(ref handler, TermLength) > 0) continue;
        _ = _conductor.DoWork(NowMs);
        return count;
    }
}
