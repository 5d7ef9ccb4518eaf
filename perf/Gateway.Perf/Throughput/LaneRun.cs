using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Gateway.Lane;
using Gateway.Native;

namespace Gateway.Perf.Throughput;

/// <summary>`lane`: rounds over one lane, the first ones to warm up.</summary>
internal static class LaneRun
{
    private const int WarmRounds = 3;
    private const double OthersMax = 0.05;
    private const int TooNoisy = 1;

    internal static int Run(LaneOptions options)
    {
        CpuCore.Pin(options.Core);
        int messages = (options.Rounds + WarmRounds + 1) * options.Messages;
        using var rig = new LaneRig(messages);
        for (int i = 0; i < WarmRounds; i++) _ = Round(rig, options.Messages);

        int collections = GC.CollectionCount(0);
        Passed before = rig.Passed;
        long waited = ThreadClock.WaitedNs;
        long began = Stopwatch.GetTimestamp();
        List<Measured> rounds = [];
        for (int i = 0; i < options.Rounds; i++) rounds.Add(Round(rig, options.Messages));

        double others = (ThreadClock.WaitedNs - waited) / Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        rig.Check();
        var result = new LaneResult(
            options, [.. rounds], rig.Passed - before, others, GC.CollectionCount(0) - collections);
        Console.WriteLine(result.Words);
        if (options.Hops) WriteHops(rig.Lane.Hops);
        return !options.Publish ? 0 : Publish(result, options);
    }

    private static Measured Round(LaneRig rig, int messages)
    {
        rig.Meter.Clear();
        long from = rig.Passed.Requests;
        while (rig.Passed.Requests - from < messages) rig.Cycle();
        return new Measured(rig.Passed.Requests - from, rig.Meter.CpuNs, rig.Meter.AllocatedBytes, rig.Meter.Polls);
    }

    private static int Publish(LaneResult result, LaneOptions options)
    {
        if (result.OthersShare > OthersMax && !options.Noisy)
        {
            Console.Error.WriteLine($"not published: others had {result.OthersShare:P0} of the core (or give --noisy)");
            return TooNoisy;
        }

        string path = Path.Combine(Machine.Root, "perf", "RESULTS.md");
        File.AppendAllText(path, result.Row + "\n");
        Console.WriteLine($"added to {path}");
        return 0;
    }

    private static void WriteHops(LaneHops hops) => Console.WriteLine(
        "ns per order, median cycle: "
        + string.Join(", ", LaneHops.Names.Select((name, hop) => $"{name} {hops.MedianNs(hop)}")));
}
