using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Gateway.Host.Logs;
using Gateway.Tests.Market;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Logs;

/// <summary>A recorded log of records that can be told apart: positions are those of frames of 96 bytes.</summary>
internal static class RecordedLog
{
    internal const int HeaderBytes = 64;
    internal const int FrameBytes = 80;
    internal const int Stream = 1001;
    internal const int Session = 7;

    internal static long Position(int index) => (index + 1) * 96L;

    /// <summary>Frames of a segment of this length.</summary>
    internal static int FramesOf(long segmentLength) => (int)((segmentLength - HeaderBytes) / FrameBytes);

    internal static SegmentWriter Open(Workspace at, long segmentLength = 1 << 20, long position = 0) =>
        SegmentWriter.Open(at.Log, segmentLength, Stream, Session, position);

    /// <summary>Records so many; every third is a fill.</summary>
    internal static void Write(Workspace at, int records, long segmentLength = 1 << 20)
    {
        using SegmentWriter writer = Open(at, segmentLength);
        Add(writer, 0, records);
    }

    internal static void Add(SegmentWriter writer, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (writer.Room == 0) writer.Commit();
            writer.Add(Bytes(Sample(i)), Position(i));
        }

        writer.Commit();
    }

    internal static List<(Record Record, long Position)> Read(string path, out string torn, long from = 0)
    {
        using var reader = new SegmentReader(path, from);
        var read = new List<(Record, long)>();
        while (reader.TryNext(out Record record, out long position)) read.Add((record, position));
        torn = reader.Torn ?? "";
        return read;
    }

    internal static string[] Segments(Workspace at) => SegmentFolder.Segments(at.Log);

    internal static byte[] FirstSegment(Workspace at) => File.ReadAllBytes(Segments(at)[0]);

    internal static Record Sample(int i)
    {
        Record record = default;
        record.Header = i % 3 == 0 ? Execution.HeaderBits : Order.HeaderBits;
        record.Order.OrderId = ((ulong)i * 7919) + 1;
        record.Order.Price = -i;
        if (i % 3 == 0) record.Execution.ExecType = (byte)'F';
        return record;
    }

    internal static byte[] Bytes(Record record) =>
        MemoryMarshal.AsBytes(new System.ReadOnlySpan<Record>(in record)).ToArray();
}
