using System;
using Gateway.Lane;
using Gateway.Risk;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>What must hold after every step: the device holds what the open orders explain, without an underflow.
/// </summary>
internal static class Held
{
    public static void Check(LaneRig rig)
    {
        var sums = new (long Lots, Int128 TickLots)[3, 3, 2];
        for (int slot = 0; slot < rig.Lane.Orders.SlotsUsed; slot++)
        {
            if (!rig.Lane.Orders.TryHeld(slot, out HeldOrder held)) continue;
            ref (long Lots, Int128 TickLots) sum = ref sums[held.Account, held.Instrument, held.IsBuy ? 0 : 1];
            sum.Lots += held.Lots;
            sum.TickLots += held.TickLots;
        }

        for (uint account = 0; account < 3; account++)
        {
            for (uint instrument = 0; instrument < 3; instrument++)
            {
                PairState pair = rig.Risk.Pair(account, instrument);
                Int128 tickValue = rig.Market.Instruments[instrument].Units.TickValueE8;
                Assert.Equal(sums[account, instrument, 0].Lots, pair.OpenBuyLots);
                Assert.Equal(sums[account, instrument, 1].Lots, pair.OpenSellLots);
                Assert.Equal(sums[account, instrument, 0].TickLots * tickValue, pair.OpenBuyValue);
                Assert.Equal(sums[account, instrument, 1].TickLots * tickValue, pair.OpenSellValue);
            }
        }

        Assert.Equal(0UL, rig.Risk.Underflows);
    }

    /// <summary>Nothing is open, nothing waits, nothing is held.</summary>
    public static void Nothing(LaneRig rig)
    {
        Check(rig);
        Assert.Equal(0, rig.Lane.Orders.OpenCount);
        Assert.Equal(0, rig.Lane.Orders.WaitingCount);
        for (uint account = 0; account < 3; account++)
        {
            for (uint instrument = 0; instrument < 3; instrument++)
                Assert.True(rig.Risk.Pair(account, instrument).HoldsNothing);
        }
    }

    /// <summary>The log alone gives the same verdicts and the same state.</summary>
    public static void Replays(LaneRig rig)
    {
        (RiskTwin twin, int difference) = rig.Records.Replay();
        Assert.Equal(-1, difference);
        Assert.Equal(rig.Risk.StateHash(), twin.StateHash());
    }
}
