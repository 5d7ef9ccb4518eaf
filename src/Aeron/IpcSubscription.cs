namespace Gateway.Aeron;

/// <summary>A reader as the conductor knows it; what a process needs to open its <see cref="Subscription"/>.</summary>
/// <param name="RegistrationId">Its own id.</param>
/// <param name="PublicationId">What it reads: the name of the log.</param>
/// <param name="CounterId">Its position.</param>
/// <param name="JoinPosition">Where it begins; after <see cref="IpcConductor.TakeOver"/> where it was.</param>
public readonly record struct IpcSubscription(
    long RegistrationId, long PublicationId, int CounterId, long JoinPosition);
