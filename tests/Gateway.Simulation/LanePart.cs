using System;
using System.IO;
using Gateway.Aeron;
using Gateway.Fix;
using Gateway.Host.Market;
using Gateway.Host.Processes;
using Gateway.Lane;
using Gateway.Native;
using Gateway.Risk;

namespace Gateway.Simulation;

/// <summary>The gateway proper: the lane, and beside it the conductor and the rows of the day.</summary>
/// <param name="machine">What it leaves behind.</param>
/// <param name="messages">Of the whole flow.</param>
/// <param name="late">Its session journals are written after the send, a bug to be found; null: they are not.</param>
internal sealed class LanePart(Machine machine, int messages, LateJournals? late) : SessionPart(machine, "lane")
{
    private const int TermLength = 1 << 16; // the shortest there is: some 340 records fill the log
    private const int OrdersMax = 1 << 10;
    private const int Dice = 10;
    private const int Polls = 7;
    private const int Conducts = 9;

    private Net? _net;

    /// <summary>Its log; null while it is dead, as all that it has.</summary>
    internal Streams? Streams { get; private set; }

    /// <summary>Its exposure.</summary>
    internal RiskTwin? Risk { get; private set; }

    /// <summary>The lane and its rows.</summary>
    internal LaneBody? Body { get; private set; }

    /// <inheritdoc/>
    protected override long Written => Streams?.Log.Position ?? 0;

    /// <inheritdoc/>
    protected override void Start()
    {
        late?.Clear();
        Streams = Streams.TakeOverOrMake(Machine.Folder.Aeron, TermLength);
        _net = Net.Open("memory:pipe=512"); // a full burst of orders fits the line to the venue
        Risk = new RiskTwin(MarketSizes.Risk(Machine.Gateway));
        var sizes = new LaneSettings
        {
            OpenOrdersMax = OrdersMax,
            RequestsMax = OrdersMax,
            MatchesMax = OrdersMax,
            StoreOf = Store,
        };
        Memory<byte> kept = new SurvivingMemory(Machine.Kept(Name, LaneBody.KeptBytes), Fuse).Memory;
        Body = new LaneBody(Machine.Gateway, sizes, Streams, _net, Risk, kept)
        {
            Scenario = new Scenario(Machine.Gateway),
        };
        if (Streams.IsTakenOver) Body.Restore(Machine.Folder.Log, Machine.NowNs);
        if (Body.Lane.Open() is < 0 and int errno) throw new IOException($"lane: errno {-errno}");
        Body.Open(Machine.NowMs);
    }

    /// <inheritdoc/>
    protected override int Run()
    {
        late?.Write();
        int dice = Machine.Dice.Next(Dice);
        if (dice < Polls) return Body!.Lane.Poll(Machine.NowNs);
        if (dice < Conducts) return Streams!.DoWork();
        Body!.Play(Machine.NowMs, messages);
        return 0;
    }

    /// <inheritdoc/>
    protected override void Leave()
    {
        Body?.Dispose();
        _net?.Dispose();
        Streams?.Leave();
        (Body, _net, Streams, Risk) = (null, null, null, null);
    }

    /// <inheritdoc/>
    protected override void Tear(long from)
    {
        string log = AeronDirectory.LogPath(Machine.Folder.Aeron, Streams!.Log.RegistrationId);
        Machine.Note($"its log tears between {from} and {Written}");
        TornLog.Cut(log, from, Written, Machine.Dice);
    }

    private MessageStore Store(FixSessionSettings session) =>
        Machine.Store(Name, session, bytes => late?.Open(bytes) ?? new SurvivingMemory(bytes, Fuse).Memory);
}
