using System;
using Gateway.Aeron;

namespace Gateway.Tests.Aeron;

/// <summary>A conductor, a publication and a reader's position in a folder of their own; time stands still.</summary>
internal sealed class IpcRig : IDisposable
{
    internal const int Stream = 7;
    internal const int Session = 11;
    internal const int TermLength = 64 * 1024;
    internal const long NowMs = 1_800_000_000_000;

    private readonly TemporaryDirectory _folder = new();

    internal IpcRig(LogSettings? settings = null, bool reader = true)
    {
        Conductor = new IpcConductor(Directory, Environment.ProcessId, NowMs);
        Publication = Conductor.AddExclusivePublication(settings ?? Settings, "aeron:ipc", NowMs);
        if (reader) Reader = Conductor.AddSubscription(Stream, "aeron:ipc?alias=reader", NowMs);
        Conduct();
    }

    internal static LogSettings Settings => new()
    {
        TermLength = TermLength,
        SessionId = Session,
        StreamId = Stream,
        InitialTermId = int.MaxValue - 1,
    };

    internal string Directory => _folder.Aeron;

    internal string LogPath => AeronDirectory.LogPath(Directory, Publication.RegistrationId);

    internal IpcConductor Conductor { get; }

    internal ExclusivePublication Publication { get; }

    internal IpcSubscription Reader { get; }

    internal Subscription Open() => Subscription.Open(Directory, Reader.PublicationId, Reader.CounterId);

    internal void Conduct()
    {
        while (Conductor.DoWork(NowMs) > 0) { }
    }

    /// <summary>Offers until the log is full.</summary>
    internal int Fill(ReadOnlySpan<byte> message)
    {
        int count = 0;
        while (Publication.Offer(message) > 0) count++;
        return count;
    }

    public void Dispose()
    {
        Conductor.Dispose();
        _folder.Dispose();
    }
}
