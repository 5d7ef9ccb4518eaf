using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Gateway.Host.Brokers;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Simulation;

/// <summary>What the log makes of each order: a second, simple reading of it, which the brokers' is compared
/// with.</summary>
internal sealed class OrderFates
{
    private readonly Dictionary<(uint Session, uint Request), string> _names = [];
    private readonly Dictionary<(uint Session, string ClOrdId), Fate> _fates = [];
    private readonly Dictionary<ulong, Fate> _accepted = [];

    /// <summary>Takes a record of the log.</summary>
    /// <exception cref="Broken">It does not follow from those before it.</exception>
    internal void Take(in Record record)
    {
        if (record.TemplateId == Name.TemplateId && record.Name.Kind == NameKind.ClOrdId) Take(record.Name);
        else if (record.TemplateId == Order.TemplateId) Take(record.Order);
        else if (record.TemplateId == Execution.TemplateId && record.Execution.OrderId != 0) Take(record.Execution);
    }

    /// <summary>Compares with what a broker knows, all being told.</summary>
    /// <param name="session">Its session.</param>
    /// <param name="desk">The broker.</param>
    /// <returns>What does not agree, one line an order.</returns>
    internal IEnumerable<string> Differences(uint session, BrokerDesk desk)
    {
        for (int i = 0; i < desk.Orders.MessageCount; i++)
        {
            SentMessage sent = desk.Orders.Message(i);
            if (sent.Operation != Operation.New) continue;
            string name = string.Create(CultureInfo.InvariantCulture, $"M{i}");
            BrokerOrder order = desk.Orders.Order(sent.Order);
            if (!_fates.TryGetValue((session, name), out Fate? fate))
                yield return $"order {name} of session {session}: not in the log";
            else if (order.Ended != fate.HasEnded)
                yield return $"order {name} of session {session}: ended in the log {fate.HasEnded}, told {order.Ended}";
        }
    }

    private void Take(in Name name)
    {
        ReadOnlySpan<byte> text = name.Text;
        _names[(name.Session, name.Row)] = Encoding.ASCII.GetString(text[..name.Length]);
    }

    private void Take(in Order order)
    {
        bool accepted = order.Verdict == Verdict.Accept;
        if (order.Operation == Operation.New)
        {
            var fate = new Fate(accepted ? order.Quantity : 0);
            (uint, string) key = (order.Session, _names[(order.Session, order.Request)]);
            if (!_fates.TryAdd(key, fate)) throw new Broken($"log: order {key} twice");
            if (accepted) _accepted.Add(order.OrderId, fate);
        }
        else if (accepted && order.Operation == Operation.Replace)
        {
            Fate fate = _accepted[order.OrderId];
            fate.Follow(order.HeldQuantity, uint.Max(order.HeldQuantity, order.Quantity), order.OrderId);
        }
    }

    private void Take(in Execution execution)
    {
        bool fill = execution.ExecType == 'F';
        if (fill && execution.Quantity > execution.HeldQuantity)
            throw new Broken($"log: order {execution.OrderId:x} is filled beyond what is open");
        uint after = fill ? execution.HeldQuantity - execution.Quantity : execution.Quantity;
        _accepted[execution.OrderId].Follow(execution.HeldQuantity, after, execution.OrderId);
    }

    /// <summary>One order.</summary>
    /// <param name="held">Lots held for it; 0: it has ended.</param>
    private sealed class Fate(uint held)
    {
        private uint _held = held;

        internal bool HasEnded => _held == 0;

        /// <summary>A record says what was held before and is after it: the next one begins there.</summary>
        internal void Follow(uint before, uint after, ulong orderId)
        {
            if (before != _held) throw new Broken($"log: order {orderId:x} held {_held}, not {before}");
            _held = after;
        }
    }
}
