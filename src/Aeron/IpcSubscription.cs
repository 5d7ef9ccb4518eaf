using System;
using System.IO;

namespace Gateway.Aeron;

/// <summary>A reader as the conductor knows it; what a process needs to open its <see cref="Subscription"/>.</summary>
/// <param name="RegistrationId">Its own id.</param>
/// <param name="PublicationId">What it reads: the name of the log.</param>
/// <param name="CounterId">Its position.</param>
/// <param name="JoinPosition">Where it begins; after <see cref="IpcConductor.TakeOver"/> where it was.</param>
public readonly record struct IpcSubscription(
    long RegistrationId, long PublicationId, int CounterId, long JoinPosition)
{
    /// <summary>Finds a reader's place by its channel, as it was added.</summary>
    /// <param name="directory">Aeron directory.</param>
    /// <param name="channel">Such as <c>aeron:ipc?alias=clearing</c>.</param>
    /// <returns>Null while there is no such directory or reader.</returns>
    /// <exception cref="InvalidDataException">The directory is of another version.</exception>
    public static IpcSubscription? Find(string directory, string channel)
    {
        if (!CncFile.IsReady(directory)) return null;
        using CncFile cnc = CncFile.Open(directory);
        foreach (Counter counter in cnc.Counters.ReadAll())
        {
            if (counter.TypeId != CounterType.SubscriberPosition) continue;
            if (!counter.Label.Contains(channel, StringComparison.Ordinal)) continue;
            return new IpcSubscription(counter.RegistrationId, counter.ReferenceId, counter.Id, counter.Value);
        }

        return null;
    }
}
