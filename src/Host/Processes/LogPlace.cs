using System;
using System.IO;
using System.Threading;
using Gateway.Aeron;

namespace Gateway.Host.Processes;

/// <summary>Finds a reader's place in the lane's log by the name of its channel.</summary>
internal static class LogPlace
{
    private const int WaitMs = 10_000;
    private const int TurnMs = 20;

    /// <summary>Opens it; waits for a lane that has not begun.</summary>
    /// <param name="aeron">Aeron directory.</param>
    /// <param name="channel">Of the reader, such as <see cref="Market.Streams.ClearingChannel"/>.</param>
    /// <exception cref="IOException">There is no such log, or no such place in it.</exception>
    internal static Subscription Open(string aeron, string channel)
    {
        long until = Environment.TickCount64 + WaitMs;
        while (true)
        {
            if (IpcSubscription.Find(aeron, channel) is { } place)
                return Subscription.Open(aeron, place.PublicationId, place.CounterId);
            if (Environment.TickCount64 > until) throw new IOException($"{aeron}: no log of a lane in it");
            Thread.Sleep(TurnMs);
        }
    }
}
