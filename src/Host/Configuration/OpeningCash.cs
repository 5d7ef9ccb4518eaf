using System;

namespace Gateway.Host.Configuration;

/// <summary>What an account holds of one currency before the first order.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="AmountE8">Money × 10⁸, a whole number of minor units, not negative.</param>
public sealed record OpeningCash(string Currency, Int128 AmountE8);
