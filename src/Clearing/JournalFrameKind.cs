namespace Gateway.Clearing;

/// <summary>What a frame of the journal tells.</summary>
public enum JournalFrameKind : byte
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary>A record of the log.</summary>
    Record = 1,

    /// <summary>A settlement was ordered.</summary>
    Settle = 2,
}
