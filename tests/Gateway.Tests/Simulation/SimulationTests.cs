using System.Linq;
using Gateway.Simulation;
using Xunit;

namespace Gateway.Tests.Simulation;

/// <summary>A market of every part, on one thread, killed and cut by seed.</summary>
public sealed class SimulationTests(TwoHundredSeeds seeds) : IClassFixture<TwoHundredSeeds>
{
    [Fact]
    public void TheBooksBalanceWhateverHappens()
    {
        Outcome[] failed = [.. seeds.Outcomes.Where(outcome => outcome.Findings.Count > 0)];
        Assert.True(failed.Length == 0, string.Join('\n', failed.AsEnumerable()));
    }

    [Theory]
    [InlineData("kill lane")]
    [InlineData("kill venue")]
    [InlineData("kill broker-BRKA")]
    [InlineData("kill broker-BRKB")]
    [InlineData("kill clearing")]
    [InlineData("kill recorder")]
    [InlineData("cut line 0")]
    [InlineData("cut line 1")]
    [InlineData("cut line 2")]
    [InlineData("stop clearing")]
    [InlineData("stop recorder")]
    public void EveryFaultHappensManyTimes(string fault) =>
        Assert.True(seeds.Outcomes.Count(outcome => outcome.Faults.Any(line => line.Contains(fault))) >= 20, fault);

    [Theory]
    [InlineData(7)]
    [InlineData(77)]
    [InlineData(177)]
    public void TheSameSeedGivesTheSameBits(int seed)
    {
        Outcome again = MarketSimulation.Play(seed);
        Outcome first = seeds.Outcomes[seed - TwoHundredSeeds.First];

        Assert.Equal(first.Hash, again.Hash);
        Assert.Equal(first.Steps, again.Steps);
        Assert.Equal(first.Faults, again.Faults);
        Assert.NotEqual(first.Hash, seeds.Outcomes[seed].Hash);
    }

    [Fact]
    public void AJournalThatIsWrittenAfterTheSendIsFound() => Assert.Contains(
        Enumerable.Range(TwoHundredSeeds.First, TwoHundredSeeds.Count),
        seed => MarketSimulation.Play(seed, lateJournals: true).Findings.Count > 0);
}
