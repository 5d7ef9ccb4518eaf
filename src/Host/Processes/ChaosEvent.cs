using System.Text.Json.Serialization;

namespace Gateway.Host.Processes;

/// <summary>What was done to a part of a market while it played.</summary>
/// <param name="What">As the flag <c>--chaos</c> names it.</param>
/// <param name="AtSeconds">When, after the first message was due.</param>
/// <param name="RecoveryMs">From the death to the first answer after it.</param>
public sealed record ChaosEvent(
    [property: JsonPropertyName("what")] string What,
    [property: JsonPropertyName("at_s")] double AtSeconds,
    [property: JsonPropertyName("recovery_ms")] double RecoveryMs);
