using System;
using Gateway.Host.Inputs;
using Gateway.Native;

namespace Gateway.Host.Brokers;

/// <summary>Orders and messages of all brokers, in memory that is reserved at start; the brokers' thread owns
/// it.</summary>
/// <remarks>A ClOrdID is a letter and the number of its message: a report finds its message by index.</remarks>
public sealed class BrokerOrders : IDisposable
{
    internal const int ClOrdIdBytesMax = 12;

    private readonly PinnedTable<BrokerOrder> _orders;
    private readonly PinnedTable<SentMessage> _messages;

    internal BrokerOrders(IInput input, int messagesMax)
    {
        _orders = new PinnedTable<BrokerOrder>(Math.Max(1, input.OrdersMax));
        _messages = new PinnedTable<SentMessage>(Math.Max(1, Math.Min(input.MessagesMax, messagesMax)));
    }

    /// <summary>Messages sent.</summary>
    public int MessageCount { get; private set; }

    /// <summary>Orders acknowledged that have had no final answer: counted one by one.</summary>
    public int CountOpen()
    {
        int open = 0;
        for (int i = 0; i < _orders.Count; i++)
        {
            if (_orders[i].Acknowledged && !_orders[i].Ended) open++;
        }

        return open;
    }

    internal ref BrokerOrder Order(int row) => ref _orders[row];

    internal ref SentMessage Message(int row) => ref _messages[row];

    internal bool Has(long message) => message >= 0 && message < MessageCount;

    internal int Add(in SentMessage message)
    {
        _messages[MessageCount] = message;
        return MessageCount++;
    }

    internal static int WriteClOrdId(int message, Span<byte> text)
    {
        text[0] = (byte)'M';
        return 1 + Fix.FixNumber.Format((ulong)message, text[1..ClOrdIdBytesMax]);
    }

    internal bool TryMessage(ReadOnlySpan<byte> clOrdId, out int message)
    {
        message = -1;
        if (clOrdId.Length < 2 || clOrdId[0] != 'M') return false;
        if (!Fix.FixNumber.TryParse(clOrdId[1..], out long number) || !Has(number)) return false;
        message = (int)number;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _orders.Dispose();
        _messages.Dispose();
    }
}
