using System.Collections.Generic;

namespace Gateway.Simulation;

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Steps">Steps of all parts.</param>
/// <param name="Messages">Messages that brokers sent.</param>
/// <param name="Hash">Bits of log, books and tallies.</param>
/// <param name="Faults">What happened to the parts.</param>
/// <param name="Findings">What does not hold; empty: the books balance.</param>
internal sealed record Outcome(
    int Seed,
    long Steps,
    long Messages,
    string Hash,
    IReadOnlyList<string> Faults,
    IReadOnlyList<string> Findings)
{
    /// <summary>One line: the seed, what does not hold, and what happened.</summary>
    public override string ToString() => $"seed {Seed}: {string.Join("; ", Findings)} [{string.Join("; ", Faults)}]";
}
