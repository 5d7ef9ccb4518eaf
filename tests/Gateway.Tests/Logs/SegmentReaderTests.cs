using System.Collections.Generic;
using System.IO;
using System.Linq;
using Gateway.Host.Clearing;
using Gateway.Host.Logs;
using Gateway.Tests.Market;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Logs;

/// <summary>A recorded log read from any position, with its index and without it.</summary>
public sealed class SegmentReaderTests
{
    private const int SegmentLength = 1 << 10; // 12 frames
    private const int Long = 200_000;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(11, 1)]
    [InlineData(12, 2)]
    [InlineData(40, 4)]
    public void WhatIsRecordedIsRead(int records, int segments)
    {
        using var at = new Workspace();
        RecordedLog.Write(at, records, SegmentLength);
        List<(Record Record, long Position)> read = RecordedLog.Read(at.Log, out string torn);
        Assert.Equal((records, ""), (read.Count, torn));
        for (int i = 0; i < records; i++)
        {
            Assert.Equal(RecordedLog.Position(i), read[i].Position);
            Assert.Equal(RecordedLog.Bytes(RecordedLog.Sample(i)), RecordedLog.Bytes(read[i].Record));
        }

        string[] names = [.. RecordedLog.Segments(at).Select(path => Path.GetFileName(path))];
        Assert.Equal(segments, names.Length);
        for (int i = 0; i < segments; i++) Assert.Equal($"{i * 12 * 96L:x16}.log", names[i]);
    }

    [Fact]
    public void EveryPositionIsAStart()
    {
        const int Records = 40;
        using var at = new Workspace();
        RecordedLog.Write(at, Records, SegmentLength);
        for (long from = 0; from <= RecordedLog.Position(Records); from += 32)
        {
            long first = (from + 95) / 96 * 96;
            int left = Records - (int)(System.Math.Max(first, 96) / 96) + 1;
            List<(Record, long Position)> read = RecordedLog.Read(at.Log, out _, from);
            Assert.Equal((from, left), (from, read.Count));
            if (left > 0) Assert.Equal(System.Math.Max(first, 96), read[0].Position);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("short")]
    [InlineData("zeros")]
    [InlineData("flipped")]
    [InlineData("of another segment")]
    [InlineData("of a longer segment")]
    [InlineData("of other offsets")]
    [InlineData("of other records")]
    public void AnIndexIsAHintOnly(string how)
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Long, 1 << 22);
        foreach (string segment in RecordedLog.Segments(at)) Spoil(segment, how);
        long records = RecordedLog.Position(Long) / 96;
        for (int from = 1; from < records; from += 9_973)
        {
            using var reader = new SegmentReader(at.Log, RecordedLog.Position(from));
            Assert.True(reader.TryNext(out Record record, out long position));
            Assert.Equal(RecordedLog.Position(from), position);
            Assert.Equal(RecordedLog.Sample(from).Order.OrderId, record.Order.OrderId);
        }
    }

    /// <summary>The index is worth its name: the reader does not begin in front.</summary>
    [Fact]
    public void TheIndexLeadsNearTheRecord()
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Long, 1 << 26);
        string segment = Assert.Single(RecordedLog.Segments(at));
        using SegmentFile file = SegmentFile.Open(segment);
        for (int record = 1; record < Long; record += 9_973)
        {
            file.Seek(RecordedLog.Position(record));
            long offset = RecordedLog.HeaderBytes + (record * (long)RecordedLog.FrameBytes);
            Assert.InRange(offset - file.End, 1, SegmentIndex.StrideBytes);
        }
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("short")]
    [InlineData("zeros")]
    [InlineData("flipped")]
    [InlineData("of another segment")]
    [InlineData("of a longer segment")]
    [InlineData("of other offsets")]
    [InlineData("of other records")]
    public void ARecorderMakesTheIndexAgain(string how)
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Long, 1 << 26);
        string segment = Assert.Single(RecordedLog.Segments(at));
        byte[] index = File.ReadAllBytes(SegmentIndex.PathOf(segment));
        Assert.Equal((Long + 818) / 819 * SegmentIndex.EntryBytes, index.Length);
        Spoil(segment, how);
        RecordedLog.Open(at).Dispose();
        Assert.Equal(index, File.ReadAllBytes(SegmentIndex.PathOf(segment)));
    }

    [Fact]
    public void AReaderFollowsALivingRecorderOverSegments()
    {
        using var at = new Workspace();
        using SegmentWriter writer = RecordedLog.Open(at, SegmentLength);
        writer.Commit();
        using var reader = new SegmentReader(at.Log);
        for (int i = 0; i < 50; i++)
        {
            Assert.False(reader.TryNext(out _, out _));
            RecordedLog.Add(writer, i, i + 1);
            Assert.True(reader.TryNext(out _, out long position));
            Assert.Equal(RecordedLog.Position(i), position);
        }
    }

    [Theory]
    [InlineData(0, "does not go on")]
    [InlineData(1, "does not go on")]
    [InlineData(2, "does not go on")]
    public void AMissingSegmentIsFound(int which, string told)
    {
        using var at = new Workspace();
        RecordedLog.Write(at, 60, SegmentLength);
        string[] segments = RecordedLog.Segments(at);
        File.Delete(segments[which + 1]);
        JournalException found = Assert.Throws<JournalException>(() => RecordedLog.Read(at.Log, out _));
        Assert.Equal(8, found.ExitCode);
        Assert.Contains(told, found.Message);
        Assert.Contains(segments[which + 2], found.Message);
    }

    [Fact]
    public void ATearBeforeTheLastSegmentIsDamage()
    {
        using var at = new Workspace();
        RecordedLog.Write(at, 30, SegmentLength);
        string first = RecordedLog.Segments(at)[0];
        File.WriteAllBytes(first, File.ReadAllBytes(first)[..^1]);
        Assert.Equal(8, Assert.Throws<JournalException>(() => RecordedLog.Read(at.Log, out _)).ExitCode);
    }

    [Fact]
    public void TheFormatOfOneFileIsAnotherVersion()
    {
        using var at = new Workspace();
        Directory.CreateDirectory(at.Log);
        byte[] old = new byte[64];
        "GWLOG"u8.CopyTo(old);
        (old[8], old[12], old[13]) = (1, 0x85, 3);
        string path = Path.Combine(at.Log, "lane.log");
        File.WriteAllBytes(path, old);
        foreach (string named in new[] { at.Log, path })
        {
            JournalException found = Assert.Throws<JournalException>(() => new SegmentReader(named));
            Assert.Equal(7, found.ExitCode);
            Assert.Contains(path, found.Message);
        }

        Assert.Equal(7, Assert.Throws<JournalException>(() => RecordedLog.Open(at)).ExitCode);
    }

    private static void Spoil(string segment, string how)
    {
        string path = SegmentIndex.PathOf(segment);
        byte[] bytes = File.ReadAllBytes(path);
        switch (how)
        {
            case "missing": File.Delete(path); break;
            case "empty": File.WriteAllBytes(path, []); break;
            case "short": File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]); break;
            case "zeros": File.WriteAllBytes(path, new byte[bytes.Length]); break;
            case "flipped": File.WriteAllBytes(path, [.. bytes.Select(one => (byte)(one ^ 1))]); break;
            case "of another segment": Forge(path, bytes.Length, 123_456, 0, 96); break;
            case "of a longer segment": Forge(path, bytes.Length * 2, SegmentFolder.First(segment), 0, 1); break;
            case "of other offsets": Forge(path, bytes.Length, SegmentFolder.First(segment), 80, 96); break;
            case "of other records": Forge(path, bytes.Length, SegmentFolder.First(segment), 0, 1); break;
            default: break;
        }
    }

    /// <summary>Entries whose checksums are right.</summary>
    private static void Forge(string path, int length, long first, long shift, long step)
    {
        using var index = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        for (int i = 0; i < length / SegmentIndex.EntryBytes; i++)
        {
            long offset = RecordedLog.HeaderBytes + ((long)i * SegmentIndex.StrideBytes);
            SegmentIndex.Write(index, first, offset + shift, first + (i * step) + 1);
        }
    }
}
