using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

/// <summary>The golden run's calls, made here with its numbers, leave its log: every byte of the file.</summary>
/// <remarks>
/// Left out: os-sndbuf and os-rcvbuf at metadata 296 and 308 (the other host's sysctl; there is no socket here), and of
/// the two runs of a concurrent publication the type at 497. Not offered: the calls that answered -3 there, which
/// is how that client rotates.
/// </remarks>
public sealed class GoldenWriterTests
{
    private const long NowMs = IpcRig.NowMs;

    private static readonly Dictionary<string, (LogSettings Settings, long Id, long ReaderId, bool SawEachPoll)> Runs =
        new()
        {
            ["ipc-exclusive"] = (Settings(-5, 0, 0, -4321, 2002), 7, 6, true),
            ["ipc-concurrent"] = (Settings(7, 0, 0, 1234, 2001), 3, 2, false),
            ["ipc-wrap-termid"] = (Settings(2147483646, 1, 65472, 99, 2003), 11, 10, true),
        };

    [Theory]
    [InlineData("ipc-exclusive")]
    [InlineData("ipc-concurrent")]
    [InlineData("ipc-wrap-termid")]
    public void TheSameCallsLeaveTheSameLog(string series)
    {
        List<Golden.Step> steps = Golden.Steps(series);
        (LogSettings settings, long id, long readerId, bool sawEachPoll) = Runs[series];
        using var folder = new TemporaryDirectory();
        using CncFile cnc = AeronDirectory.Create(folder.Aeron, Environment.ProcessId, NowMs);
        LogBuffer log = LogBuffer.Create(AeronDirectory.LogPath(folder.Aeron, id), id, settings);
        using var ipc = new IpcPublication(log, cnc.Counters, "aeron:ipc", NowMs);
        IpcSubscription reader = ipc.Add(readerId, "aeron:ipc", NowMs);
        using Subscription subscription = Subscription.Open(folder.Aeron, id, reader.CounterId);
        _ = ipc.Update();

        char phase = ' ';
        foreach (Golden.Step step in steps)
        {
            if (step.Op.StartsWith("CHECKPOINT_", StringComparison.Ordinal))
            {
                phase = step.Op[^1];
                Assert.Equal(step.Result, log.ProducerPosition);
                AssertSame(series, phase, log.Path);
                if (phase == 'B') Drain(ipc, subscription, sawEachPoll);
                continue;
            }

            // The last five messages of 50 to 54 bytes were never read.
            if (phase == 'C' && step.Len == 50) Drain(ipc, subscription, sawEachPoll);
            if (step.Result != -3) Assert.Equal(step.Result, Call(ipc.Publication, step));

            // That client read after every call between B and C, and from then on whenever the log was full.
            if (phase == 'B' || (phase == 'C' && step.Result == -2)) Drain(ipc, subscription, sawEachPoll);
        }

        Assert.Equal('D', phase);
    }

    [Fact]
    public void CountersHaveTheSameKeysAndLabels()
    {
        byte[] golden = Golden.Bytes("ipc-exclusive-cnc-D.dat");
        using var folder = new TemporaryDirectory();
        using CncFile cnc = AeronDirectory.Create(folder.Aeron, Environment.ProcessId, NowMs);
        LogBuffer log = LogBuffer.Create(folder.File("log"), 7, Runs["ipc-exclusive"].Settings);
        const string Channel =
            "aeron:ipc?term-length=64k|init-term-id=-5|term-id=-5|term-offset=0|session-id=-4321";
        using var ipc = new IpcPublication(log, cnc.Counters, Channel, NowMs);
        IpcSubscription reader = ipc.Add(6, "aeron:ipc", NowMs);
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder.Aeron, CncFile.Name));

        Assert.Equal(2, reader.CounterId);
        for (int id = 0; id < 3; id++)
        {
            // pub-pos, pub-lmt and sub-pos: 50, 51 and 52 there.
            Assert.Equal(Metadata(golden, 50 + id), Metadata(bytes, id));
            Assert.Equal(Ids(golden, 50 + id), Ids(bytes, id));
        }
    }

    /// <summary>State, type, deadline, key and label.</summary>
    private static string Metadata(byte[] cnc, int id) =>
        Convert.ToHexString(cnc, 128 + BitConverter.ToInt32(cnc, 4) + BitConverter.ToInt32(cnc, 8) + (512 * id), 512);

    /// <summary>Registration and reference; the owner is a client's id there, and there are no clients here.</summary>
    private static (long Registration, long Reference) Ids(byte[] cnc, int id)
    {
        int value = 128 + Enumerable.Range(1, 3).Sum(part => BitConverter.ToInt32(cnc, 4 * part)) + (128 * id);
        return (BitConverter.ToInt64(cnc, value + 8), BitConverter.ToInt64(cnc, value + 24));
    }

    private static LogSettings Settings(int initial, int count, int offset, int session, int stream) => new()
    {
        TermLength = 64 * 1024,
        InitialTermId = initial,
        StartTermCount = count,
        StartTermOffset = offset,
        SessionId = session,
        StreamId = stream,
        Sparse = true,
    };

    private static long Call(ExclusivePublication publication, Golden.Step step)
    {
        byte[] payload = Golden.Payload(step);
        if (step.Op == "offer") return publication.Offer(payload);
        if (step.Op.StartsWith("offer_reserved", StringComparison.Ordinal))
        {
            return publication.Offer(payload, 0x1122334455667788);
        }

        long result = publication.TryClaim(step.Len, out BufferClaim claim);
        payload.CopyTo(claim.Payload);
        if (step.Op == "try_claim_commit") claim.Commit();
        else claim.Abort();
        return result;
    }

    /// <summary>Reads to the end; a poll stops where a term ends, and there the driver looked or did not.</summary>
    private static void Drain(IpcPublication ipc, Subscription subscription, bool sawEachPoll)
    {
        var fragments = new Fragments();
        while (subscription.Position < ipc.Log.ProducerPosition)
        {
            long before = subscription.Position;
            Assert.True(subscription.Poll(ref fragments, int.MaxValue) >= 0);
            Assert.NotEqual(before, subscription.Position);
            if (sawEachPoll) _ = ipc.Update();
        }

        _ = ipc.Update();
    }

    private static void AssertSame(string series, char phase, string path)
    {
        string name = phase switch { 'B' => "B-backpressured", 'C' => "C-term2", 'D' => "D-term5", _ => "A" };
        byte[] expected = Masked(Golden.Bytes($"{series}-{name}.logbuffer"), series);
        byte[] actual = Masked(File.ReadAllBytes(path), series);
        Assert.Equal(expected.Length, actual.Length);
        int at = expected.AsSpan().CommonPrefixLength(actual);
        Assert.True(at == expected.Length, $"{series} {phase}: first difference at {at}");
    }

    private static byte[] Masked(byte[] log, string series)
    {
        Span<byte> metadata = log.AsSpan(log.Length - 4096);
        metadata.Slice(296, 4).Clear();
        metadata.Slice(308, 4).Clear();
        if (series != "ipc-exclusive") metadata[497] = 0;
        return log;
    }
}
