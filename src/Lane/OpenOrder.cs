using System;

namespace Gateway.Lane;

/// <summary>One order from its acceptance until nothing about it is pending; a slot of
/// <see cref="OpenOrders"/>.</summary>
/// <remarks>
/// Held is what the risk device keeps for it: the maximum of what stands and of every replace that is pending.
/// Spec: records.md section 3.
/// </remarks>
internal struct OpenOrder
{
    /// <summary>FIX 39 when nothing is left to trade.</summary>
    internal const byte StatusFilled = (byte)'2';

    /// <summary>Lane in the top byte, then a counter; 0: the slot is free.</summary>
    internal ulong OrderId;

    /// <summary>Row of its last fill; 0 none.</summary>
    internal uint LastFill;

    /// <summary>Σ last price × last quantity, ticks × lots, of fills less busts.</summary>
    internal Int128 Paid;

    /// <summary>Row in the instrument table.</summary>
    internal uint Instrument;

    /// <summary>Row in the account table.</summary>
    internal uint Account;

    /// <summary>Row of the session that sent it.</summary>
    internal uint Session;

    /// <summary>The last request that was accepted for it.</summary>
    internal uint Request;

    /// <summary>Price that stands, ticks; of a market order the device's.</summary>
    internal int Price;

    /// <summary>OrderQty (38) that stands, lots.</summary>
    internal uint OrderQuantity;

    /// <summary>Lots filled, busts not deducted.</summary>
    internal ulong Filled;

    /// <summary>Lots busted.</summary>
    internal ulong Busted;

    /// <summary>Price held, ticks.</summary>
    internal int HeldPrice;

    /// <summary>Lots held.</summary>
    internal uint HeldQuantity;

    /// <summary>First pending replace, a request row; 0 none.</summary>
    internal uint FirstPending;

    /// <summary>Cancels on their way to the venue.</summary>
    internal ushort CancelsPending;

    /// <summary>Row in the trader table.</summary>
    internal ushort Trader;

    /// <summary>FIX 54.</summary>
    internal byte Side;

    /// <summary>FIX 40, as it stands.</summary>
    internal byte Kind;

    /// <summary>FIX 59, as it stands.</summary>
    internal byte TimeInForce;

    /// <summary>FIX 39: A until the venue acknowledges, then as its reports say.</summary>
    internal byte Status;

    /// <summary>It has had its final answer.</summary>
    internal bool Ended;

    /// <summary>It has ended and a cancel or replace of it is still to be answered.</summary>
    internal bool Waiting;

    /// <summary>A kill has hit it: it has to go.</summary>
    internal bool Killed;

    /// <summary>A request about it is in the burst and not judged yet.</summary>
    internal bool Unjudged;

    /// <summary>CumQty (14), lots.</summary>
    internal readonly ulong CumQuantity => Filled - Busted;

    /// <summary>Lots that can still trade: 0 at the end.</summary>
    internal readonly uint Leaves => Ended || Filled >= OrderQuantity ? 0 : (uint)(OrderQuantity - Filled);

    /// <summary>AvgPx (6) × 10⁸: paid over cumulated, toward zero; two 64-bit divisions as long as the sum fits.
    /// </summary>
    /// <param name="tickE8">Of the instrument.</param>
    internal readonly long AveragePriceE8(long tickE8)
    {
        ulong quantity = CumQuantity;
        if (quantity == 0) return 0;
        if (Paid < 0 || Paid > long.MaxValue || quantity > uint.MaxValue) return (long)(Paid * tickE8 / quantity);
        (ulong ticks, ulong rest) = Math.DivRem((ulong)Paid, quantity);
        return (long)((ticks * (ulong)tickE8) + (rest * (ulong)tickE8 / quantity));
    }

    /// <summary>Raises what is held to cover one more answer.</summary>
    /// <param name="price">Ticks; of two equal amounts the one already held stays.</param>
    /// <param name="quantity">Lots.</param>
    internal void Hold(int price, uint quantity)
    {
        if (Math.Abs((long)price) > Math.Abs((long)HeldPrice)) HeldPrice = price;
        HeldQuantity = Math.Max(HeldQuantity, quantity);
        if (HeldQuantity == 0) HeldPrice = 0;
    }
}
