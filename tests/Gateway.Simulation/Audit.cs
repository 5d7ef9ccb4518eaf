using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gateway.Aeron;
using Gateway.Clearing;
using Gateway.Host.Brokers;
using Gateway.Host.Market;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Simulation;

/// <summary>Reads the log as it is written, and says after each step what must hold and does not.</summary>
/// <param name="machine">Market and clock.</param>
/// <param name="parts">What is looked at.</param>
internal sealed class Audit(Machine machine, Parts parts) : IDisposable
{
    private const int FragmentsMax = 1 << 12;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long[] _told = new long[parts.Brokers.Length];
    private Subscription? _log;
    private long _position;
    private long _fills;
    private ulong _sequence;
    private long _dealt;

    /// <summary>Bits of all that the log has, and of whatever else is added.</summary>
    internal string Hash => Convert.ToHexString(_hash.GetCurrentHash());

    /// <summary>What the log makes of each order.</summary>
    internal OrderFates Fates { get; } = new();

    /// <summary>Adds to the hash.</summary>
    internal void Add(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>Looks at what a step may have changed.</summary>
    /// <param name="part">Whose step it was.</param>
    /// <exception cref="Broken">Something does not hold.</exception>
    internal void Look(Part part)
    {
        if (part is LanePart lane) Look(lane);
        if (!part.IsUp) return;
        if (part is VenuePart venue) _dealt = Math.Max(_dealt, venue.Books!.Tally.Executions);
        else if (part is BrokerPart broker) Look(broker);
        else if (part is ClearingPart clearing) Look(clearing.Cleared!.Book);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _log?.Dispose();
        _hash.Dispose();
    }

    private void Look(LanePart lane)
    {
        long before = _position;
        if (lane.IsUp) _log ??= lane.Streams!.Open(lane.Streams.Recorder);
        Read();
        if (!lane.IsUp || _position == before) return;
        Require(_log!.Position == lane.Streams!.Log.Position, $"log: cannot be read at {_log.Position}");
        Require(_fills <= _dealt, $"log: {_fills} fills, the venue dealt {_dealt}");
        Require(
            lane.Risk!.Underflows + lane.Risk.Overfills + lane.Risk.Saturations == 0,
            $"exposure: {lane.Risk.Underflows} underflows, {lane.Risk.Overfills} overfills");
        Broken.If(Exposure.Difference(lane.Body!.Lane.Orders, lane.Risk, machine.Gateway) is { } fault
            ? $"exposure: {fault}" : null);
    }

    /// <summary>All that can be read, before the next conductor erases it.</summary>
    private void Read()
    {
        var handler = new Handler(this);
        for (long from = -1; _log != null && from != _log.Position;)
        {
            from = _log.Position;
            if (_log.Read(ref handler, FragmentsMax) < 0) throw new Broken(_log.DescribeFault() ?? "log: taken away");
        }
    }

    private void Look(BrokerPart broker)
    {
        BrokerTally tally = broker.Desk!.Tally;
        Require(tally.Unexpected == 0, $"{broker.Name}: {tally.Unexpected} answers that nobody asked for");
        _told[Array.IndexOf(parts.Brokers, broker)] = tally.Executions;
        Require(_told.Sum() <= _fills, $"brokers: told {_told.Sum()} fills, the log has {_fills}");
    }

    private void Look(ClearingBook book)
    {
        Require(book.FillsSeen <= _fills, $"clearing: {book.FillsSeen} fills, the log has {_fills}");
        Require(book.DuplicateFills == 0, $"clearing: {book.DuplicateFills} fills twice");
        for (uint asset = 1; asset <= book.AssetCount; asset++)
            Require(book.LedgerSum(asset) == 0, $"clearing: ledger sum of asset {asset}: {book.LedgerSum(asset)}");
    }

    private void Take(in Record record, long position)
    {
        Require(position > _position, $"log: position {position} behind {_position}");
        _position = position;
        _hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<Record>(in record)));
        _hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in position)));
        Fates.Take(record);
        if (record.TemplateId == Order.TemplateId) return;
        if (record.TemplateId == Execution.TemplateId)
        {
            if (record.Execution.ExecType == 'F' && record.Execution.OrderId != 0) _fills++;
            return;
        }

        Require(record.Name.Sequence == ++_sequence, $"log: row {record.Name.Sequence} in place of {_sequence}");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds) throw new Broken(what);
    }

    private readonly struct Handler(Audit audit) : IFragmentHandler
    {
        public void OnFragment(ReadOnlySpan<byte> payload, in Header header) =>
            audit.Take(MemoryMarshal.AsRef<Record>(payload), header.Position);
    }
}
