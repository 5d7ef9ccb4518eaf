using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Gateway.Host.Brokers;

namespace Gateway.Host.Processes;

/// <summary>Kills and stops parts of a market while orders flow, fills its disk, and measures how long it took until they
/// went on.</summary>
/// <param name="market">Its parts.</param>
/// <param name="disk">Of log and journal; null: it is not to be filled.</param>
/// <param name="seed">Which broker it is.</param>
internal sealed class Chaos(ProcessMarket market, PrivateDisk? disk, int seed)
{
    private const int RecoveryMsMax = 60_000;
    private const int StopMs = 3_000;
    private const int FullMs = 2_500;
    private const int LookMs = 5;

    private readonly Random _random = new(seed);

    /// <summary>What was done so far.</summary>
    internal List<ChaosEvent> Events { get; } = [];

    /// <summary>Does one thing.</summary>
    /// <param name="what">One of <see cref="ChaosPlan.Names"/> but "all".</param>
    /// <param name="atSeconds">Now.</param>
    /// <exception cref="IOException">A part did not come back.</exception>
    internal void Do(string what, double atSeconds)
    {
        Part broker = market.Brokers[_random.Next(market.Brokers.Length)];
        (Part part, Func<long?> progress) = what switch
        {
            "kill-venue" => (market.Venue, () => market.AskBrokers()?.Tally.OrdersAcknowledged),
            "kill-broker" => (broker, () => Answers(broker)),
            "kill-gateway" => (market.Lane, () => market.AskBrokers() is { } all ? Answers(all) : null),
            "kill-recorder" or ChaosPlan.FullDisk => (market.Recorder, () => market.AskLane()?.RecorderPosition),
            _ => (market.Clearing, (Func<long?>)(() => market.AskLane()?.ClearingPosition)),
        };
        double recovery = what switch
        {
            ChaosPlan.FullDisk => Fill(progress),
            "stop-clearing" => Stop(part, progress),
            _ => Kill(part, progress),
        };
        Events.Add(new ChaosEvent(what, Math.Round(atSeconds, 3), Math.Round(recovery, 1)));
    }

    /// <summary>From the death to the first answer after it, ms.</summary>
    private double Kill(Part part, Func<long?> progress)
    {
        long died = Stopwatch.GetTimestamp();
        part.Kill();
        long? before = market.Brokers.Contains(part) ? null : progress();
        part.Restart();
        return Await(progress, before ?? progress(), died, part.Name);
    }

    /// <summary>From the stop to the first record after it, ms.</summary>
    private static double Stop(Part part, Func<long?> progress)
    {
        long stopped = Stopwatch.GetTimestamp();
        part.Process.Signal("STOP");
        Thread.Sleep(StopMs);
        part.Process.Signal("CONT");
        return Await(progress, progress(), stopped, part.Name);
    }

    /// <summary>From the moment that there is room to the first record after it, ms.</summary>
    private double Fill(Func<long?> progress)
    {
        disk!.Fill();
        Thread.Sleep(FullMs);
        long? before = progress();
        long freed = Stopwatch.GetTimestamp();
        disk.Free();
        return Await(progress, before, freed, "disk");
    }

    private static double Await(Func<long?> progress, long? before, long since, string part)
    {
        while (progress() is not { } now || now <= before)
        {
            if (Stopwatch.GetElapsedTime(since).TotalMilliseconds > RecoveryMsMax)
                throw new IOException($"{part}: nothing went on within {RecoveryMsMax / 1000} s");
            Thread.Sleep(LookMs);
        }

        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    private static long? Answers(Part broker) =>
        broker.Process.Ask<BrokerFigures>("tally", RecoveryMsMax) is { } figures ? Answers(figures) : null;

    private static long Answers(BrokerFigures figures) => figures.Tally.MessagesSent - figures.Tally.Unanswered;
}
