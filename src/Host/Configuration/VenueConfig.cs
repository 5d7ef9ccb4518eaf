namespace Gateway.Host.Configuration;

/// <summary>The venue and the lane's session with it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Connect">Address and port where it listens.</param>
/// <param name="SenderCompId">Ours, FIX 49 of what the lane sends.</param>
/// <param name="TargetCompId">The venue's.</param>
public sealed record VenueConfig(string Id, string Connect, string SenderCompId, string TargetCompId);
