namespace Gateway.Clearing;

/// <summary>Why a trade has not settled.</summary>
public enum PendingReason : byte
{
    /// <summary>Nothing is in its way; the next settlement takes it.</summary>
    NotSettledYet,

    /// <summary>One side was busted, the other not.</summary>
    Held,

    /// <summary>The deliverer has not the lots.</summary>
    Securities,

    /// <summary>The payer has not the money.</summary>
    Cash,
}
