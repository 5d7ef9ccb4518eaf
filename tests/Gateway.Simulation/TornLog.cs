using System;
using System.Buffers.Binary;
using Gateway.Aeron;

namespace Gateway.Simulation;

/// <summary>The log of a lane that was killed while it offered a burst.</summary>
internal static class TornLog
{
    private const int FrameBytes = 96;

    /// <summary>Leaves some of the stores of the last burst, in their order.</summary>
    /// <remarks>
    /// They are the tail; of each frame the length below 0, header and payload, the length; but of the first frame the
    /// length comes last of all.
    /// </remarks>
    /// <param name="path">File of the log.</param>
    /// <param name="from">Where the burst began, or the padding before it.</param>
    /// <param name="to">End of the log.</param>
    /// <param name="dice">Draw how much is stored.</param>
    internal static void Cut(string path, long from, long to, Random dice)
    {
        using LogBuffer log = LogBuffer.Open(path, readOnly: false);
        long begin = to & -(long)log.TermLength;
        from = Math.Max(from, begin); // the burst lies in one term
        int partition = LogLayout.Partition(from, log.Bits);
        (int offset, int bytes) = ((int)(from - begin), (int)(to - from));
        if (bytes == 0) return;

        int stored = sizeof(ulong) * dice.Next(-1, (bytes / sizeof(ulong)) + 1);
        Span<byte> frames = log.Slice(partition, offset, bytes);
        frames[Math.Max(0, stored)..].Clear();
        log.WriteTail(partition, log.TermIdAt(from), stored < 0 ? offset : offset + bytes);
        if (stored <= 0) return;
        Negate(frames);
        if (stored > FrameBytes && stored % FrameBytes != 0) Negate(frames[(stored / FrameBytes * FrameBytes)..]);
    }

    private static void Negate(Span<byte> frame) =>
        BinaryPrimitives.WriteInt32LittleEndian(frame, -BinaryPrimitives.ReadInt32LittleEndian(frame));
}
