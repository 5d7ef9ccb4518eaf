using System;
using Gateway.Fix;
using Gateway.Host.Configuration;
using Gateway.Native;

namespace Gateway.Host.Brokers;

/// <summary>How the brokers send.</summary>
/// <param name="Market">Sessions, accounts, instruments.</param>
/// <param name="Rate">Messages a second, all brokers together; above 0.</param>
/// <param name="MessagesMax">They stop after so many.</param>
/// <param name="SecondsMax">They stop after so many seconds; infinity: no limit.</param>
public sealed record BrokerSettings(MarketConfig Market, double Rate, int MessagesMax, double SecondsMax)
{
    /// <summary>Row of the one firm that sends; null: all do.</summary>
    public int? Firm { get; init; }

    /// <summary>Makes the store of a session; null: it ends with the process.</summary>
    public Func<FixSessionSettings, MessageStore>? StoreOf { get; init; }

    /// <summary>Keeps every report before it is taken; null: nobody does.</summary>
    public BrokerJournal? Journal { get; init; }

    /// <summary>The measuring clock, ns, never going back: what the schedule goes by.</summary>
    public Func<ulong> TicksNs { get; init; } = () => CpuCore.TicksNs;

    /// <summary>When a message is due, ns after the first.</summary>
    /// <param name="place">Its place in the schedule.</param>
    /// <returns>ns.</returns>
    public ulong DueNs(long place) => (ulong)Math.Round(place * 1e9 / Rate);
}
