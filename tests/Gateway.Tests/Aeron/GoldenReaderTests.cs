using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

/// <summary>What the real driver and client wrote is read here as they meant it.</summary>
public sealed class GoldenReaderTests
{
    [Theory]
    [InlineData("ipc-concurrent", "A", 3, 49, 0, 10)]
    [InlineData("ipc-concurrent", "B-backpressured", 3, 49, 0, 34)]
    [InlineData("ipc-concurrent", "C-term2", 3, 49, 65536, 3)]
    [InlineData("ipc-concurrent", "D-term5", 3, 49, 267968, 5)]
    [InlineData("ipc-exclusive", "B-backpressured", 7, 52, 0, 34)]
    [InlineData("ipc-exclusive", "D-term5", 7, 52, 267968, 5)]
    [InlineData("ipc-wrap-termid", "B-backpressured", 11, 55, 131008, 34)]
    [InlineData("ipc-wrap-termid", "D-term5", 11, 55, 267968, 5)]
    public void ALogGivesItsMessages(string series, string name, long id, int counter, long from, int messages)
    {
        using var folder = new TemporaryDirectory();
        Lay(folder.Aeron, series, name, id);
        using (CncFile cnc = CncFile.Open(folder.Aeron)) cnc.Counters.Write(counter, from);
        using Subscription subscription = Subscription.Open(folder.Aeron, id, counter);
        var fragments = new Fragments();
        long position;
        do
        {
            position = subscription.Position;
            Assert.True(subscription.Poll(ref fragments, int.MaxValue) >= 0);
        }
        while (position < subscription.Position);

        List<Golden.Step> expected = [.. Golden.Steps(series)
            .Where(step => step.Result > from && !step.Op.StartsWith('C') && step.Result <= position)];
        Assert.Equal(messages, expected.Count);
        expected.RemoveAll(step => step.Op == "try_claim_abort");
        Assert.Equal(expected.Select(Golden.Payload), fragments.Messages());
        Assert.Equal(
            expected.Select(step => step.Result),
            fragments.Headers.Where(header => (header.Flags & 0x40) != 0).Select(header => header.Position));
        Assert.Null(subscription.DescribeFault());
    }

    [Fact]
    public void CountersReadAsAeronStatPrintsThem()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.Aeron);
        File.WriteAllBytes(Path.Combine(folder.Aeron, CncFile.Name), Golden.Bytes("cnc-after-commands.dat"));
        using CncFile cnc = CncFile.Open(folder.Aeron);
        IEnumerable<string> printed = cnc.Counters.ReadAll().Select(counter => string.Create(
            CultureInfo.InvariantCulture, $"{counter.Id,4}: {counter.Value,26:N0} - {counter.Label}"));

        Assert.Equal(Golden.Lines("aeronstat.txt").Skip(2).Where(line => line.Length > 0), printed);
    }

    [Fact]
    public void AUsersCounterIsRead()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.Aeron);
        File.WriteAllBytes(Path.Combine(folder.Aeron, CncFile.Name), Golden.Bytes("cnc-with-resources.dat"));
        using CncFile cnc = CncFile.Open(folder.Aeron);

        Counter counter = Assert.Single(cnc.Counters.ReadAll(), counter => counter.TypeId == 1101);
        Assert.Equal((424242, "golden counter", 19), (counter.Value, counter.Label, counter.RegistrationId));
        Assert.Equal(24841, cnc.Pid);
    }

    private static void Lay(string directory, string series, string name, long id)
    {
        Directory.CreateDirectory(Path.Combine(directory, "publications"));
        File.WriteAllBytes(Path.Combine(directory, CncFile.Name), Golden.Bytes($"{series}-cnc-D.dat"));
        File.WriteAllBytes(AeronDirectory.LogPath(directory, id), Golden.Bytes($"{series}-{name}.logbuffer"));
    }
}
