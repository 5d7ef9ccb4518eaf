using System.Threading;
using Gateway.Wire;

namespace Gateway.Host.Brokers;

/// <summary>What the brokers sent and were told; their thread writes, another reads single numbers.</summary>
public sealed class BrokerTally
{
    private readonly long[] _rejected = new long[byte.MaxValue + 1];
    private long _messagesSent;

    /// <summary>Orders, cancels and replaces sent.</summary>
    public long MessagesSent => Volatile.Read(ref _messagesSent);

    /// <summary>New orders sent (35=D).</summary>
    public long OrdersSent { get; internal set; }

    /// <summary>Cancels sent (35=F).</summary>
    public long CancelsSent { get; internal set; }

    /// <summary>Cancels answered with 150=4.</summary>
    public long CancelsAccepted { get; internal set; }

    /// <summary>Cancels answered with 35=9.</summary>
    public long CancelsRejected { get; internal set; }

    /// <summary>Replaces sent (35=G).</summary>
    public long ReplacesSent { get; internal set; }

    /// <summary>Replaces answered with 150=5.</summary>
    public long ReplacesAccepted { get; internal set; }

    /// <summary>Replaces answered with 35=9.</summary>
    public long ReplacesRejected { get; internal set; }

    /// <summary>Orders acknowledged (150=0).</summary>
    public long OrdersAcknowledged { get; internal set; }

    /// <summary>Fills told: 150=F, and 150=G, which is the fill that stands instead of another.</summary>
    public long Executions { get; internal set; }

    /// <summary>Orders that had their final answer.</summary>
    public long OrdersEnded { get; internal set; }

    /// <summary>Messages that had no answer yet.</summary>
    public long Unanswered { get; internal set; }

    /// <summary>Second final answers, answers to nothing, session rejects: each is one too many.</summary>
    public long Unexpected { get; internal set; }

    /// <summary>Orders rejected (150=8).</summary>
    /// <param name="verdict">The check, or <see cref="Verdict.Venue"/>.</param>
    /// <returns>How many.</returns>
    public long OrdersRejected(Verdict verdict) => Volatile.Read(ref _rejected[(int)verdict]);

    internal void CountSent()
    {
        Unanswered++;
        Volatile.Write(ref _messagesSent, _messagesSent + 1);
    }

    internal void CountRejected(Verdict verdict) => _rejected[(int)verdict]++;
}
