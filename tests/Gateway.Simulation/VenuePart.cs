using System;
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
    private MessageJournal? _journal;

    /// <summary>Its books; null while it is dead.</summary>
    internal Exchange? Books { get; private set; }

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
            Journal = Keep,
        };
        Books = new Exchange(_net, sizes);
        _journal = new MessageJournal(
            Machine.Folder.Journal(Name), (member, time, message) => Books.Restore(member, time, message));
    }

    /// <inheritdoc/>
    protected override int Run() => Books!.Poll(Machine.NowNs);

    /// <inheritdoc/>
    protected override void Leave()
    {
        _net?.Dispose();
        _journal?.Dispose();
        (_net, _journal, Books) = (null, null, null);
    }

    /// <inheritdoc/>
    protected override void Tear(long from)
    {
        _journal!.Dispose();
        Machine.Note($"its journal tears behind byte {from}");
        TornFile.Cut(Machine.Folder.Journal(Name), from, Machine.Dice);
    }

    private void Keep(int member, ulong timeNs, ReadOnlySpan<byte> message) =>
        _journal!.Append(member, timeNs, message);
}
