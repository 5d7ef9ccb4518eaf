using System;
using System.IO;
using Gateway.Host.Brokers;
using Gateway.Host.Inputs;
using Gateway.Native;

namespace Gateway.Host.Processes;

/// <summary>One firm but for its thread: its desk, and the journal that it goes on from.</summary>
internal sealed class BrokerBody : IDisposable
{
    private const int Started = -1; // source of the journal's entry that tells when

    private readonly MessageJournal _journal;
    private bool _resumed;

    /// <summary>Reserves everything, and goes on with what the journal has.</summary>
    /// <param name="net">Its stack.</param>
    /// <param name="schedule">What it sends, and when.</param>
    /// <param name="input">What all brokers send.</param>
    /// <param name="journal">File of what it was told.</param>
    /// <exception cref="InvalidDataException">The journal is damaged.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal BrokerBody(Net net, BrokerSettings schedule, IInput input, string journal)
    {
        Desk = new BrokerDesk(net, schedule with { Journal = Keep }, input);
        _journal = new MessageJournal(journal, Restore);
        try
        {
            Desk.EndRestore();
        }
        catch
        {
            _journal.Dispose();
            throw;
        }
    }

    /// <summary>Its sessions and its orders.</summary>
    internal BrokerDesk Desk { get; }

    /// <summary>The schedule has started, in this life or in an earlier one.</summary>
    internal bool IsStarted { get; private set; }

    /// <summary>Starts the schedule, unless it goes on from an earlier life.</summary>
    /// <param name="ticksNs">When the first message is due, of <see cref="BrokerSettings.TicksNs"/>.</param>
    internal void Start(ulong ticksNs)
    {
        if (_resumed) return;
        IsStarted = true;
        _journal.Append(Started, ticksNs, default);
        Desk.Start(ticksNs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Desk.Dispose();
        _journal.Dispose();
    }

    private void Keep(int session, ulong ticksNs, ReadOnlySpan<byte> message) =>
        _journal.Append(session, ticksNs, message);

    private bool Restore(int source, ulong timeNs, byte[] message)
    {
        if (source != Started) return _resumed && Desk.Restore(source, timeNs, message);
        _resumed = IsStarted = true;
        Desk.Resume(timeNs);
        return true;
    }
}
