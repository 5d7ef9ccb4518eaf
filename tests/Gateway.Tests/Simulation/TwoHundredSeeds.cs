using System.Collections.Generic;
using System.Linq;
using Gateway.Simulation;

namespace Gateway.Tests.Simulation;

/// <summary>The seeds that every test run plays, played once.</summary>
public sealed class TwoHundredSeeds
{
    internal const int First = 1;
    internal const int Count = 200;

    internal IReadOnlyList<Outcome> Outcomes { get; } =
        [.. Enumerable.Range(First, Count).Select(seed => MarketSimulation.Play(seed))];
}
