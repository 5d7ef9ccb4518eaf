using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

/// <summary>What no killed process leaves behind is refused by name, and not a byte is changed.</summary>
public sealed class DamageTests
{
    private const int Keys = 132096;
    private const int Values = 394240;
    private const int SecondReader = Values + 384;
    private const int Tails = 3 * IpcRig.TermLength;

    [Theory]
    [InlineData(0, 0x000100, "version 0.1.0: only 0.2.0 is taken over")]
    [InlineData(0, 0x010000, "version 1.0: only 0.x is understood")]
    [InlineData(16, 65537, "length 65537 of the counters values does not fit")]
    [InlineData(Keys, 0, "state 1 of counter 1: not what a conductor stores")]
    [InlineData(Keys + 512, 7, "state 7 of counter 1: not what a conductor stores")]
    [InlineData(Keys + 516, 12, "counter 1: is what counter 0 is")]
    [InlineData(Keys + 24, 12, "counter 0: session 12, stream 7 are not the log's")]
    [InlineData(Keys + 28, 8, "counter 0: session 11, stream 8 are not the log's")]
    [InlineData(Keys + 1040, 9, "registration id 2 of counter 2: its key says 9, and the next is 3")]
    [InlineData(128 + 65536 + 512, 2, "registration id 2 of counter 2: its key says 2, and the next is 2")]
    [InlineData(Values + 8, 5, "counter 0: there is no log of publication 5")]
    [InlineData(Values + 256 + 24, 5, "counter 2: there is no log of publication 5")]
    [InlineData(Values + 256, 48, "counter 2: 48 does not fit to {log}, which is at 960")]
    [InlineData(Values + 256, 992, "counter 2: 992 does not fit to {log}, which is at 960")]
    [InlineData(Values + 256, -32, "counter 2: 4294967264 does not fit to {log}, which is at 960")]
    [InlineData(SecondReader, 32, "counter 3: no frame begins at its position 32")]
    [InlineData(Values, 992, "counter 0: 992 does not fit to {log}, which is at 960")]
    [InlineData(Values + 128, 65568, "counter 1: 65568 does not fit to {log}, which is at 960")]
    public void InCncDat(int offset, int value, string told) => Refused(log: false, offset, value, told);

    [Theory]
    [InlineData(Tails + 276, 0, "term length 0: not a power of two from 64 KiB to 1 GiB")]
    [InlineData(Tails + 256, 2, "registration id 2: not that of its name")]
    [InlineData(Tails + 0, 864, "tail 864: a frame of 96 bytes lies behind it")]
    [InlineData(Tails + 0, 928, "tail 928: in a frame that ends at 960")]
    [InlineData(Tails + 0, 131104, "tail offset 131104: too far behind the end of a term of 65536")]
    [InlineData(Tails + 12, 1, "tail of term 1: does not fit to active term count 0")]
    [InlineData(Tails + 12, 2, "tail of term 2: does not fit to active term count 0")]
    [InlineData(Tails + 20, 3, "tail of term 3: does not fit to active term count 0")]
    [InlineData(0, 31, "broken at position 0: frame of 31 bytes, ")]
    [InlineData(0, 0, "torn at position 0, and something lies behind it")]
    [InlineData(0, -96, "torn at position 0, and something lies behind it")]
    [InlineData(0, -4096, "length -4096 at position 0: 960 bytes are claimed")]
    [InlineData(0, int.MinValue, "length -2147483648 at position 0: 960 bytes are claimed")]
    [InlineData(192, 96 * 9, "tail 960: in a frame that ends at 1056")]
    [InlineData(960, 96, "tail 960: a frame of 96 bytes lies behind it")]
    [InlineData(Tails + 128, 0, "end of stream 9223372032559808512: the tail is at 960")]
    public void InALog(int offset, int value, string told) => Refused(log: true, offset, value, told);

    [Fact]
    public void AHoleInATermThatWasLeft()
    {
        using var rig = new IpcRig();
        using Subscription subscription = rig.Open();
        var read = new Fragments();
        for (int i = 0; i < 700; i++)
        {
            _ = rig.Publication.Offer(new byte[64]);
            if (i < 650) _ = subscription.Poll(ref read, 1);
            rig.Conduct();
        }

        using var dead = new DeadDirectory(rig);
        DeadDirectory.Put(dead.Log, 660 * 96, 0);
        Fault<InvalidDataException>(dead, $"{dead.Log}: length 0 at position {660 * 96}: a hole");
    }

    [Theory]
    [InlineData("conductor.lock", -1)]
    [InlineData("cnc.dat", -1)]
    [InlineData("cnc.dat", 100)]
    [InlineData("publications/1.logbuffer", 4096)]
    public void AFileThatIsMissingOrShort(string name, int bytes)
    {
        using var rig = new IpcRig();
        using var dead = new DeadDirectory(rig);
        string path = Path.Combine(dead.Directory, name);
        if (bytes < 0) File.Delete(path);
        else using (FileStream file = File.OpenWrite(path)) file.SetLength(bytes);
        Assert.Contains(path, Assert.ThrowsAny<IOException>(dead.TakeOver).Message);
    }

    [Fact]
    public void AFileThatIsNoLogAndALogThatIsMissing()
    {
        using var rig = new IpcRig();
        using var dead = new DeadDirectory(rig);
        string other = Path.Combine(dead.Directory, "publications", "notes");
        File.WriteAllText(other, "x");
        Fault<IOException>(dead, $"{other}: 1 bytes, 200704 needed");
        File.Delete(other);
        File.Delete(dead.Log);
        Fault<InvalidDataException>(dead, $"{dead.Cnc}: counter 0: there is no log of publication 1");
    }

    [Fact]
    public void ADirectoryThatWasShutDown()
    {
        using var rig = new IpcRig();
        using var dead = new DeadDirectory(rig);
        using (CncFile cnc = CncFile.Open(dead.Directory)) cnc.HeartbeatMs = -1;
        Fault<InvalidDataException>(dead, $"{dead.Cnc}: heartbeat -1: its conductor has shut down");
    }

    [Fact]
    public void ALogWithoutItsCounters()
    {
        using var rig = new IpcRig();
        using var dead = new DeadDirectory(rig);
        DeadDirectory.Put(dead.Cnc, Keys + 516, 99);
        Fault<InvalidDataException>(dead, $"{dead.Log}: has no counter of its limit or position");
    }

    private static void Refused(bool log, int offset, int value, string told)
    {
        using var rig = new IpcRig(IpcRig.Settings with { InitialTermId = 5 });
        if (offset == SecondReader) _ = rig.Conductor.AddSubscription(IpcRig.Stream, "aeron:ipc", IpcRig.NowMs);
        for (int i = 0; i < 10; i++) _ = rig.Publication.Offer([.. Enumerable.Repeat((byte)0x11, 64)]);
        using var dead = new DeadDirectory(rig);
        string path = log ? dead.Log : dead.Cnc;
        DeadDirectory.Put(path, offset, value);
        Fault<InvalidDataException>(dead, $"{path}: {told.Replace("{log}", dead.Log)}");
    }

    private static void Fault<T>(DeadDirectory dead, string told)
        where T : Exception
    {
        Dictionary<string, string> before = Files(dead);
        Assert.StartsWith(told, Assert.Throws<T>(dead.TakeOver).Message);
        Assert.Equal(before, Files(dead));
    }

    private static Dictionary<string, string> Files(DeadDirectory dead) =>
        Directory.GetFiles(dead.Directory, "*", SearchOption.AllDirectories)
            .ToDictionary(path => path, path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
}
