using System;
using Gateway.Host.Configuration;
using Gateway.Lane;
using Gateway.Risk;

namespace Gateway.Host.Market;

/// <summary>Compares what the risk engine holds with what the open orders explain, pair by pair and side by
/// side.</summary>
internal static class Exposure
{
    /// <summary>Finds what is held for no order; the lane's thread has ended.</summary>
    /// <param name="orders">The orders that are open.</param>
    /// <param name="risk">What is held.</param>
    /// <param name="market">Rows and the value of a tick.</param>
    /// <returns>Null when both agree, else the first difference.</returns>
    internal static string? Difference(OpenOrders orders, RiskTwin risk, MarketConfig market)
    {
        (int accounts, int instruments) = (market.Accounts.Length, market.Instruments.Length);
        var lots = new long[accounts, instruments, 2];
        var ticks = new Int128[accounts, instruments, 2];
        for (int slot = 0; slot < orders.SlotsUsed; slot++)
        {
            if (!orders.TryHeld(slot, out HeldOrder held)) continue;
            int side = held.IsBuy ? 0 : 1;
            lots[held.Account, held.Instrument, side] += held.Lots;
            ticks[held.Account, held.Instrument, side] += held.TickLots;
        }

        for (uint account = 0; account < accounts; account++)
        {
            for (uint instrument = 0; instrument < instruments; instrument++)
            {
                PairState held = risk.Pair(account, instrument);
                long value = market.Instruments[(int)instrument].Units.TickValueE8;
                (long buys, long sells) = (lots[account, instrument, 0], lots[account, instrument, 1]);
                bool same = held.OpenBuyLots == buys && held.OpenSellLots == sells
                    && held.OpenBuyValue == ticks[account, instrument, 0] * value
                    && held.OpenSellValue == ticks[account, instrument, 1] * value;
                if (same) continue;
                return $"account row {account}, instrument row {instrument}: {held} is held, "
                    + $"the open orders explain {buys} lots of buys and {sells} of sells";
            }
        }

        return null;
    }
}
