using System;
using System.IO;
using Gateway.Native;
using Gateway.Venue;

namespace Gateway.Host.Processes;

/// <summary>The simulated exchange but for its thread: its books, and the journal that it goes on from.</summary>
internal sealed class VenueBody : IDisposable
{
    private MessageJournal? _journal;

    /// <summary>Opens the books, goes on with what the journal has, and listens.</summary>
    /// <param name="net">Its stack.</param>
    /// <param name="sizes">What it lists, and who may connect.</param>
    /// <param name="journal">File of what it took.</param>
    /// <exception cref="InvalidDataException">The journal is damaged.</exception>
    /// <exception cref="IOException">The journal cannot be opened, or the address is taken.</exception>
    internal VenueBody(Net net, ExchangeSettings sizes, string journal)
    {
        try
        {
            Venue = new Exchange(net, sizes with { Journal = Keep }, venue =>
            {
                _journal = new MessageJournal(journal, (member, time, message) => venue.Restore(member, time, message));
                venue.EndRestore();
            });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Its books.</summary>
    internal Exchange Venue { get; }

    /// <inheritdoc/>
    public void Dispose() => _journal?.Dispose();

    private void Keep(int member, ulong timeNs, ReadOnlySpan<byte> message) =>
        _journal!.Append(member, timeNs, message);
}
