using System;
using System.Linq;
using System.Text;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Wire;

namespace Gateway.Host.Brokers;

/// <summary>Writes what a broker is to send; the brokers' thread alone calls it.</summary>
internal sealed class RequestWriter(MarketConfig market, BrokerOrders orders, BrokerTally tally)
{
    private readonly byte[][] _symbols = [.. market.Instruments.Select(i => Encoding.ASCII.GetBytes(i.Symbol))];
    private readonly byte[][] _accounts = [.. market.Accounts.Select(a => Encoding.ASCII.GetBytes(a.Name))];

    /// <summary>Writes one message.</summary>
    /// <param name="session">Whose; null: it was sent before this process began, and is only remembered.</param>
    /// <param name="intent">What it asks.</param>
    /// <param name="place">How many intents of the input came before it.</param>
    /// <param name="dueNs">When it was due, of <see cref="Native.CpuCore.TicksNs"/>.</param>
    /// <param name="nowNs">UTC, ns since the UNIX epoch.</param>
    internal void Write(FixSession? session, in Intent intent, long place, ulong dueNs, ulong nowNs)
    {
        int message = orders.Add(new SentMessage { Order = intent.Order, Operation = intent.Operation });
        ref BrokerOrder order = ref orders.Order(intent.Order);
        if (intent.Operation == Operation.New) order = Open(intent, message, dueNs);
        Span<byte> ids = stackalloc byte[2 * BrokerOrders.ClOrdIdBytesMax];
        int length = BrokerOrders.WriteClOrdId(message, ids);
        int original = order.Pending >= 0 ? order.Pending : order.Current;
        int originalLength = intent.Operation == Operation.New
            ? 0 : BrokerOrders.WriteClOrdId(original, ids[BrokerOrders.ClOrdIdBytesMax..]);
        var request = new OrderRequest
        {
            Operation = intent.Operation,
            ClOrdId = ids[..length],
            OrigClOrdId = ids.Slice(BrokerOrders.ClOrdIdBytesMax, originalLength),
            Account = _accounts[order.Account],
            Symbol = order.Instrument < 0 ? "NOSUCH"u8 : _symbols[order.Instrument],
            Side = order.Side,
            Kind = order.Kind,
            TimeInForce = intent.TimeInForce,
            HasPrice = order.Kind != 1 && intent.Operation != Operation.Cancel,
            PriceE8 = intent.PriceE8,
            QuantityE4 = intent.Operation == Operation.Cancel ? order.QuantityE4 : intent.QuantityE4,
            TransactTimeNs = nowNs,
        };
        if (intent.Operation == Operation.Replace)
        {
            order.Pending = message;
            order.QuantityE4 = intent.QuantityE4;
        }

        Count(intent.Operation);
        if (session == null) return;
        request.Write(session.Begin(OrderRequest.MsgTypeOf(intent.Operation), nowNs));
        _ = session.End((ulong)place + 1);
    }

    private static BrokerOrder Open(in Intent intent, int message, ulong dueNs) => new()
    {
        DueNs = dueNs,
        QuantityE4 = intent.QuantityE4,
        Current = message,
        Pending = -1,
        Account = intent.Account,
        Instrument = intent.Instrument,
        Side = intent.Side,
        Kind = intent.Kind,
    };

    private void Count(Operation operation)
    {
        tally.CountSent();
        if (operation == Operation.New) tally.OrdersSent++;
        else if (operation == Operation.Cancel) tally.CancelsSent++;
        else tally.ReplacesSent++;
    }
}
