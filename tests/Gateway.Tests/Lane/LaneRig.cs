using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Gateway.Aeron;
using Gateway.Lane;
using Gateway.Native;
using Gateway.Risk;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Lane;

/// <summary>One lane with its log, its control stream, three brokers and a scripted venue, on one thread.</summary>
/// <remarks>
/// Time is virtual. <see cref="Run"/> lets everything come to rest; <see cref="Send"/>, <see cref="Cycle"/> and
/// <see cref="Receive"/> are its steps, for tests that say what shares a burst.
/// </remarks>
internal sealed class LaneRig : IDisposable
{
    public const ulong StartNs = 1_800_000_000_000_000_000;

    private const int LogStream = 1;
    private const int ControlStream = 2;

    /// <summary>Turns without work after which everything is at rest; the kernel may still have something under way.
    /// </summary>
    private const int RestTurns = 3;
    private const int RestTurnsOfSockets = 300;

    private static readonly string[] Names = ["BRK0", "BRK1", "BRK2"];

    private static int _rigs;

    private readonly string _folder;
    private readonly IpcConductor _conductor;
    private readonly ExclusivePublication _control;
    private readonly IpcSubscription _rows;
    private Subscription _controlReader;
    private readonly Subscription _logReader;
    private readonly LaneSettings _settings;
    private readonly string _netConfig;
    private Net _net;
    private readonly int _restTurns;

    public LaneRig(
        LaneSettings? settings = null, int termLength = 1 << 20, string net = "memory:", string peers = "memory:",
        bool logOn = true, Func<LaneMarket, LaneMarket>? change = null)
    {
        int number = Interlocked.Increment(ref _rigs);
        // Of this process alone, over byte pipes and over sockets; one more digit is another port.
        int process = Environment.ProcessId & 0xFFFF;
        Address = $"127.{process >> 8}.{process & 0xFF}.{number % 254 + 1}:2000";
        _restTurns = net.StartsWith("kernel") ? RestTurnsOfSockets : RestTurns;
        string shared = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _folder = Path.Combine(shared, $"gateway-tests-lane-{Environment.ProcessId}-{number}");
        _conductor = new IpcConductor(_folder, Environment.ProcessId, NowMs);
        Publication = Log(LogStream, termLength);
        _control = Log(ControlStream, 1 << 18);
        IpcSubscription reader = _conductor.AddSubscription(LogStream, "aeron:ipc", NowMs);
        _rows = _conductor.AddSubscription(ControlStream, "aeron:ipc", NowMs);
        _logReader = Subscription.Open(_folder, reader.PublicationId, reader.CounterId);
        _controlReader = Subscription.Open(_folder, _rows.PublicationId, _rows.CounterId);
        Records = new LaneLog(_logReader);

        Market = LaneRows.Market(Address);
        if (change != null) Market = change(Market);
        Risk = new RiskTwin(LaneRows.Sizes);
        _net = Net.Open(net);
        _settings = (settings ?? Settings) with { StoreOf = Journals.Open, RowsTaken = Journals.Rows() };
        _netConfig = net;
        Lane = new OrderLane(Market, _settings, _net, Risk, Publication, _controlReader);
        Venue = new Peer(LaneRows.Acceptor("VENUE", "GW"), peers);
        Brokers = Array.ConvertAll(
            Names, name => new Peer(LaneRows.Initiator(name, "GW") with { DeliverRejects = true }, peers));
        Conduct();
        foreach (Record row in LaneRows.Opening(Market)) Control(row);
        Start(logOn);
    }

    public static LaneSettings Settings => new()
    {
        OpenOrdersMax = 1 << 12,
        RequestsMax = 1 << 12,
        MatchesMax = 1 << 12,
        StoreMessagesMax = 1 << 12,
        StoreBytesMax = 1 << 20,
    };

    public string Address { get; }

    public LaneMarket Market { get; }

    public OrderLane Lane { get; private set; }

    public RiskTwin Risk { get; private set; }

    /// <summary>The lane's session journals.</summary>
    public LaneJournals Journals { get; private set; } = new();

    public Peer Venue { get; }

    public Peer[] Brokers { get; }

    public LaneLog Records { get; }

    public ExclusivePublication Publication { get; }

    public ulong NowNs { get; set; } = StartNs;

    /// <summary>The log's reader moves; while false the log fills.</summary>
    public bool LogIsRead { get; set; } = true;

    /// <summary>Bytes that the lane's Poll allocated; a cycle with a collection in it is not counted.</summary>
    public long Allocated { get; private set; }

    private long NowMs => (long)(NowNs / 1_000_000);

    public void Connect(int broker) => Brokers[broker].Connect(Market.Sessions[broker].Address, NowNs);

    /// <summary>Offers a row, or whatever the bytes are, to the control stream.</summary>
    public void Control(in Record row) => Control(MemoryMarshal.AsBytes(new ReadOnlySpan<Record>(in row)));

    public void Control(ReadOnlySpan<byte> bytes)
    {
        long position = _control.Offer(bytes);
        if (position < 0) throw new InvalidOperationException($"control stream: {position}");
    }

    /// <summary>Every peer hands over what it has to say.</summary>
    public void Send()
    {
        Venue.Send();
        foreach (Peer broker in Brokers) broker.Send();
    }

    /// <summary>One cycle of the lane; the log's reader follows.</summary>
    public int Cycle()
    {
        Conduct();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int work = Lane.Poll(NowNs);
        Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        if (LogIsRead) work += Records.Read();
        return work;
    }

    /// <summary>Every peer reads what it was sent.</summary>
    public int Receive()
    {
        int work = Venue.Receive(NowNs);
        foreach (Peer broker in Brokers) work += broker.Receive(NowNs);
        return work;
    }

    /// <summary>Until nobody has anything to do.</summary>
    public void Run()
    {
        for (int idle = 0, turns = 0; idle < _restTurns; turns++)
        {
            if (turns > 100_000) throw new InvalidOperationException("does not come to rest");
            Send();
            int work = Cycle() + Receive();
            idle = work == 0 ? idle + 1 : 0;
        }
    }

    /// <summary>Lets time pass, in steps.</summary>
    public void Wait(ulong ms, ulong stepMs = 100)
    {
        for (ulong passed = 0; passed < ms; passed += stepMs)
        {
            NowNs += stepMs * 1_000_000;
            Run();
        }
    }

    /// <summary>The lane's process is killed and another one goes on from log and journals; nobody is
    /// connected.</summary>
    /// <param name="journals">As they were when it was killed.</param>
    public void Restart(LaneJournals journals)
    {
        journals.DiesAt = 0;
        Lane.Dispose();
        _net.Dispose();
        foreach (Peer broker in Brokers) broker.Hang();
        Venue.Hang();
        _net = Net.Open(_netConfig);
        Risk = new RiskTwin(LaneRows.Sizes);
        Journals = journals;
        _controlReader.Dispose();
        _controlReader = Subscription.Open(_folder, _rows.PublicationId, _rows.CounterId);
        LaneSettings settings = _settings with { StoreOf = journals.Open, RowsTaken = journals.Rows() };
        Lane = new OrderLane(Market, settings, _net, Risk, Publication, _controlReader);
        _ = Records.Read();
        for (int i = 0; i < Records.Count; i++)
        {
            string? fault = Lane.Restore(Records.Records[i], Records.Positions[i], NowNs);
            if (fault != null) throw new InvalidOperationException(fault);
        }

        Lane.EndRestore(Records.Positions.Count == 0 ? 0 : Records.Positions[^1]);
        if (Lane.Open() != 0) throw new InvalidOperationException("open");
    }

    /// <summary>Everybody logs on again.</summary>
    public void Reconnect()
    {
        for (int i = 0; i < Brokers.Length; i++) Connect(i);
        Run();
        Wait(1_100);
    }

    public void Conduct()
    {
        while (_conductor.DoWork(NowMs) > 0) { }
    }

    /// <summary>A new order of a broker: 38 in units, limit unless told otherwise.</summary>
    public void New(
        int broker, string id, string more = "", char side = '1', string symbol = "AAA", string account = "",
        string quantity = "10", string price = "100")
    {
        if (account.Length == 0) account = broker == 1 ? "B0" : "A0";
        string terms = price.Length == 0 ? "40=1" : $"40=2|44={price}";
        Say(broker, "D", $"11={id}|1={account}|55={symbol}|54={side}|60={Time}|38={quantity}|{terms}{Bar(more)}");
    }

    public void Replace(
        int broker, string id, string named, string quantity = "10", string price = "100", char side = '1',
        string symbol = "AAA", string account = "", string more = "")
    {
        if (account.Length == 0) account = broker == 1 ? "B0" : "A0";
        string terms = $"38={quantity}|40=2|44={price}{Bar(more)}";
        Say(broker, "G", $"41={named}|11={id}|1={account}|55={symbol}|54={side}|60={Time}|{terms}");
    }

    public void Cancel(int broker, string id, string named, char side = '1', string symbol = "AAA", string more = "") =>
        Say(broker, "F", $"41={named}|11={id}|55={symbol}|54={side}|60={Time}{Bar(more)}");

    public void Say(int broker, string type, string fields) => Brokers[broker].Say(type, fields, NowNs);

    /// <summary>The venue's 8 about a ClOrdID of its own.</summary>
    public void Report(string clOrdId, char execType, string more = "") => Venue.Say(
        "8",
        $"37=V|11={clOrdId}|17=X{Venue.Session.NextSender}|150={execType}|39={execType}|55=AAA|54=1|151=0|14=0|6=0"
            + Bar(more),
        NowNs);

    /// <summary>The venue's fill.</summary>
    public void Fill(string clOrdId, string quantity, string price = "100", string match = "M1", string more = "") =>
        Report(clOrdId, 'F', $"32={quantity}|31={price}|60={Time}|851=1|880={match}{Bar(more)}");

    /// <summary>The venue's 9; responseTo '1': to a cancel, '2': to a replace.</summary>
    public void Reject(string clOrdId, char responseTo, int reason = 0) =>
        Venue.Say("9", $"37=V|11={clOrdId}|41=0|39=0|434={responseTo}|102={reason}", NowNs);

    /// <summary>ClOrdID to the venue. Spec: records.md section 5.</summary>
    public static string VenueId(uint session, uint request) =>
        (((ulong)session << 32) | request).ToString(CultureInfo.InvariantCulture);

    /// <summary>What the venue was last asked.</summary>
    public string LastAsked => Venue.Last[11];

    /// <summary>A new order that the venue has acknowledged; its ClOrdID to the venue.</summary>
    public string Open(
        int broker, string id, string more = "", char side = '1', string symbol = "AAA", string account = "",
        string quantity = "10", string price = "100")
    {
        New(broker, id, more, side, symbol, account, quantity, price);
        Run();
        string asked = LastAsked;
        Report(asked, '0');
        Run();
        return asked;
    }

    public static string Time => "20270115-08:00:00.000";

    public void Dispose()
    {
        Lane.Dispose();
        _net.Dispose();
        Venue.Dispose();
        foreach (Peer broker in Brokers) broker.Dispose();
        _logReader.Dispose();
        _controlReader.Dispose();
        _conductor.Dispose();
    }

    private static string Bar(string more) => more.Length == 0 ? "" : "|" + more;

    private ExclusivePublication Log(int stream, int termLength) => _conductor.AddExclusivePublication(
        new LogSettings { TermLength = termLength, SessionId = 7, StreamId = stream }, "aeron:ipc", NowMs);

    private void Start(bool logOn)
    {
        Venue.Listen(Market.VenueAddress);
        if (Lane.Open() != 0) throw new InvalidOperationException("open");
        if (logOn)
        {
            for (int i = 0; i < Brokers.Length; i++) Connect(i);
        }

        Run();
        Wait(2);
        Venue.Told.Clear();
    }
}
