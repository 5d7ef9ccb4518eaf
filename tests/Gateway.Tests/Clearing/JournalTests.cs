using System;
using System.Diagnostics;
using System.IO;
using Gateway.Clearing;
using Gateway.Host.Clearing;
using Xunit;

namespace Gateway.Tests.Clearing;

public sealed class JournalTests : IDisposable
{
    private const int Stream = 1001;
    private const int Session = 7;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Header, then 84 bytes a record, at last the 20 of a settlement if one was asked for.</summary>
    private string Write(bool settle)
    {
        string path = _folder.File("clearing.journal");
        using ClearingRun run = ClearingRun.Open(path, Stream, Session);
        MarketLog log = Log();
        for (int i = 0; i < log.Records.Count; i++) run.Apply(log.Records[i], MarketLog.Position(i));
        run.Commit();
        if (settle) run.Settle();
        return path;
    }

    private static MarketLog Log()
    {
        var log = new MarketLog(cash: 500, lots: 9, accounts: 2);
        log.Trade(3, 1, 2, 30, 4);
        return log;
    }

    [Theory]
    [InlineData(true, 20)]
    [InlineData(false, 84)]
    public void ATornLastFrameIsCutAtEveryByte(bool settle, int frame)
    {
        string path = Write(settle);
        byte[] whole = File.ReadAllBytes(path);
        string torn = _folder.File("torn");
        for (int kept = 0; kept < frame; kept++)
        {
            long end = whole.Length - frame;
            File.WriteAllBytes(torn, whole[..(int)(end + kept)]);
            ClearingRun seen = ClearingRun.Replay(torn);
            Assert.Equal((kept, end), (seen.JournalCut, seen.JournalCutOffset));
            Assert.Equal(end + kept, new FileInfo(torn).Length);

            using (ClearingRun run = ClearingRun.Open(torn, Stream, Session))
            {
                Assert.Equal((kept, end), (run.JournalCut, run.JournalCutOffset));
                Assert.Equal(seen.Book.StateHash(), run.Book.StateHash());
            }

            Assert.Equal(whole[..(int)end], File.ReadAllBytes(torn));
        }
    }

    /// <summary>Every single byte of the file, each with its answer: the last frame is none that may be cut.</summary>
    [Theory]
    [InlineData(true, 0x41)]
    [InlineData(false, 0x41)]
    [InlineData(true, 0x40)] // 20 becomes 84: a settlement does not pass for the begin of a record
    public void AFlippedByteIsNamedWhereverItIs(bool settle, byte bits)
    {
        string path = Write(settle);
        byte[] whole = File.ReadAllBytes(path);
        string flipped = _folder.File("flipped");
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] bytes = [.. whole];
            bytes[at] ^= bits;
            File.WriteAllBytes(flipped, bytes);
            string expected = at < 8 ? "8 no clearing journal"
                : at < JournalHeader.SizeBytes ? "8 damaged data in the header"
                : $"8 damaged data at offset {FrameOf(at)}";
            Assert.Equal($"{at}: {expected}", $"{at}: {Answer(flipped, expected)}");
            Assert.Equal(bytes, File.ReadAllBytes(flipped));
        }
    }

    private static int FrameOf(int at) => 64 + ((at - 64) / 84 * 84);

    private static string Answer(string path, string expected)
    {
        try
        {
            using ClearingRun run = ClearingRun.Open(path, Stream, Session);
            return $"cut {run.JournalCut}";
        }
        catch (JournalException e)
        {
            string text = expected[2..];
            Assert.StartsWith(path + ": ", e.Message);
            Assert.DoesNotContain('\n', e.Message);
            return $"{e.ExitCode} {(e.Message.Contains(text) ? text : e.Message)}";
        }
    }

    [Theory]
    [InlineData(8, 2u, "format 2, schema 901 version 0; this program reads format 1, schema 901 version 0")]
    [InlineData(12, 902u, "format 1, schema 902 version 0; this program reads format 1, schema 901 version 0")]
    [InlineData(16, 3u, "format 1, schema 901 version 3; this program reads format 1, schema 901 version 0")]
    public void AnotherVersionIsRefusedAndBothAreNamed(int offset, uint value, string expected)
    {
        string path = Write(settle: false);
        byte[] bytes = File.ReadAllBytes(path);
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
        BitConverter.TryWriteBytes(bytes.AsSpan(60), Checksum.Of(0, bytes.AsSpan(0, 60)));
        File.WriteAllBytes(path, bytes);
        Refused(7, expected, () => ClearingRun.Open(path, Stream, Session));
        Refused(7, expected, () => ClearingRun.Replay(path));
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void AJournalOfAnotherLogIsRefused()
    {
        string path = Write(settle: false);
        Refused(7, "session 7, not of stream 1001 session 8", () => ClearingRun.Open(path, Stream, Session + 1));
        Refused(7, "stream 1001 session 7, not of stream 9", () => ClearingRun.Open(path, 9, Session));
    }

    [Fact]
    public void AHeaderThatToreIsMadeAgain()
    {
        string path = Write(settle: false);
        byte[] whole = File.ReadAllBytes(path);
        for (int kept = 0; kept < JournalHeader.SizeBytes; kept++)
        {
            File.WriteAllBytes(path, whole[..kept]);
            Assert.Equal(kept, ClearingRun.Replay(path).JournalCut);
            using (ClearingRun run = ClearingRun.Open(path, Stream, Session)) Assert.Equal(kept, run.JournalCut);
            Assert.Equal(whole[..JournalHeader.SizeBytes], File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void WholeFramesElsewhereAreNoFrames()
    {
        string path = Write(settle: true);
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. whole, .. whole[64..148]]);
        Refused(8, $"damaged data at offset {whole.Length}: the last 84 bytes", () => ClearingRun.Replay(path));
    }

    /// <summary>The machine died: the file has its length, and zeroes from a flush or from a sector on.</summary>
    [Theory]
    [InlineData(64 + (84 * 7), true)]
    [InlineData(512, true)]
    [InlineData(64 + (84 * 6) - 2, false)]
    [InlineData(64 + (84 * 4) - 2, false)]
    public void WhatNeverReachedTheDiskIsCut(int from, bool torn)
    {
        string path = Write(settle: true);
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(from).Clear();
        File.WriteAllBytes(path, bytes);
        if (torn) Assert.Equal(bytes.Length - FrameOf(from), ClearingRun.Replay(path).JournalCut);
        else Refused(8, $"damaged data at offset {FrameOf(from)}", () => ClearingRun.Replay(path));
        File.WriteAllBytes(path, [.. bytes[..FrameOf(from)], .. new byte[4_096]]);
        Assert.Equal(4_096, ClearingRun.Replay(path).JournalCut);
    }

    /// <summary>Longer than the reader's and the writer's buffers: frames straddle both.</summary>
    [Fact]
    public void ALongJournalIsReadWholeAndItsDamageFound()
    {
        string path = _folder.File("long");
        var log = new MarketLog(cash: 500, lots: 9);
        for (uint match = 1; match < 4_000; match++) log.Trade(match, 1, 2, 1, 1);
        string hash;
        using (ClearingRun run = ClearingRun.Open(path, Stream, Session))
        {
            for (int i = 0; i < log.Records.Count; i++) run.Apply(log.Records[i], MarketLog.Position(i));
            run.Commit();
            hash = run.Book.StateHash();
        }

        Assert.Equal(JournalHeader.SizeBytes + (log.Records.Count * 84L), new FileInfo(path).Length);
        Assert.Equal(hash, ClearingRun.Replay(path).Book.StateHash());
        byte[] bytes = File.ReadAllBytes(path);
        for (int at = 1 << 18; at < bytes.Length; at += (1 << 18) - 1)
        {
            bytes[at] ^= 1;
            File.WriteAllBytes(path, bytes);
            Refused(8, $"damaged data at offset {FrameOf(at)}: 84 bytes", () => ClearingRun.Replay(path));
            bytes[at] ^= 1;
        }
    }

    [Fact]
    public void WhatCannotBeOpenedGetsOneLine()
    {
        string path = Write(settle: false);
        Refused(2, "no such file", () => ClearingRun.Replay(_folder.File("none")));
        Refused(2, "no such file or folder", () => ClearingRun.Open(_folder.File("none/x"), Stream, Session));
        Refused(4, "not allowed", () => ClearingRun.Open(_folder.Name, Stream, Session));
        using ClearingRun first = ClearingRun.Open(path, Stream, Session);
        Refused(5, "being used by another process", () => ClearingRun.Open(path, Stream, Session));
    }

    [Fact]
    public void AFullDeviceGetsOneLine()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is missing");
        Refused(5, "No space left on device", () => ClearingRun.Open("/dev/full", Stream, Session));
    }

    [Fact]
    public void AFullDiskLeavesWholeFramesAndIsWaitedFor()
    {
        string mount = Directory.CreateDirectory(_folder.File("small")).FullName;
        string[] words = ["-t", "tmpfs", "-o", "size=64k", "gw", mount];
        using Process mounting = Process.Start(new ProcessStartInfo("mount", words)
        {
            RedirectStandardError = true,
        })!;
        mounting.WaitForExit();
        Assert.SkipUnless(mounting.ExitCode == 0, "no permission to mount a small file system");
        try
        {
            FillDisk(Path.Combine(mount, "journal"));
        }
        finally
        {
            Process.Start("umount", [mount]).WaitForExit();
        }
    }

    private static void FillDisk(string path)
    {
        var log = new MarketLog(cash: 500, lots: 9);
        for (uint match = 1; match < 2_000; match++) log.Trade(match, 1, 2, 1, 1);
        string ballast = path + ".ballast";
        string hash;
        int next = 0;
        using (ClearingRun run = ClearingRun.Open(path, Stream, Session))
        {
            void Apply(int to)
            {
                for (; next < to && run.Room > 0; next++) run.Apply(log.Records[next], MarketLog.Position(next));
            }

            Apply(400);
            Assert.True(run.Commit());
            File.WriteAllBytes(ballast, new byte[24 << 10]);
            Apply(550);
            Assert.False(run.Commit());
            Assert.Equal(-1, run.Settle());
            Assert.Contains("No space left on device", run.Full?.Message);
            Assert.Equal(JournalHeader.SizeBytes + (400 * 84L), new FileInfo(path).Length);

            File.Delete(ballast);
            Assert.True(run.Commit());
            Assert.True(run.Settle() >= 0);
            hash = run.Book.StateHash();
            Apply(log.Records.Count);
            Assert.False(run.Commit());
            Refused(5, "No space left on device", () => run.Apply(log.Records[next], MarketLog.Position(next)));
        }

        using ClearingRun replay = ClearingRun.Replay(path);
        Assert.Equal((0, hash), (replay.JournalCut, replay.Book.StateHash()));
    }

    private static void Refused(int code, string text, Action open)
    {
        JournalException refusal = Assert.Throws<JournalException>(open);
        Assert.Contains(text, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Equal(code, refusal.ExitCode);
    }

    private static void Refused(int code, string text, Func<object> open) => Refused(code, text, () => { open(); });
}
