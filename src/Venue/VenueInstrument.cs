using Gateway.Wire;

namespace Gateway.Venue;

/// <summary>What the venue lists.</summary>
/// <param name="Symbol">55; 1 to 32 bytes.</param>
/// <param name="Units">Its tick and lot.</param>
/// <param name="AnyPrice">A limit price may be 0 or negative, as of a spread.</param>
public sealed record VenueInstrument(byte[] Symbol, Units Units, bool AnyPrice = false);
