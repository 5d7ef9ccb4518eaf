using System;

namespace Gateway.Wire;

/// <summary>Bits of <see cref="Order.Flags"/>; zero means not given. Spec: records.md section 1.</summary>
[Flags]
public enum OrderFlags : byte
{
    /// <summary>Nothing given.</summary>
    None = 0,

    /// <summary>The order may only reduce the position (ExecInst E).</summary>
    ReduceOnly = 1 << 0,

    /// <summary>The sender says that it may have been sent before (97=Y).</summary>
    PossResend = 1 << 1,

    /// <summary>The order may only rest, never take (ExecInst 6).</summary>
    PostOnly = 1 << 2,

    /// <summary>An algorithm decided.</summary>
    Algorithm = 1 << 3,

    /// <summary>Direct electronic access.</summary>
    DirectElectronicAccess = 1 << 4,

    /// <summary>Made by the gateway: a mass cancel or one of its cancels.</summary>
    Gateway = 1 << 5,

    /// <summary>Capacity agency (528=A).</summary>
    Agency = 1 << 6,

    /// <summary>Capacity principal (528=P).</summary>
    Principal = 2 << 6,

    /// <summary>Capacity riskless principal (528=R); also the mask of both capacity bits.</summary>
    RisklessPrincipal = 3 << 6,
}
