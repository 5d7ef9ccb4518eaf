using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Gateway.Fix;
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
    private const int BurstMax = 256;
    private const int FragmentsPerRead = 4096;

    /// <summary>Bytes of what outlives it beside journals and log: how many rows were offered, and how far the lane has
    /// taken them.</summary>
    internal const int KeptBytes = 2 * KeptNumber.SizeBytes;

    private readonly MarketConfig _market;
    private readonly Streams _streams;
    private readonly Subscription _rows;
    private readonly List<Record> _news = [];
    private readonly Queue<Record> _due = new();
    private readonly Record[] _burst = new Record[BurstMax];
    private readonly KeptNumber _offered;
    private readonly ulong _openingRows;
    private long _pricedMs;

    /// <summary>Reserves what the lane needs.</summary>
    /// <param name="market">What is played.</param>
    /// <param name="sizes">Of the lane.</param>
    /// <param name="streams">Its log; a new one, or that of a lane that was killed.</param>
    /// <param name="net">Its stack.</param>
    /// <param name="risk">Judges.</param>
    /// <param name="kept"><see cref="KeptBytes"/> long; all zero: of a new lane.</param>
    internal LaneBody(
        MarketConfig market, LaneSettings sizes, Streams streams, Net net, RiskTwin risk, Memory<byte> kept)
    {
        (_market, _streams) = (market, streams);
        _openingRows = (ulong)Opening.Of(market).Length;
        _offered = new KeptNumber(kept[KeptNumber.SizeBytes..], 0);
        _rows = streams.Open(streams.Rows);
        try
        {
            sizes = sizes with { RowsTaken = kept[..KeptNumber.SizeBytes] };
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
        LaneLog.Read(_streams, segments, (record, position) => Lane.Restore(record, end = position, nowNs));
        Lane.EndRestore(end);
        _offered.Settle((ulong)OfferedEnd());
        Scenario?.Resume(_offered.Value - Math.Min(_offered.Value, _openingRows));
    }

    /// <summary>Makes the opening rows due, or those of them that a lane that was killed had not offered.</summary>
    /// <param name="nowMs">Of a clock that never goes back.</param>
    internal void Open(long nowMs)
    {
        _pricedMs = nowMs;
        foreach (Record opening in Opening.Of(_market).Skip((int)_offered.Value)) _due.Enqueue(opening);
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

    /// <summary>Offers rows that are due, as far as the control stream has room; those of one burst come together.
    /// </summary>
    /// <returns>Nothing is due any more.</returns>
    internal bool Offer()
    {
        while (_due.Count > 0)
        {
            int count = Math.Min(Math.Min(_due.Count, BurstMax), _streams.Control.Room(Order.SizeBytes));
            if (count == 0) return false;
            ulong offered = _offered.Value;
            for (int i = 0; i < count; i++)
            {
                _burst[i] = _due.Dequeue();
                bool counts = offered < _openingRows || _burst[i].TemplateId == Limit.TemplateId;
                if (counts) offered++;
            }

            _offered.Promise(offered, (ulong)_streams.Control.Position);
            _ = _streams.Control.OfferBurst(MemoryMarshal.AsBytes(_burst.AsSpan(0, count)), Order.SizeBytes);
            _offered.Keep(offered);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Lane.Dispose();
        _rows.Dispose();
    }

    /// <summary>End of the last row in the control stream: a torn burst behind it was never offered.</summary>
    private long OfferedEnd()
    {
        using Subscription rows = _streams.Open(_streams.Rows);
        var last = new LastRow { End = rows.Position };
        while (rows.Position < _streams.Control.Position && rows.Read(ref last, FragmentsPerRead) >= 0) { }
        return last.End;
    }

    private struct LastRow : IFragmentHandler
    {
        internal long End;

        public void OnFragment(ReadOnlySpan<byte> payload, in Header header) => End = header.Position;
    }
}
