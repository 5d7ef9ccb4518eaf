namespace Gateway.Host.Processes;

/// <summary>The first line of a part: it has all that it needs.</summary>
/// <param name="Where">Where it runs, in words.</param>
public sealed record PartReady(string Where);
