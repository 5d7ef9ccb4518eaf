namespace Gateway.Host;

/// <summary>What a verb ends with; numbers are contract. Spec: operations.md section 3.</summary>
public enum ExitCode
{
    /// <summary>The job was done.</summary>
    Done = 0,

    /// <summary>It ran and its condition fails: unbalanced, a finding, survivors, a difference.</summary>
    ConditionFails = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>The configuration is wrong.</summary>
    Configuration = 3,

    /// <summary>Not allowed, or an approval is missing.</summary>
    NotAllowed = 4,

    /// <summary>Memory, disk, an address or something else of this machine is missing.</summary>
    Resource = 5,

    /// <summary>The service was not reached.</summary>
    NotReached = 6,

    /// <summary>Somebody else has changed it meanwhile.</summary>
    VersionConflict = 7,

    /// <summary>Data on disk are damaged.</summary>
    DamagedData = 8,

    /// <summary>Interrupted by the user.</summary>
    Interrupted = 130,
}
