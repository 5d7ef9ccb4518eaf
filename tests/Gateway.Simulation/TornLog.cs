using System;
using System.Buffers.Binary;
using Gateway.Aeron;

namespace Gateway.Simulation;

/// <summary>The log of a lane that was killed while it offered records one by one.</summary>
internal static class TornLog
{
    private const int FrameBytes = 96;

    /// <summary>Takes records off the end, and tears the first of them.</summary>
    /// <remarks>
    /// The stores of an offer are the tail, the length below 0, header and payload, the length: any number of them is
    /// done. A run over the end of a term is left as it is.
    /// </remarks>
    /// <param name="path">File of the log.</param>
    /// <param name="from">Begin of the first record that may go.</param>
    /// <param name="to">End of the log.</param>
    /// <param name="dice">Draw how many go, and how the first of them tears.</param>
    internal static void Cut(string path, long from, long to, Random dice)
    {
        using LogBuffer log = LogBuffer.Open(path, readOnly: false);
        long begin = to & -(long)log.TermLength;
        if (from < begin || (to - from) % FrameBytes != 0) return;
        int partition = LogLayout.Partition(from, log.Bits);
        from += FrameBytes * dice.Next((int)((to - from) / FrameBytes) + 1);
        if (from == to) return;
        int offset = (int)(from - begin);
        Span<byte> frames = log.Slice(partition, offset, (int)(to - from));
        int length = BinaryPrimitives.ReadInt32LittleEndian(frames);
        int stored = sizeof(ulong) * dice.Next(-1, FrameBytes / sizeof(ulong) + 1);
        frames[Math.Max(0, stored)..].Clear();
        if (stored > 0) BinaryPrimitives.WriteInt32LittleEndian(frames, -length);
        log.WriteTail(partition, log.TermIdAt(from), stored < 0 ? offset : offset + FrameBytes);
    }
}
