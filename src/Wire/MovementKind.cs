namespace Gateway.Wire;

/// <summary>Why cash or securities move into or out of an account. Spec: records.md section 1.</summary>
public enum MovementKind : byte
{
    /// <summary>Opening balance.</summary>
    Opening = 0,

    /// <summary>Deposit.</summary>
    Deposit = 1,

    /// <summary>Withdrawal; the amount is negative.</summary>
    Withdrawal = 2,

    /// <summary>Fee; the amount is negative.</summary>
    Fee = 3,

    /// <summary>Income.</summary>
    Income = 4,
}
