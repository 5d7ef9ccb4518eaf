using System;
using System.IO;
using Gateway.Native;
using Gateway.Venue;

namespace Gateway.Host.Processes;

/// <summary>The simulated exchange but for its thread: its books, and the journal that it goes on from.</summary>
internal sealed class VenueBody : IDisposable
{
    private MessageJournal? _journal;

    /// <summary>Goes on with what the journal has, then listens.</summary>
    /// <param name="net">Its stack.</param>
    /// <param name="settings">Of the exchange.</param>
    /// <param name="journal">File of the requests that it took.</param>
    /// <exception cref="InvalidDataException">The journal is damaged.</exception>
    /// <exception cref="IOException">It cannot be opened, or the address is taken.</exception>
    internal VenueBody(Net net, ExchangeSettings settings, string journal)
    {
        try
        {
            Books = new Exchange(net, settings with { Journal = Keep }, books => _journal = new MessageJournal(
                journal, (member, time, message) => books.Restore(member, time, message)));
        }
        catch
        {
            _journal?.Dispose();
            throw;
        }
    }

    /// <summary>What it lists and who is there; one thread polls it.</summary>
    internal Exchange Books { get; }

    /// <inheritdoc/>
    public void Dispose() => _journal!.Dispose();

    private void Keep(int member, ulong timeNs, ReadOnlySpan<byte> message) =>
        _journal!.Append(member, timeNs, message);
}
