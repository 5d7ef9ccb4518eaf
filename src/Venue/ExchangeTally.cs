namespace Gateway.Venue;

/// <summary>What has passed through the venue's own hands; its thread writes, any may read a stale value.</summary>
public sealed class ExchangeTally
{
    /// <summary>Application messages taken, whatever became of them.</summary>
    public long Messages { get; internal set; }

    /// <summary>Of those: answered by 35=3 or 35=j because they could not be read or are not served.</summary>
    public long MessagesRefused { get; internal set; }

    /// <summary>New orders (D) = acknowledged + rejected.</summary>
    public long Orders { get; internal set; }

    /// <summary>Orders answered by 150=0.</summary>
    public long OrdersAcknowledged { get; internal set; }

    /// <summary>Orders answered by 150=8.</summary>
    public long OrdersRejected { get; internal set; }

    /// <summary>Cancels (F) answered by 150=4.</summary>
    public long CancelsAccepted { get; internal set; }

    /// <summary>Cancels answered by 35=9.</summary>
    public long CancelsRejected { get; internal set; }

    /// <summary>Replaces (G) answered by 150=5.</summary>
    public long ReplacesAccepted { get; internal set; }

    /// <summary>Replaces answered by 35=9.</summary>
    public long ReplacesRejected { get; internal set; }

    /// <summary>Acknowledged orders whose rest was cancelled without a request: IOC, FOK, market.</summary>
    public long RestsCancelled { get; internal set; }

    /// <summary>Matches; each has two fills.</summary>
    public long Trades { get; internal set; }

    /// <summary>Reports of fills (150=F) that were sent: two a match, unless a fault was planted.</summary>
    public long Executions { get; internal set; }

    /// <summary>Snapshots (W) that were sent.</summary>
    public long Snapshots { get; internal set; }
}
