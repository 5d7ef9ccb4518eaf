using System;
using System.IO;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Gateway.Host.Logs;
using Gateway.Host.Market;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Processes;

/// <summary>All of a lane's log, from its first record: what is recorded, and behind it what the terms hold.</summary>
/// <remarks>
/// The place in the terms is that of the recorder, taken before its segments are read: what it has recorded reaches at
/// least as far, and what is behind it is not erased while no conductor runs.
/// </remarks>
internal static class LaneLog
{
    private const int FragmentsPerRead = 4096;

    /// <summary>Reads it to the end.</summary>
    /// <param name="streams">Of a lane that was killed, taken over; nobody conducts.</param>
    /// <param name="segments">Folder of the recorder.</param>
    /// <param name="take">Gets every record with its end in the log; says what does not fit, or null.</param>
    /// <exception cref="InvalidDataException">A record does not fit, or something between is missing.</exception>
    internal static void Read(Streams streams, string segments, Func<Record, long, string?> take)
    {
        using Subscription terms = streams.Open(streams.Recorder);
        long recorded = 0;
        if (SegmentFolder.Existing(segments) != null)
        {
            using var reader = new SegmentReader(segments);
            while (reader.TryNext(out Record record, out recorded)) Take(take, record, recorded);
            recorded = reader.Count.Position;
        }

        if (recorded < terms.Position)
        {
            throw new InvalidDataException(
                $"{segments}: recorded up to {recorded}, the terms begin at {terms.Position}");
        }

        var handler = new Handler(take, recorded);
        while (terms.Position < streams.Log.Position)
        {
            if (terms.Read(ref handler, FragmentsPerRead) < 0)
                throw new InvalidDataException(terms.DescribeFault() ?? "the log is broken");
        }
    }

    private static void Take(Func<Record, long, string?> take, in Record record, long position)
    {
        if (take(record, position) is { } fault) throw new InvalidDataException(fault);
    }

    private readonly struct Handler(Func<Record, long, string?> take, long recorded) : IFragmentHandler
    {
        public void OnFragment(ReadOnlySpan<byte> payload, in Header header)
        {
            if (payload.Length != Order.SizeBytes || header.Position <= recorded) return;
            Take(take, MemoryMarshal.Read<Record>(payload), header.Position);
        }
    }
}
