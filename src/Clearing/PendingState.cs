namespace Gateway.Clearing;

/// <summary>What became of a pending transfer.</summary>
internal enum PendingState : byte
{
    /// <summary>It never was pending.</summary>
    None,

    /// <summary>Neither posted nor voided so far.</summary>
    Open,

    /// <summary>Posted.</summary>
    Posted,

    /// <summary>Voided.</summary>
    Voided,
}
