using System.Text.Json.Serialization;
using System.Threading;
using Gateway.Wire;

namespace Gateway.Host.Brokers;

/// <summary>What the brokers sent and were told; their thread writes, another reads single numbers.</summary>
public sealed class BrokerTally
{
    private long _messagesSent;

    /// <summary>Orders, cancels and replaces sent.</summary>
    [JsonInclude]
    public long MessagesSent
    {
        get => Volatile.Read(ref _messagesSent);
        internal set => Volatile.Write(ref _messagesSent, value);
    }

    /// <summary>New orders sent (35=D).</summary>
    [JsonInclude]
    public long OrdersSent { get; internal set; }

    /// <summary>Cancels sent (35=F).</summary>
    [JsonInclude]
    public long CancelsSent { get; internal set; }

    /// <summary>Cancels answered with 150=4.</summary>
    [JsonInclude]
    public long CancelsAccepted { get; internal set; }

    /// <summary>Cancels answered with 35=9.</summary>
    [JsonInclude]
    public long CancelsRejected { get; internal set; }

    /// <summary>Replaces sent (35=G).</summary>
    [JsonInclude]
    public long ReplacesSent { get; internal set; }

    /// <summary>Replaces answered with 150=5.</summary>
    [JsonInclude]
    public long ReplacesAccepted { get; internal set; }

    /// <summary>Replaces answered with 35=9.</summary>
    [JsonInclude]
    public long ReplacesRejected { get; internal set; }

    /// <summary>Orders acknowledged (150=0).</summary>
    [JsonInclude]
    public long OrdersAcknowledged { get; internal set; }

    /// <summary>Fills told: 150=F, and 150=G, which is the fill that stands instead of another.</summary>
    [JsonInclude]
    public long Executions { get; internal set; }

    /// <summary>Orders that had their final answer.</summary>
    [JsonInclude]
    public long OrdersEnded { get; internal set; }

    /// <summary>Messages that had no answer yet.</summary>
    [JsonInclude]
    public long Unanswered { get; internal set; }

    /// <summary>Second final answers, answers to nothing, session rejects: each is one too many.</summary>
    [JsonInclude]
    public long Unexpected { get; internal set; }

    /// <summary>Orders rejected (150=8) by the number of the check, or of <see cref="Verdict.Venue"/>.</summary>
    [JsonInclude]
    public long[] OrdersRejected { get; internal set; } = new long[byte.MaxValue + 1];

    internal void CountSent()
    {
        Unanswered++;
        MessagesSent++;
    }

    internal void CountRejected(Verdict verdict) => OrdersRejected[(int)verdict]++;

    /// <summary>Adds what others counted.</summary>
    internal void Add(BrokerTally other)
    {
        MessagesSent += other.MessagesSent;
        OrdersSent += other.OrdersSent;
        CancelsSent += other.CancelsSent;
        CancelsAccepted += other.CancelsAccepted;
        CancelsRejected += other.CancelsRejected;
        ReplacesSent += other.ReplacesSent;
        ReplacesAccepted += other.ReplacesAccepted;
        ReplacesRejected += other.ReplacesRejected;
        OrdersAcknowledged += other.OrdersAcknowledged;
        Executions += other.Executions;
        OrdersEnded += other.OrdersEnded;
        Unanswered += other.Unanswered;
        Unexpected += other.Unexpected;
        for (int i = 0; i < OrdersRejected.Length; i++) OrdersRejected[i] += other.OrdersRejected[i];
    }
}
