using System;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>Accepted orders become D, F and G to the venue; the lane's thread alone calls it.</summary>
internal sealed class VenueRoute(LaneMarket market, OpenOrders orders, Line venue)
{
    private const int ClOrdIdDigitsMax = 20;
    private const int SessionShift = 32;

    /// <summary>Sends one order.</summary>
    /// <param name="order">Accepted and logged.</param>
    /// <param name="answer">What was filled when it was judged.</param>
    /// <param name="nowNs">ns since the UNIX epoch.</param>
    internal void Send(in Order order, in Answer answer, ulong nowNs)
    {
        LaneInstrument instrument = market.Instruments[order.Instrument];
        uint original = orders.RequestsOf(order.Session)[order.Request].Original;
        Span<byte> texts = stackalloc byte[2 * ClOrdIdDigitsMax];
        int length = ClOrdId(order.Session, order.Request, texts);
        int originalLength = original == 0 ? 0 : ClOrdId(order.Session, original, texts[ClOrdIdDigitsMax..]);
        var asked = new OrderRequest
        {
            Operation = order.Operation,
            ClOrdId = texts[..length],
            OrigClOrdId = texts.Slice(ClOrdIdDigitsMax, originalLength),
            Account = market.Accounts[order.Account].Name,
            Symbol = instrument.Symbol,
            Side = order.Side,
            Kind = order.Kind,
            TimeInForce = order.TimeInForce,
            Flags = order.Flags,
            HasPrice = order.Kind != 1 && order.Operation != Operation.Cancel,
            PriceE8 = instrument.Units.PriceE8(order.Price),
            QuantityE4 = ((long)order.Quantity + (long)answer.CumQuantity) * instrument.Units.LotE4,
            TransactTimeNs = order.TimeNs,
        };
        venue.Ready();
        asked.Write(venue.Session.Begin(OrderRequest.MsgTypeOf(order.Operation), nowNs));
        _ = venue.Session.End((ulong)answer.Position);
    }

    private static int ClOrdId(uint session, uint request, Span<byte> text) =>
        FixNumber.Format(((ulong)session << SessionShift) | request, text);
}
