using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Gateway.Host.Clearing;
using Gateway.Host.Logs;
using Gateway.Tests.Market;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Logs;

/// <summary>A recorder that goes on: behind a whole end, a torn one, and not behind a damaged one.</summary>
[Collection(BytesAreCounted.Name)]
public sealed class SegmentWriterTests
{
    private const int Frames = 4;
    private const int SegmentLength = 1 << 10; // 12 frames

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(24)]
    public void ItGoesOnBehindWhatItHasAndPassesOverWhatItHas(int before)
    {
        using var at = new Workspace();
        RecordedLog.Write(at, before, SegmentLength);
        using (SegmentWriter writer = RecordedLog.Open(at, SegmentLength))
        {
            Assert.Equal(new LogCount((before + 2) / 3, before, RecordedLog.Position(before - 1)), writer.Recorded);
            Assert.Null(writer.Cut);
            RecordedLog.Add(writer, 0, 40);
            Assert.Equal(new LogCount(14, 40, RecordedLog.Position(39)), writer.Recorded);
        }

        List<(Record Record, long Position)> read = RecordedLog.Read(at.Log, out _);
        Assert.Equal(Enumerable.Range(0, 40).Select(RecordedLog.Position), read.Select(one => one.Position));
        Assert.Equal(4, RecordedLog.Segments(at).Length);
    }

    [Fact]
    public void ACutAtEveryByteOfTheLastTwoFramesIsMendedAndTold()
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Frames);
        string path = RecordedLog.Segments(at)[0];
        byte[] whole = File.ReadAllBytes(path);
        for (int length = whole.Length - (2 * RecordedLog.FrameBytes); length < whole.Length; length++)
        {
            int left = (length - RecordedLog.HeaderBytes) / RecordedLog.FrameBytes;
            int end = RecordedLog.HeaderBytes + (left * RecordedLog.FrameBytes);
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal(left, RecordedLog.Read(at.Log, out string torn).Count);
            Assert.Equal(length == end ? "" : $"{path}: torn at byte {end}, {length - end} bytes left out", torn);
            GoOn(at, left, length == end ? null : $"{path}: torn at byte {end}, {length - end} bytes cut off", whole);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(400_000)]
    public void ATailOfZerosIsMendedAndTold(int zeros)
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Frames);
        string path = RecordedLog.Segments(at)[0];
        byte[] whole = File.ReadAllBytes(path);
        byte[] kept = whole[..^RecordedLog.FrameBytes];
        File.WriteAllBytes(path, [.. kept, .. new byte[zeros]]);
        Assert.Equal(Frames - 1, RecordedLog.Read(at.Log, out string torn).Count);
        Assert.Contains($"torn at byte {kept.Length}", torn);
        GoOn(at, Frames - 1, $"{path}: torn at byte {kept.Length}, {zeros} bytes cut off", whole);
    }

    [Fact]
    public void ZerosBeforeAWholeFrameAreDamage()
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Frames);
        string path = RecordedLog.Segments(at)[0];
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(RecordedLog.HeaderBytes + RecordedLog.FrameBytes, RecordedLog.FrameBytes).Clear();
        File.WriteAllBytes(path, bytes);
        Refused(8, "damaged at byte 144", at);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Frames - 1)]
    public void AFlippedBitOfAFrameIsDamage(int frame)
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Frames);
        int begin = RecordedLog.HeaderBytes + (frame * RecordedLog.FrameBytes);
        for (int place = begin; place < begin + RecordedLog.FrameBytes; place++)
        {
            Flipped(at, place, bit: place % 8, () => Refused(8, $"damaged at byte {begin}", at));
        }
    }

    [Fact]
    public void AFlippedBitOfTheHeaderIsDamage()
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Frames);
        for (int place = 0; place < RecordedLog.HeaderBytes; place++)
        {
            string told = place < 8 ? "not a log" : "damaged data in the header";
            for (int bit = 0; bit < 8; bit++) Flipped(at, place, bit, () => Refused(8, told, at));
        }
    }

    [Theory]
    [InlineData(8, 3u, "format 3, schema 901 version 0")]
    [InlineData(12, 902u, "format 2, schema 902 version 0")]
    [InlineData(16, 1u, "format 2, schema 901 version 1")]
    public void AnotherVersionIsRefused(int offset, uint value, string told)
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Frames);
        string path = RecordedLog.Segments(at)[0];
        byte[] bytes = File.ReadAllBytes(path);
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
        BitConverter.TryWriteBytes(bytes.AsSpan(60), Gateway.Clearing.Checksum.Of(0, bytes.AsSpan(0, 60)));
        File.WriteAllBytes(path, bytes);
        Refused(7, told, at);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    public void ASegmentThatToreWhileItWasMadeIsMadeAgain(int bytes)
    {
        using var at = new Workspace();
        RecordedLog.Write(at, 12, SegmentLength);
        string second = RecordedLog.Segments(at)[1];
        byte[] header = File.ReadAllBytes(second);
        File.WriteAllBytes(second, header[..bytes]);
        Assert.Equal(12, RecordedLog.Read(at.Log, out string torn).Count);
        Assert.Contains(second, torn);
        using (SegmentWriter writer = RecordedLog.Open(at, SegmentLength))
        {
            Assert.Equal($"{second}: torn at byte 0, {bytes} bytes cut off", writer.Cut);
            Assert.Equal(12, writer.Recorded.Records);
            RecordedLog.Add(writer, 0, 13);
        }

        Assert.Equal(header, File.ReadAllBytes(second)[..RecordedLog.HeaderBytes]);
        Assert.Equal(13, RecordedLog.Read(at.Log, out _).Count);
    }

    [Fact]
    public void AFolderHasOneRecorder()
    {
        using var at = new Workspace();
        using (RecordedLog.Open(at)) Refused(5, $"{at.Log}: in use by another recorder", at);
        RecordedLog.Open(at).Dispose();
    }

    [Fact]
    public void AGapIsAnError()
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Frames);
        RecordedLog.Open(at, position: RecordedLog.Position(Frames - 1)).Dispose();
        JournalException gap = Assert.Throws<JournalException>(
            () => RecordedLog.Open(at, position: RecordedLog.Position(Frames)));
        Assert.Equal(8, gap.ExitCode);
        Assert.Contains("recorded up to position 384, the log goes on at 480", gap.Message);
    }

    [Fact]
    public void ALogOfAnotherSessionIsRefused()
    {
        using var at = new Workspace();
        RecordedLog.Write(at, Frames);
        JournalException other = Assert.Throws<JournalException>(
            () => SegmentWriter.Open(at.Log, 1 << 20, RecordedLog.Stream, RecordedLog.Session + 1, 0));
        Assert.Equal(7, other.ExitCode);
        Assert.Contains("session 7, not of stream 1001 session 8", other.Message);
    }

    [Fact]
    public void NothingIsAllocatedPerRecord()
    {
        using var at = new Workspace(inMemory: true);
        using SegmentWriter writer = RecordedLog.Open(at, 1 << 26);
        byte[] record = RecordedLog.Bytes(RecordedLog.Sample(0));
        writer.Commit();
        Commit(0);
        Assert.Equal(0, BytesAreCounted.Of(() =>
        {
            for (int round = 1; round < 20; round++) Commit(round);
        }));
        Assert.Equal(20_000, writer.Recorded.Records);

        void Commit(int round)
        {
            for (int i = round * 1_000; i < (round + 1) * 1_000; i++) writer.Add(record, RecordedLog.Position(i));
            writer.Commit();
        }
    }

    private static void Flipped(Workspace at, int place, int bit, Action check)
    {
        string path = RecordedLog.Segments(at)[0];
        byte[] bytes = File.ReadAllBytes(path);
        bytes[place] ^= (byte)(1 << bit);
        File.WriteAllBytes(path, bytes);
        check();
        Assert.Equal(bytes, File.ReadAllBytes(path));
        bytes[place] ^= (byte)(1 << bit);
        File.WriteAllBytes(path, bytes);
    }

    private static void GoOn(Workspace at, int left, string? told, byte[] whole)
    {
        using (SegmentWriter writer = RecordedLog.Open(at))
        {
            Assert.Equal(told, writer.Cut);
            Assert.Equal(left, writer.Recorded.Records);
            RecordedLog.Add(writer, 0, Frames);
        }

        Assert.Equal(whole, RecordedLog.FirstSegment(at));
    }

    /// <summary>By the recorder, and by the reader unless the folder is only taken.</summary>
    private static void Refused(int code, string told, Workspace at)
    {
        Check(() => RecordedLog.Open(at).Dispose());
        if (code != 5) Check(() => RecordedLog.Read(at.Log, out _));

        void Check(Action open)
        {
            JournalException refusal = Assert.Throws<JournalException>(open);
            Assert.Contains(told, refusal.Message);
            Assert.Equal(code, refusal.ExitCode);
        }
    }
}
