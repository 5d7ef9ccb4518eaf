namespace Gateway.Simulation;

/// <summary>What all brokers of a run send.</summary>
/// <param name="Seed">Of the input.</param>
/// <param name="Messages">How many.</param>
/// <param name="Rate">Messages a second, all together.</param>
internal sealed record Flow(int Seed, int Messages, double Rate);
