using System;

namespace Gateway.Clearing;

/// <summary>A trade as linked transfers through the house; ids are (2, step, trade, leg).</summary>
internal static class TradeLegs
{
    private const int TagBit = 120;
    private const int StepBit = 112;
    private const int TradeBit = 8;
    private static readonly UInt128 Tag = (UInt128)2 << TagBit;

    /// <summary>Writes the legs of one step.</summary>
    /// <param name="legs">Room for <see cref="Trade.LegsMax"/>.</param>
    /// <param name="trade">Trade.</param>
    /// <param name="row">Its row.</param>
    /// <param name="house">Holder of the house.</param>
    /// <param name="step">Pending makes the legs due; post and void end them.</param>
    /// <returns>Legs written; all linked but the last.</returns>
    internal static int Write(Span<Transfer> legs, in Trade trade, int row, uint house, TransferFlags step)
    {
        int count = 0;
        if (trade.Cash != 0)
        {
            legs[count++] = Leg(trade.Payer, house, trade.Currency, trade.Cash, TransferCode.Cash);
            legs[count++] = Leg(house, trade.Payee, trade.Currency, trade.Cash, TransferCode.Cash);
        }

        legs[count++] = Leg(trade.Deliverer, house, trade.Security, trade.Lots, TransferCode.Securities);
        legs[count++] = Leg(house, trade.Receiver, trade.Security, trade.Lots, TransferCode.Securities);
        for (int i = 0; i < count; i++) Mark(ref legs[i], row, i, step);
        legs[count - 1].Flags &= ~TransferFlags.Linked;
        return count;
    }

    private static Transfer Leg(uint debit, uint credit, uint asset, Int128 amount, TransferCode code) =>
        new() { Debit = debit, Credit = credit, Asset = asset, Amount = amount, Code = code };

    private static void Mark(ref Transfer leg, int row, int index, TransferFlags step)
    {
        leg.Id = Id(row, index, step);
        leg.Flags = step | TransferFlags.Linked;
        if (step == TransferFlags.Pending) leg.Flags |= TransferFlags.Due;
        else leg.PendingId = Id(row, index, TransferFlags.Pending);
    }

    private static UInt128 Id(int row, int index, TransferFlags step) =>
        Tag | ((UInt128)(ushort)step << StepBit) | ((UInt128)(uint)row << TradeBit) | (uint)index;
}
