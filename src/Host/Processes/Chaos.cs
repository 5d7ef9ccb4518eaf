using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Gateway.Host.Brokers;

namespace Gateway.Host.Processes;

/// <summary>Kills and stops parts of a market while orders flow, starts them again, and measures how long it took.
/// </summary>
internal sealed class Chaos(ProcessMarket market, int seed)
{
    private const int RecoveryMsMax = 60_000;
    private const int StopMs = 3_000;
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
            "kill-recorder" => (market.Recorder, () => market.AskLane()?.RecorderPosition),
            _ => (market.Clearing, (Func<long?>)(() => market.AskLane()?.ClearingPosition)),
        };
        long died = Stopwatch.GetTimestamp();
        if (what == "stop-clearing") Stop(part);
        else part.Kill();
        long? before = part == broker ? null : progress();
        if (what != "stop-clearing") part.Restart();
        before ??= progress();
        while (progress() is not { } now || now <= before)
        {
            if (Stopwatch.GetElapsedTime(died).TotalMilliseconds > RecoveryMsMax)
                throw new IOException($"{what}: nothing went on within {RecoveryMsMax / 1000} s");
            Thread.Sleep(LookMs);
        }

        double recovery = Math.Round(Stopwatch.GetElapsedTime(died).TotalMilliseconds, 1);
        Events.Add(new ChaosEvent(what, Math.Round(atSeconds, 3), recovery));
    }

    private static long? Answers(Part broker) =>
        broker.Process.Ask<BrokerFigures>("tally", RecoveryMsMax) is { } figures ? Answers(figures) : null;

    private static long Answers(BrokerFigures figures) => figures.Tally.MessagesSent - figures.Tally.Unanswered;

    private static void Stop(Part part)
    {
        part.Process.Signal("STOP");
        Thread.Sleep(StopMs);
        part.Process.Signal("CONT");
    }
}
