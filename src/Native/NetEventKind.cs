namespace Gateway.Native;

/// <summary>What a <see cref="NetEvent"/> tells.</summary>
public enum NetEventKind : uint
{
    /// <summary>Bytes arrived.</summary>
    Data = 1,

    /// <summary>A connection is up.</summary>
    Open = 2,

    /// <summary>The connection is gone.</summary>
    Closed = 3,
}
