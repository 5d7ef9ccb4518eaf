using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Gateway.Host.Clearing;
using Gateway.Host.Logs;
using Gateway.Tests.Market;
using Gateway.Wire;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Logs;

/// <summary>A kept log: what was written is read again, also of a torn file, and no flipped byte passes.</summary>
public sealed class LogFileTests
{
    private const int Frames = 3;
    private const int HeaderBytes = 64;
    private const int FrameBytes = 80;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(2500)]
    public void WhatIsWrittenIsRead(int records)
    {
        using var at = new Workspace();
        Write(at, records);
        List<(Record Record, long Position)> read = Read(at.Log, out string? torn);
        Assert.Null(torn);
        Assert.Equal(records, read.Count);
        for (int i = 0; i < records; i++)
        {
            Assert.Equal((i + 1) * 96L, read[i].Position);
            Assert.Equal(Bytes(Sample(i)), Bytes(read[i].Record));
        }
    }

    [Fact]
    public void ALogIsNeverOverwritten()
    {
        using var at = new Workspace();
        Write(at, 1);
        Assert.Throws<IOException>(() => new LogWriter(at.Log));
        Assert.Single(Read(at.Log, out _));
    }

    [Fact]
    public void AnAbandonedLogIsGone()
    {
        using var at = new Workspace();
        new LogWriter(at.Log).Abandon();
        Assert.Empty(Directory.GetFiles(at.Log));
        new LogWriter(at.Log).Dispose();
    }

    [Fact]
    public void EveryCutLeavesTheWholeFrames()
    {
        using var at = new Workspace();
        byte[] bytes = Write(at, Frames);
        for (int length = HeaderBytes; length < bytes.Length; length++)
        {
            File.WriteAllBytes(at["cut"], bytes[..length]);
            int whole = (length - HeaderBytes) / FrameBytes;
            Assert.Equal(whole, Read(at["cut"], out string? torn).Count);
            Assert.Equal((length - HeaderBytes) % FrameBytes != 0, torn != null);
            if (torn != null) Assert.Contains($"torn at byte {HeaderBytes + (whole * FrameBytes)}", torn);
        }
    }

    [Fact]
    public void ACutHeaderIsNoLog()
    {
        using var at = new Workspace();
        byte[] bytes = Write(at, Frames);
        for (int length = 0; length < HeaderBytes; length++)
        {
            File.WriteAllBytes(at["cut"], bytes[..length]);
            Assert.Throws<InvalidDataException>(() => new LogReader(at["cut"]));
        }
    }

    [Fact]
    public void EveryFlippedByteOfAFrameIsFound()
    {
        using var at = new Workspace();
        byte[] bytes = Write(at, Frames);
        for (int place = HeaderBytes; place < bytes.Length; place++)
        {
            bytes[place] ^= 0x40;
            File.WriteAllBytes(at["flipped"], bytes);
            bytes[place] ^= 0x40;
            int frame = (place - HeaderBytes) / FrameBytes;
            Assert.Contains($"damaged at byte {HeaderBytes + (frame * FrameBytes)}",
                Assert.Throws<InvalidDataException>(() => Read(at["flipped"], out _)).Message);
        }
    }

    /// <summary>The machine died: the file has its length, and zeroes from a sector on.</summary>
    [Theory]
    [InlineData(512, true)]
    [InlineData(1024, true)]
    [InlineData(HeaderBytes + (10 * FrameBytes), true)]
    [InlineData(514, false)]
    [InlineData(1022, false)]
    public void WhatNeverReachedTheDiskIsTorn(int from, bool torn)
    {
        using var at = new Workspace();
        byte[] bytes = Write(at, records: 20);
        bytes.AsSpan(from).Clear();
        File.WriteAllBytes(at["crashed"], bytes);
        int whole = (from - HeaderBytes) / FrameBytes;
        long begin = HeaderBytes + (whole * FrameBytes);
        if (torn)
        {
            Assert.Equal(whole, Read(at["crashed"], out string? told).Count);
            Assert.Contains($"torn at byte {begin}, {bytes.Length - begin} bytes", told);
        }
        else
        {
            Assert.Contains($"damaged at byte {begin}",
                Assert.Throws<InvalidDataException>(() => Read(at["crashed"], out _)).Message);
        }
    }

    [Fact]
    public void EveryFlippedByteOfTheHeaderIsFound()
    {
        using var at = new Workspace();
        byte[] bytes = Write(at, Frames);
        for (int place = 0; place < HeaderBytes; place++)
        {
            bytes[place] ^= 0x40;
            File.WriteAllBytes(at["flipped"], bytes);
            bytes[place] ^= 0x40;
            Exception found = Assert.ThrowsAny<Exception>(() => new LogReader(at["flipped"]));
            bool version = place is >= 8 and < 20;
            Assert.True(version ? found is JournalException { ExitCode: 7 } : found is InvalidDataException);
        }
    }

    private static byte[] Write(Workspace at, int records)
    {
        using (var writer = new LogWriter(at.Log))
        {
            for (int i = 0; i < records; i++) writer.Add(Bytes(Sample(i)), (i + 1) * 96L);
        }

        return File.ReadAllBytes(Path.Combine(at.Log, "lane.log"));
    }

    private static List<(Record, long)> Read(string path, out string? torn)
    {
        using var reader = new LogReader(path);
        var read = new List<(Record, long)>();
        while (reader.TryNext(out Record record, out long position)) read.Add((record, position));
        torn = reader.Torn;
        return read;
    }

    private static Record Sample(int i)
    {
        Record record = default;
        MemoryMarshal.AsBytes(new Span<Record>(ref record)).Fill(0xA5);
        record.Header = Order.HeaderBits;
        record.Order.OrderId = (ulong)i * 7919;
        record.Order.Price = -i;
        return record;
    }

    private static byte[] Bytes(Record record) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<Record>(in record)).ToArray();
}
