using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Gateway.Tests.Market;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Logs;

/// <summary>The recorder as a process: commands, signals, death, a second one, a full disk.</summary>
[Collection(MarketTests.Name)]
public sealed class RecorderTests
{
    [Fact]
    public void ItEndsWithTheLogAndTellsWhatItHas()
    {
        using var rig = new RecorderRig();
        Process recorder = rig.Start();
        Assert.True(rig.Offer(3_000));
        rig.Close();
        Assert.Equal((0, rig.Line + "\n", ""), RecorderRig.End(recorder));
        Check(rig);
    }

    [Fact]
    public void ATallyIsAnsweredAndAnInterruptIsNot()
    {
        using var rig = new RecorderRig();
        Process recorder = rig.Start();
        Assert.True(rig.Offer(100));
        rig.Await();
        Assert.Equal(rig.Line, RecorderRig.Tally(recorder).GetRawText());
        RecorderRig.Signal(recorder, RecorderRig.Interrupt);
        Assert.True(rig.Offer(200));
        rig.Await();
        Assert.Equal(rig.Line, RecorderRig.Tally(recorder).GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SigtermAndAClosedInputEndItAfterItsLastFlush(bool signal)
    {
        using var rig = new RecorderRig();
        Process recorder = rig.Start();
        _ = RecorderRig.Tally(recorder);
        Assert.True(rig.Offer(500));
        rig.Await();
        if (signal) RecorderRig.Signal(recorder, RecorderRig.Terminate);
        else recorder.StandardInput.Close();
        Assert.Equal((0, rig.Line + "\n", ""), RecorderRig.End(recorder));
        Check(rig);
    }

    [Fact]
    public void KilledInMidRunItLosesNothingAndDoublesNothing()
    {
        const int Kills = 6;
        using var rig = new RecorderRig();
        for (int i = 1; i <= Kills; i++)
        {
            Process recorder = rig.Start();
            _ = RecorderRig.Tally(recorder);
            long before = rig.Recorded;
            Assert.True(rig.Offer(rig.Offered + (i * 1_700)));
            RecorderRig.Signal(recorder, RecorderRig.Kill);
            Assert.Equal(128 + RecorderRig.Kill, RecorderRig.End(recorder).Code);
            Assert.True(rig.Recorded > before);
        }

        Process last = rig.Start();
        Assert.True(rig.Offer(rig.Offered + 1_000));
        rig.Close();
        (int code, string output, string _) = RecorderRig.End(last);
        Assert.Equal((0, rig.Line + "\n"), (code, output));
        Check(rig);
    }

    [Fact]
    public void ASecondRecorderIsRefusedInOneLine()
    {
        using var rig = new RecorderRig();
        Process first = rig.Start();
        _ = RecorderRig.Tally(first);
        Process second = rig.Start();
        Assert.Equal(
            (5, "", $"gateway: {rig.At.Log}: in use by another recorder\n"), RecorderRig.End(second));
        first.StandardInput.Close();
        Assert.Equal(0, RecorderRig.End(first).Code);
    }

    [Fact]
    public void AGapIsToldInOneLine()
    {
        using var rig = new RecorderRig();
        Process first = rig.Start(rig.At["other"]);
        Assert.True(rig.Offer(10));
        rig.Await();
        first.StandardInput.Close();
        Assert.Equal(0, RecorderRig.End(first).Code);
        RecordedLog.Write(rig.At, 5);
        Process second = rig.Start();
        (int code, string output, string error) = RecorderRig.End(second);
        Assert.Equal((8, ""), (code, output));
        const string Told = "recorded up to position 480, the log goes on at 960; the records between are lost\n";
        Assert.Equal($"gateway: {rig.At.Log}: {Told}", error);
    }

    [Fact]
    public void AFullDiskHoldsTheLogUntilThereIsRoom()
    {
        const int Records = 80_000; // 6.4 MB, more than the buffer and what is free at first
        using var rig = new RecorderRig();
        string mount = Directory.CreateDirectory(rig.At["small"]).FullName;
        Assert.SkipUnless(Mount(mount), "no permission to mount a small file system");
        try
        {
            string ballast = Path.Combine(mount, "ballast");
            File.WriteAllBytes(ballast, new byte[6 << 20]);
            string folder = Path.Combine(mount, "log");
            Process recorder = rig.Start(folder, "256k");
            Assert.False(rig.Offer(Records, withinMs: 5_000));
            long stands = rig.Recorded;
            Assert.Equal(stands, RecorderRig.Tally(recorder).GetProperty("position").GetInt64());
            Assert.Equal(stands, RecordedLog.Read(folder, out string torn)[^1].Position);
            Assert.Equal("", torn);
            File.Delete(ballast);
            Assert.True(rig.Offer(Records));
            rig.Close();
            (int code, string output, string error) = RecorderRig.End(recorder);
            Assert.Equal((0, rig.Line + "\n"), (code, output));
            string[] told = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(2, told.Length);
            Assert.Contains($"No space left on device", told[0]);
            Assert.EndsWith($"; it stands at position {stands}", told[0]);
            Assert.StartsWith("recorder: there is room again", told[1]);
            Check(rig, folder);
        }
        finally
        {
            Process.Start("umount", ["-l", mount]).WaitForExit();
        }
    }

    [Fact]
    public void ADiskThatStaysFullIsCode5AtTheEnd()
    {
        using var rig = new RecorderRig();
        string mount = Directory.CreateDirectory(rig.At["small"]).FullName;
        Assert.SkipUnless(Mount(mount), "no permission to mount a small file system");
        try
        {
            File.WriteAllBytes(Path.Combine(mount, "ballast"), new byte[(8 << 20) - (256 << 10)]);
            string folder = Path.Combine(mount, "log");
            Process recorder = rig.Start(folder);
            _ = RecorderRig.Tally(recorder);
            Assert.False(rig.Offer(8_000, withinMs: 2_000));
            Assert.InRange(rig.Recorded, 1, rig.Position - 1);
            recorder.StandardInput.Close();
            (int code, string _, string error) = RecorderRig.End(recorder);
            Assert.Equal(5, code);
            Assert.StartsWith($"gateway: {folder}: No space left on device", error.Split('\n')[^2]);
            Assert.Equal(rig.Recorded, RecordedLog.Read(folder, out _)[^1].Position);
        }
        finally
        {
            Process.Start("umount", ["-l", mount]).WaitForExit();
        }
    }

    /// <summary>Every record once, in order, as it was offered, and the counts of every header.</summary>
    private static void Check(RecorderRig rig, string? folder = null)
    {
        List<(Record Record, long Position)> read = RecordedLog.Read(folder ?? rig.At.Log, out string torn);
        Assert.Equal(("", rig.Offered), (torn, read.Count));
        Assert.Equal(rig.Position, read[^1].Position);
        for (int i = 0; i < read.Count; i++)
            Assert.Equal(RecordedLog.Sample(i).Order.OrderId, read[i].Record.Order.OrderId);
        Assert.Equal(read.Select(one => one.Position).Distinct().Order(), read.Select(one => one.Position));
        Outcome verify = GatewayProgram.Run(rig.At, "log", "verify", folder ?? rig.At.Log);
        Assert.True(verify.Code == 0, verify.ToString());
        Assert.Contains($" {read.Count:N0} records, positions 96 to {rig.Position}", verify.Output);
    }

    private static bool Mount(string at)
    {
        string[] words = ["-t", "tmpfs", "-o", "size=8m", "gw", at];
        using Process mounting = Process.Start(new ProcessStartInfo("mount", words) { RedirectStandardError = true })!;
        mounting.WaitForExit();
        return mounting.ExitCode == 0;
    }
}
