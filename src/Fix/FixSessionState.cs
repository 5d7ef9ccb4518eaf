namespace Gateway.Fix;

/// <summary>Where a session stands. Spec: FIX 4.4 vol. 2, session protocol.</summary>
public enum FixSessionState : byte
{
    /// <summary>No connection; numbers and store stay.</summary>
    Disconnected,

    /// <summary>An acceptor waits for the Logon.</summary>
    AwaitLogon,

    /// <summary>An initiator waits for the answer to its Logon.</summary>
    LogonSent,

    /// <summary>Logged on.</summary>
    Active,

    /// <summary>Our Logout is out; what arrives is still taken, nothing new of the application goes out.</summary>
    LogoutSent,
}
