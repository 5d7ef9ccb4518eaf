namespace Gateway.Fix;

/// <summary>What the owner of the connection does after the session has seen a message or the time.</summary>
public enum FixSessionAction : byte
{
    /// <summary>Nothing.</summary>
    Handled,

    /// <summary>The message is the application's, in sequence and checked: act on it now.</summary>
    Deliver,

    /// <summary>Send what is in Out, close the connection, call Disconnect.</summary>
    Close,
}
