using System;

namespace Gateway.Wire;

/// <summary>The name of each check, as a reject's Text (58) and every report spell it.</summary>
public static class VerdictNames
{
    /// <summary>Name of a verdict.</summary>
    /// <param name="verdict">Any verdict.</param>
    /// <returns>Its name in ASCII; empty for a number that none has.</returns>
    public static ReadOnlySpan<byte> Of(Verdict verdict) => verdict switch
    {
        Verdict.Accept => "Accept"u8,
        Verdict.Malformed => "Malformed"u8,
        Verdict.UnknownRow => "UnknownRow"u8,
        Verdict.Killed => "Killed"u8,
        Verdict.NoReference => "NoReference"u8,
        Verdict.StaleReference => "StaleReference"u8,
        Verdict.Collar => "Collar"u8,
        Verdict.OrderQuantity => "OrderQuantity"u8,
        Verdict.OrderValue => "OrderValue"u8,
        Verdict.OpenExposure => "OpenExposure"u8,
        Verdict.Position => "Position"u8,
        Verdict.MessageRate => "MessageRate"u8,
        Verdict.Duplicate => "Duplicate"u8,
        Verdict.LogFull => "LogFull"u8,
        Verdict.Venue => "Venue"u8,
        _ => default,
    };
}
