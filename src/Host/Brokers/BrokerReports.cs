using System;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Wire;

namespace Gateway.Host.Brokers;

/// <summary>Takes what the lane tells a broker; the brokers' thread alone calls it.</summary>
internal sealed class BrokerReports(BrokerOrders orders, BrokerTally tally, Latency latency)
{
    private ulong _ticksNs;

    /// <summary>Takes one message.</summary>
    /// <param name="message">What the session delivered.</param>
    /// <param name="ticksNs">When, of <see cref="Native.CpuCore.TicksNs"/>.</param>
    internal void Take(in FixMessage message, ulong ticksNs)
    {
        _ticksNs = ticksNs;
        ReadOnlySpan<byte> type = message.MsgType;
        bool known = type.Length == 1 && type[0] switch
        {
            (byte)'8' => Report(message),
            (byte)'9' => Rejection(message),
            _ => false,
        };
        if (!known) tally.Unexpected++;
    }

    private bool Report(in FixMessage message)
    {
        if (ExecutionReport.Decode(message, out ExecutionReport report, out _) != CodecFault.None) return false;
        if (!orders.TryMessage(report.ClOrdId, out int sent)) return false;
        ref SentMessage asked = ref orders.Message(sent);
        ref BrokerOrder order = ref orders.Order(asked.Order);
        switch (report.ExecType)
        {
            case (byte)'0':
                FirstAnswer(ref asked, ref order);
                order.Acknowledged = true;
                tally.OrdersAcknowledged++;
                return true;
            case (byte)'8':
                FirstAnswer(ref asked, ref order);
                tally.CountRejected(VerdictOf(report.Text));
                return End(ref order);
            case (byte)'F':
                tally.Executions++;
                return report.OrdStatus != '2' || End(ref order);
            case (byte)'G':
                tally.Executions++;
                return report.OrdStatus != '2' || order.Ended || End(ref order);
            case (byte)'5':
                Answer(ref asked);
                tally.ReplacesAccepted++;
                order.Current = sent;
                if (order.Pending == sent) order.Pending = -1;
                return true;
            case (byte)'4':
                if (asked.Operation == Operation.Cancel)
                {
                    Answer(ref asked);
                    tally.CancelsAccepted++;
                }

                return End(ref order);
            case (byte)'C' or (byte)'3':
                return End(ref order);
            default:
                return report.ExecType is (byte)'6' or (byte)'A' or (byte)'D' or (byte)'E' or (byte)'H'
                    or (byte)'I';
        }
    }

    private bool Rejection(in FixMessage message)
    {
        if (OrderCancelReject.Decode(message, out OrderCancelReject rejection, out _) != CodecFault.None) return false;
        if (!orders.TryMessage(rejection.ClOrdId, out int sent)) return false;
        ref SentMessage asked = ref orders.Message(sent);
        Answer(ref asked);
        if (asked.Operation == Operation.Cancel)
        {
            tally.CancelsRejected++;
            return true;
        }

        tally.ReplacesRejected++;
        ref BrokerOrder order = ref orders.Order(asked.Order);
        if (order.Pending == sent) order.Pending = -1;
        return true;
    }

    private void FirstAnswer(ref SentMessage asked, ref BrokerOrder order)
    {
        Answer(ref asked);
        if (order.Answered) return;
        order.Answered = true;
        latency.Record(_ticksNs - order.DueNs);
    }

    private void Answer(ref SentMessage asked)
    {
        if (asked.Answered)
        {
            tally.Unexpected++;
            return;
        }

        asked.Answered = true;
        tally.Unanswered--;
    }

    private bool End(ref BrokerOrder order)
    {
        if (order.Ended) return false;
        order.Ended = true;
        tally.OrdersEnded++;
        return true;
    }

    /// <summary>The gateway names the check in Text (58); every other reject is the venue's.</summary>
    private static Verdict VerdictOf(ReadOnlySpan<byte> text)
    {
        for (Verdict verdict = Verdict.Malformed; verdict <= Verdict.Duplicate; verdict++)
        {
            if (text.SequenceEqual(VerdictNames.Of(verdict))) return verdict;
        }

        return Verdict.Venue;
    }
}
