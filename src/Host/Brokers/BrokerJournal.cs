using System;

namespace Gateway.Host.Brokers;

/// <summary>Keeps what a broker was told.</summary>
/// <param name="session">Row of its session.</param>
/// <param name="ticksNs">When, of <see cref="Native.CpuCore.TicksNs"/>.</param>
/// <param name="message">A whole message; valid during the call.</param>
public delegate void BrokerJournal(int session, ulong ticksNs, ReadOnlySpan<byte> message);
