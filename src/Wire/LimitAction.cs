namespace Gateway.Wire;

/// <summary>What a <see cref="Limit"/> row does. Spec: records.md section 1.</summary>
public enum LimitAction : byte
{
    /// <summary>No action: Malformed.</summary>
    None = 0,

    /// <summary>Gives the limit a value and switches it on.</summary>
    Set = 1,

    /// <summary>Switches the row's limit on; on check 3 it resumes the scope.</summary>
    Enable = 2,

    /// <summary>Switches the row's limit off; on check 3 it kills the scope.</summary>
    Disable = 3,

    /// <summary>Check 3 only: the scope may only reduce its positions.</summary>
    ReduceOnly = 4,
}
