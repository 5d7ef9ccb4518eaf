using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Gateway.Host.Configuration;
using Gateway.Host.Market;
using Gateway.Lane;
using Gateway.Native;
using Gateway.Risk;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Processes;

/// <summary>The gateway proper but for its threads and clocks: the lane on its log, and the rows that its day
/// brings.</summary>
internal sealed class LaneBody : IDisposable
{
    private const int PricesMs = 500;
    private const long RowBytes = 96; // in the control stream: the record behind its frame's header

    private readonly MarketConfig _market;
    private readonly Streams _streams;
    private readonly Subscription _rows;
    private readonly List<Record> _news = [];
    private readonly Queue<Record> _due = new();
    private uint _version;
    private long _pricedMs;

    /// <summary>Reserves what the lane needs.</summary>
    /// <param name="market">What is played.</param>
    /// <param name="sizes">Of the lane.</param>
    /// <param name="streams">Its log; a new one, or that of a lane that was killed.</param>
    /// <param name="net">Its stack.</param>
    /// <param name="risk">Judges.</param>
    internal LaneBody(MarketConfig market, LaneSettings sizes, Streams streams, Net net, RiskTwin risk)
    {
        (_market, _streams) = (market, streams);
        _rows = streams.Open(streams.Rows);
        try
        {
            Lane = new OrderLane(MarketRows.Of(market), sizes, net, risk, streams.Log, _rows);
        }
        catch
        {
            _rows.Dispose();
            throw;
        }
    }

    /// <summary>The lane; one thread polls it.</summary>
    internal OrderLane Lane { get; }

    /// <summary>Rows that come as the flow goes on; null: none do.</summary>
    internal Scenario? Scenario { get; init; }

    /// <summary>Makes the lane again that a log tells of: before its first poll, and before anybody conducts.</summary>
    /// <param name="segments">Folder of the recorder.</param>
    /// <param name="nowNs">UTC, ns since the UNIX epoch: when reports are told that no session's journal has.</param>
    /// <exception cref="InvalidDataException">The log is not what this lane wrote.</exception>
    internal void Restore(string segments, ulong nowNs)
    {
        long end = 0;
        LaneLog.Read(_streams, segments, (record, position) =>
        {
            end = position;
            if (record.TemplateId == Limit.TemplateId) _version = Math.Max(_version, record.Limit.Version);
            return Lane.Restore(record, position, nowNs);
        });
        Lane.EndRestore(end);
        Scenario?.Resume(_version);
    }

    /// <summary>Makes the opening rows due, or those of them that a lane that was killed had not offered.</summary>
    /// <param name="nowMs">Of a clock that never goes back.</param>
    internal void Open(long nowMs)
    {
        _pricedMs = nowMs;
        int row = 0;
        foreach (Record opening in Opening.Of(_market))
        {
            if (++row * RowBytes > _streams.Control.Position) _due.Enqueue(opening);
        }
    }

    /// <summary>Offers the rows that the day brings; until the first order comes, the opening references stay fresh.
    /// </summary>
    /// <param name="nowMs">Of the clock that <see cref="Open"/> had.</param>
    /// <param name="messages">How many the whole flow has.</param>
    internal void Play(long nowMs, int messages)
    {
        if (Lane.Tally.Messages == 0 && nowMs - _pricedMs > PricesMs)
        {
            _pricedMs = nowMs;
            foreach (Record row in Opening.Prices(_market)) _due.Enqueue(row);
        }

        _news.Clear();
        if (_due.Count == 0) Scenario?.Take((int)(Lane.Tally.Messages * 1000 / messages), _news);
        foreach (Record row in _news) _due.Enqueue(row);
        _ = Offer();
    }

    /// <summary>Offers rows that are due, as far as the control stream has room.</summary>
    /// <returns>Nothing is due any more.</returns>
    internal bool Offer()
    {
        while (_due.TryPeek(out Record row))
        {
            if (_streams.Control.Offer(MemoryMarshal.AsBytes(new ReadOnlySpan<Record>(in row))) < 0) return false;
            _ = _due.Dequeue();
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Lane.Dispose();
        _rows.Dispose();
    }
}
