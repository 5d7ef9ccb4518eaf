using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using Gateway.Aeron;
using Xunit;

namespace Gateway.Tests.Aeron;

/// <summary>Processes that write at full speed are killed one after the other; their reader misses nothing.</summary>
public sealed class KilledWriterTests
{
    private const int Kills = 20;
    private const int MessagesMax = 10_000;
    private const int StandsStillMs = 60_000;

    [Fact]
    public void AReaderSeesEachNumberOnceOverManyDeaths()
    {
        using var folder = new TemporaryDirectory();
        var random = new Random(1);
        var read = new Numbered();
        Subscription? subscription = null;
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process writer = Start(folder.Aeron);
            string? from = writer.StandardOutput.ReadLine();
            subscription ??= Subscription.Open(folder.Aeron, 1, 2);

            // The reader runs behind: the log may hold what it has not seen.
            Assert.True(long.Parse(from!.Split(' ')[1]) > read.Last);
            long deadline = Environment.TickCount64 + StandsStillMs;
            long until = read.Last + random.Next(MessagesMax);
            while (read.Last < until)
            {
                int got = subscription.Poll(ref read, random.Next(1, 200));
                Assert.True(got > 0 || (got == 0 && !writer.HasExited), subscription.DescribeFault());
                Assert.True(Environment.TickCount64 < deadline, "the stream stands still");
            }

            writer.Kill();
            writer.WaitForExit();
            while (random.Next(3) != 0 && subscription.Poll(ref read, random.Next(1, 200)) > 0) { }
            Assert.False(subscription.IsClosed || subscription.IsEndOfStream);
            if (random.Next(2) == 0)
            {
                subscription.Dispose();
                subscription = Subscription.Open(folder.Aeron, 1, 2);
            }
        }

        using (IpcConductor last = IpcConductor.TakeOver(folder.Aeron, Environment.ProcessId, IpcRig.NowMs))
        {
            long end = last.FindPublication(IpcRig.Stream)!.Position;
            while (subscription!.Position < end) Assert.True(subscription.Poll(ref read, 1000) >= 0);
            using Subscription memory = Subscription.Open(folder.Aeron, 1, 3);
            Assert.Equal(read.Last, KilledWriter.LastOf(memory, end));
            Assert.True(end > Kills * 3L * IpcRig.TermLength);
        }

        subscription.Dispose();
        Assert.Equal(0, read.Jumps);
    }

    private static Process Start(string directory)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Gateway.Tests");
        var start = new ProcessStartInfo(program, [KilledWriter.Verb, directory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_ROOT"] =
            Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        return Process.Start(start)!;
    }
}
