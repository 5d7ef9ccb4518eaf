using System.Threading;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>What passed through the lane's own hands; the lane's thread writes, any thread reads single
/// numbers.</summary>
public sealed class LaneTally
{
    /// <summary>Verdicts are numbered below this.</summary>
    public const int VerdictsMax = 16;

    private readonly long[] _rejected = new long[VerdictsMax];
    private long _ordersIn;
    private long _accepted;
    private long _executions;
    private long _messages;

    /// <summary>New orders taken.</summary>
    public long OrdersIn => Volatile.Read(ref _ordersIn);

    /// <summary>New orders that passed every check.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Fills told to brokers.</summary>
    public long Executions => Volatile.Read(ref _executions);

    /// <summary>Orders, cancels and replaces taken.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>New orders that stopped at a check.</summary>
    /// <param name="verdict">The check.</param>
    /// <returns>How many.</returns>
    public long Rejected(Verdict verdict) => Volatile.Read(ref _rejected[(int)verdict]);

    internal void Count(in Order order)
    {
        if ((order.Flags & OrderFlags.Gateway) != 0) return;
        _messages++;
        if (order.Operation != Operation.New) return;
        _ordersIn++;
        if (order.Verdict == Verdict.Accept) _accepted++;
        else _rejected[(int)order.Verdict]++;
    }

    internal void CountFill() => _executions++;
}
