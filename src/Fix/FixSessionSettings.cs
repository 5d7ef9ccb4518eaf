namespace Gateway.Fix;

/// <summary>What is agreed with one counterparty, and which checks its messages go through.</summary>
public sealed record FixSessionSettings
{
    /// <summary>BeginString (8) of both directions, such as <c>FIX.4.4</c>.</summary>
    public byte[] BeginString { get; init; } = "FIX.4.4"u8.ToArray();

    /// <summary>Our CompID: 49 in what we send, 56 in what we receive.</summary>
    public required byte[] SenderCompId { get; init; }

    /// <summary>Their CompID: 56 in what we send, 49 in what we receive.</summary>
    public required byte[] TargetCompId { get; init; }

    /// <summary>We log on; else we wait for their Logon.</summary>
    public bool Initiator { get; init; }

    /// <summary>Each Logon starts both numbers at 1 and empties the store; an initiator says so with 141=Y.</summary>
    public bool ResetOnLogon { get; init; }

    /// <summary>HeartBtInt (108) that an initiator asks for; 0: no heartbeats.</summary>
    public int HeartbeatSeconds { get; init; } = 30;

    /// <summary>Smallest HeartBtInt that an acceptor takes; 0 allows a session without heartbeats.</summary>
    public int HeartbeatSecondsMin { get; init; }

    /// <summary>Largest HeartBtInt that is taken.</summary>
    public int HeartbeatSecondsMax { get; init; } = 300;

    /// <summary>Seconds from the connection to the Logon, or to its answer.</summary>
    public int LogonTimeoutSeconds { get; init; } = 10;

    /// <summary>Seconds from our Logout to theirs.</summary>
    public int LogoutTimeoutSeconds { get; init; } = 2;

    /// <summary>Seconds without progress after which an open ResendRequest is sent again.</summary>
    public int ResendTimeoutSeconds { get; init; } = 10;

    /// <summary>Seconds that SendingTime (52) may be off, either way; 0: not checked.</summary>
    public int SendingTimeSecondsMax { get; init; } = 120;

    /// <summary>Refuse a header field behind a body field, and either behind the trailer (373=14).</summary>
    public bool FieldsInOrder { get; init; } = true;

    /// <summary>Refuse a field without a value (373=4).</summary>
    public bool FieldsHaveValues { get; init; } = true;

    /// <summary>
    /// Deliver their Reject (35=3) too: a venue refuses orders with it. It must not be answered with a Reject.
    /// </summary>
    public bool DeliverRejects { get; init; }

    /// <summary>Early messages that are kept while a gap is filled; further ones are asked for again.</summary>
    public int EarlyMessagesMax { get; init; } = 1024;

    /// <summary>Bytes for early messages.</summary>
    public int EarlyBytesMax { get; init; } = 1 << 18;

    /// <summary>Bytes of Out.</summary>
    public int OutBytes { get; init; } = 1 << 18;
}
