using System;

namespace Gateway.Risk;

/// <summary>What the risk engine holds for one account in one instrument, for reports and tests.</summary>
/// <param name="OpenBuyValue">Open value of buys, money E8.</param>
/// <param name="OpenSellValue">Open value of sells, money E8.</param>
/// <param name="OpenBuyLots">Open quantity of buys, lots.</param>
/// <param name="OpenSellLots">Open quantity of sells, lots.</param>
/// <param name="Position">Lots; negative is short.</param>
public readonly record struct PairState(
    Int128 OpenBuyValue, Int128 OpenSellValue, long OpenBuyLots, long OpenSellLots, long Position)
{
    /// <summary>No order holds anything here, whatever the position.</summary>
    public bool HoldsNothing => OpenBuyValue == 0 && OpenSellValue == 0 && OpenBuyLots == 0 && OpenSellLots == 0;
}
