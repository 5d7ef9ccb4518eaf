using System;
using Gateway.Host.Configuration;
using Gateway.Lane;
using Gateway.Risk;
using Gateway.Wire;

namespace Gateway.Host.Market;

/// <summary>What a lane and its process counted: taken where it ran, read where it is compared.</summary>
public sealed record LaneFigures
{
    /// <summary>The session to the venue takes orders.</summary>
    public required bool VenueIsUp { get; init; }

    /// <summary>Orders, cancels and replaces taken.</summary>
    public required long Messages { get; init; }

    /// <summary>New orders taken.</summary>
    public required long OrdersIn { get; init; }

    /// <summary>New orders that passed every check.</summary>
    public required long Accepted { get; init; }

    /// <summary>New orders that stopped at a check, by the verdict's number.</summary>
    public required long[] Rejected { get; init; }

    /// <summary>Fills told to brokers.</summary>
    public required long Executions { get; init; }

    /// <summary>Orders that have had no final answer.</summary>
    public required long OrdersOpen { get; init; }

    /// <summary>Ended orders with a request that the venue has not answered.</summary>
    public required long Waiting { get; init; }

    /// <summary>Answers of the venue about unknown orders, and control rows that are none.</summary>
    public required long Unknown { get; init; }

    /// <summary>Underflows, overfills and saturations of exposure.</summary>
    public required long Alerts { get; init; }

    /// <summary>Segments that the stack sent again.</summary>
    public required long Retransmissions { get; init; }

    /// <summary>Bytes allocated on the lane's thread since it was warm.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Messages since it was warm.</summary>
    public required long MessagesMeasured { get; init; }

    /// <summary>Median of each hop of <see cref="LaneHops.Names"/>, ns a message.</summary>
    public required long[] HopsNs { get; init; }

    /// <summary>Collections of the lane's process, by generation.</summary>
    public required int[] Collections { get; init; }

    /// <summary>Bytes of the log.</summary>
    public required long LogPosition { get; init; }

    /// <summary>Where clearing is in it.</summary>
    public required long ClearingPosition { get; init; }

    /// <summary>Where the recorder is in it.</summary>
    public required long RecorderPosition { get; init; }

    /// <summary>What is held for no open order; null: nothing, or the lane still runs.</summary>
    public string? ExposureDifference { get; init; }

    /// <summary>Takes the figures.</summary>
    /// <param name="lane">The lane, and what runs it.</param>
    /// <param name="streams">Its log.</param>
    /// <param name="risk">Its exposure.</param>
    /// <param name="retransmissions">Of its stack.</param>
    internal static LaneFigures Of(LaneThread lane, Streams streams, RiskTwin risk, long retransmissions)
    {
        // The readers' places first: they cannot be ahead of what is read after them.
        (long cleared, long recorded) = (streams.ClearingPosition, streams.RecorderPosition);
        return Of(lane, risk, retransmissions, cleared, streams.Log.ProducerPosition) with
        {
            RecorderPosition = recorded,
        };
    }

    private static LaneFigures Of(
        LaneThread lane, RiskTwin risk, long retransmissions, long cleared, long position) => new()
        {
            VenueIsUp = lane.Lane.VenueIsUp,
            Messages = lane.Lane.Tally.Messages,
            OrdersIn = lane.Lane.Tally.OrdersIn,
            Accepted = lane.Lane.Tally.Accepted,
            Rejected = Each(LaneTally.VerdictsMax, verdict => lane.Lane.Tally.Rejected((Verdict)verdict)),
            Executions = lane.Lane.Tally.Executions,
            OrdersOpen = lane.Lane.Orders.OpenCount,
            Waiting = lane.Lane.Orders.WaitingCount,
            Unknown = lane.Lane.UnknownAnswers + lane.Lane.RowsRefused,
            Alerts = (long)(risk.Underflows + risk.Overfills + risk.Saturations),
            Retransmissions = retransmissions,
            AllocatedBytes = lane.AllocatedBytes,
            MessagesMeasured = lane.MessagesMeasured,
            HopsNs = Each(LaneHops.Names.Length, lane.Lane.Hops.MedianNs),
            Collections = [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)],
            LogPosition = position,
            ClearingPosition = cleared,
            RecorderPosition = 0,
        };

    /// <summary>The same once the lane's thread has ended: what is held is compared with the open orders.</summary>
    internal LaneFigures Ended(OrderLane lane, RiskTwin risk, MarketConfig market) =>
        this with { ExposureDifference = Exposure.Difference(lane.Orders, risk, market) };

    private static long[] Each(int count, Func<int, long> value)
    {
        var values = new long[count];
        for (int i = 0; i < count; i++) values[i] = value(i);
        return values;
    }
}
