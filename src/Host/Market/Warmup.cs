using System;
using System.Runtime.InteropServices;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Market;

/// <summary>A small market that is played before the real one, on one thread, so that its code is compiled.</summary>
/// <remarks>
/// The runtime compiles a method on its first call and again once it is hot: on an order's way that costs tens of
/// milliseconds. Nothing of it is counted; books, sessions and log of the real market are new.
/// </remarks>
internal static class Warmup
{
    private const int MessagesMax = 60_000;
    private const int Rate = 1_000_000;
    private const int TermLength = 1 << 20;
    private const int MsMax = 3_000;
    private const int CyclesPerLook = 64;

    /// <summary>Plays it.</summary>
    /// <param name="market">Rows of the real one.</param>
    /// <param name="messages">Of the real one: no more are played here.</param>
    /// <param name="isOver">Asked every few cycles; true ends it.</param>
    internal static void Play(MarketConfig market, int messages, Func<bool> isOver)
    {
        messages = Math.Min(messages, MessagesMax);
        var options = new RunOptions { Config = "", Rate = Rate, TermLength = TermLength };
        using var parts = new MarketParts(market, new SyntheticInput(market, 1, messages), options);
        using Aeron.Subscription clearing = parts.Streams.Open(parts.Streams.Clearing);
        using Aeron.Subscription recorder = parts.Streams.Open(parts.Streams.Recorder);
        var scenario = new Scenario(market);
        long until = Environment.TickCount64 + MsMax;
        _ = parts.Lane.Open();
        _ = parts.Offer(Opening.Of(market));
        while (!parts.Lane.VenueIsUp && Environment.TickCount64 < until) Cycle(parts, clearing, recorder);
        while (!parts.Brokers.AllActive && Environment.TickCount64 < until) Cycle(parts, clearing, recorder);
        parts.Brokers.Start(Native.CpuCore.TicksNs);
        var rows = new System.Collections.Generic.List<Record>();
        while (!parts.Brokers.IsQuiet && Environment.TickCount64 < until && !isOver())
        {
            scenario.Take((int)(parts.Brokers.Tally.MessagesSent * 1000 / messages), rows);
            _ = parts.Offer(CollectionsMarshal.AsSpan(rows));
            rows.Clear();
            for (int i = 0; i < CyclesPerLook; i++) Cycle(parts, clearing, recorder);
        }
    }

    private static void Cycle(MarketParts parts, params ReadOnlySpan<Aeron.Subscription> readers)
    {
        parts.Cycle();
        var nobody = default(Nobody);
        foreach (Aeron.Subscription reader in readers)
        {
            while (reader.Poll(ref nobody, int.MaxValue) > 0)
            {
            }
        }
    }

    private readonly struct Nobody : Aeron.IFragmentHandler
    {
        public void OnFragment(ReadOnlySpan<byte> payload, in Aeron.Header header)
        {
        }
    }
}
