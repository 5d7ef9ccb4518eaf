using Gateway.Host.Market;
using Gateway.Host.Processes;
using Gateway.Native;
using Gateway.Venue;

namespace Gateway.Simulation;

/// <summary>The simulated exchange.</summary>
/// <param name="machine">What it leaves behind.</param>
/// <param name="messages">Of the whole flow.</param>
internal sealed class VenuePart(Machine machine, int messages) : SessionPart(machine, "venue")
{
    private Net? _net;
    private VenueBody? _body;

    /// <summary>Its books; null while it is dead.</summary>
    internal Exchange? Books => _body?.Books;

    /// <inheritdoc/>
    protected override long Written => TornFile.Length(Machine.Folder.Journal(Name));

    /// <inheritdoc/>
    protected override void Start()
    {
        _net = Net.Open("memory:pipe=512");
        ExchangeSettings sizes = MarketSizes.Venue(Machine.Outside, messages, Fault.None) with
        {
            OrdersOpenMax = messages,
            ClOrdIdsMax = 2 * messages,
            StoreOf = session => Machine.Store(Name, session, bytes => new SurvivingMemory(bytes, Fuse).Memory),
        };
        _body = new VenueBody(_net, sizes, Machine.Folder.Journal(Name));
    }

    /// <inheritdoc/>
    protected override int Run() => Books!.Poll(Machine.NowNs);

    /// <inheritdoc/>
    protected override void Leave()
    {
        _net?.Dispose();
        _body?.Dispose();
        (_net, _body) = (null, null);
    }

    /// <inheritdoc/>
    protected override void Tear(long from)
    {
        _body!.Dispose();
        Machine.Note($"its journal tears behind byte {from}");
        TornFile.Cut(Machine.Folder.Journal(Name), from, Machine.Dice);
    }
}
