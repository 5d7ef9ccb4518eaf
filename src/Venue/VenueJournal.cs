using System;

namespace Gateway.Venue;

/// <summary>Keeps a request: what the venue becomes follows from these in their order.</summary>
/// <param name="member">Index of the member's session.</param>
/// <param name="timeNs">When it is handled, ns since the UNIX epoch.</param>
/// <param name="message">A whole 35=D, F or G; valid during the call.</param>
public delegate void VenueJournal(int member, ulong timeNs, ReadOnlySpan<byte> message);
