using System;

namespace Gateway.Lane;

/// <summary>What the risk device should hold for one open order.</summary>
/// <param name="Account">Row in the account table.</param>
/// <param name="Instrument">Row in the instrument table.</param>
/// <param name="IsBuy">Side.</param>
/// <param name="Lots">Lots held.</param>
/// <param name="TickLots">|price held| × lots held.</param>
public readonly record struct HeldOrder(uint Account, uint Instrument, bool IsBuy, uint Lots, Int128 TickLots);
