using System;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Gateway.Host.Brokers;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Lane;
using Gateway.Native;
using Gateway.Risk;
using Gateway.Venue;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Market;

/// <summary>The parts of a market in one process, joined and not yet running: whoever has them calls their
/// cycles.</summary>
internal sealed class MarketParts : IDisposable
{
    private readonly MarketNets _nets;
    private readonly Subscription _controlReader;

    /// <summary>Reserves everything.</summary>
    /// <param name="market">What is played.</param>
    /// <param name="input">What the brokers send.</param>
    /// <param name="options">The command line.</param>
    /// <exception cref="System.IO.IOException">No room, or an address that is taken.</exception>
    internal MarketParts(MarketConfig market, IInput input, RunOptions options)
    {
        Messages = Math.Min(options.Orders ?? int.MaxValue, input.MessagesMax);
        Streams = new Streams(Streams.OwnDirectory(), options.TermLength);
        try
        {
            _nets = new MarketNets(options.Seed);
            Risk = new RiskTwin(MarketSizes.Risk(market), options.Fault == Fault.ForgetRelease);
            _controlReader = Streams.Open(Streams.Rows);
            LaneSettings sizes = MarketSizes.Lane(Messages, market.Sessions.Length, options.Fault);
            Lane = new OrderLane(MarketRows.Of(market), sizes, _nets.Lane, Risk, Streams.Log, _controlReader);
            Venue = new Exchange(_nets.Venue, MarketSizes.Venue(market, Messages, options.Fault));
            double seconds = options.Seconds ?? double.PositiveInfinity;
            var schedule = new BrokerSettings(market, options.Rate, Messages, seconds);
            Brokers = new BrokerDesk(_nets.Brokers, schedule, input);
        }
        catch
        {
            Streams.Dispose();
            throw;
        }
    }

    /// <summary>No more messages than this are sent.</summary>
    internal int Messages { get; }

    internal Streams Streams { get; }

    internal RiskTwin Risk { get; }

    internal OrderLane Lane { get; }

    internal Exchange Venue { get; }

    internal BrokerDesk Brokers { get; }

    /// <summary>Segments that the lane's stack sent again.</summary>
    internal long Retransmissions => _nets.Lane.Retransmissions;

    /// <summary>Offers rows on the control stream, in one burst as far as there is room.</summary>
    /// <returns>How many, from the first.</returns>
    internal int Offer(ReadOnlySpan<Record> rows)
    {
        int count = Math.Min(rows.Length, Streams.Control.Room(Order.SizeBytes));
        _ = Streams.Control.OfferBurst(MemoryMarshal.AsBytes(rows[..count]), Order.SizeBytes);
        return count;
    }

    /// <summary>One cycle of every part on the calling thread.</summary>
    internal void Cycle()
    {
        ulong now = CpuCore.NowNs;
        _ = Streams.DoWork();
        _ = Brokers.Poll(now);
        _ = Lane.Poll(now);
        _ = Venue.Poll(now);
        _ = Lane.Poll(now);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Brokers.Dispose();
        Lane.Dispose();
        _nets.Dispose();
        _controlReader.Dispose();
        Streams.Dispose();
    }
}
