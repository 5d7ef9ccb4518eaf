using Xunit;

namespace Gateway.Tests.Market;

/// <summary>Tests that start markets: each spins on the last core, so they run one by one and alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MarketTests : ICollectionFixture<DefaultRun>
{
    internal const string Name = "market";
}
