namespace Gateway.Host.Configuration;

/// <summary>One row of the session table; sessions are numbered through all firms.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FirmRow">The firm that logs on.</param>
/// <param name="Listen">Address and port where the lane listens for it; its CompIDs say who it is.</param>
/// <param name="SenderCompId">Ours, FIX 49 of what the lane sends.</param>
/// <param name="TargetCompId">The firm's.</param>
/// <param name="HeartbeatSecondsMin">Shortest HeartBtInt (108) that a Logon may ask for.</param>
/// <param name="HeartbeatSecondsMax">Longest.</param>
/// <param name="Rate">Messages a second, above 0.</param>
/// <param name="Burst">Messages at once, above 0.</param>
public sealed record SessionConfig(
    string Name,
    int FirmRow,
    string Listen,
    string SenderCompId,
    string TargetCompId,
    int HeartbeatSecondsMin,
    int HeartbeatSecondsMax,
    uint Rate,
    uint Burst)
{
    /// <summary>Its open orders are cancelled when it was gone so long, ms; null: they stay.</summary>
    public uint? CancelGraceMs { get; init; }

    /// <summary>Orders that are good till cancelled stay then.</summary>
    public bool CancelSparesGtc { get; init; }
}
