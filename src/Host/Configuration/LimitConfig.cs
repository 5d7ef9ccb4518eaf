using System;
using Gateway.Wire;

namespace Gateway.Host.Configuration;

/// <summary>One limit of checks 7 to 11, ready to become a <see cref="Limit"/>. Spec: records.md section 4.</summary>
/// <param name="Scope">Whom it holds for; the rows that this scope has are given, the others null.</param>
/// <param name="Check">OrderQuantity, OrderValue, OpenExposure, Position or MessageRate.</param>
/// <param name="Firm">Of scope firm; a record has it in the account's place.</param>
/// <param name="Account">Of scopes account and account × instrument.</param>
/// <param name="Instrument">Of scopes instrument and account × instrument.</param>
/// <param name="Session">Of scope session.</param>
/// <param name="Value">Lots; money × 10⁸; lots long; messages a second.</param>
/// <param name="Value2">Of Position lots short, of MessageRate the burst, else 0.</param>
public sealed record LimitConfig(
    LimitScope Scope,
    Verdict Check,
    uint? Firm,
    uint? Account,
    uint? Instrument,
    uint? Session,
    UInt128 Value,
    UInt128 Value2);
