using System;
using System.Linq;
using CsCheck;
using Xunit;

namespace Gateway.Tests.Venue;

public class MatchingBookModelTests
{
    [Theory]
    [InlineData(95, 105)]
    [InlineData(-3, 3)]
    [InlineData(1, 60)]
    public void EveryEventAndEveryBookIsTheModels(int priceMin, int priceMax) =>
        BookStep.Gen(priceMin, priceMax).Array[1, 120].Sample(
            steps =>
            {
                var pair = new BookPair();
                foreach (BookStep step in steps) pair.Do(step);
                Assert.Equal(pair.Pool.Count, pair.Model.Rows(true).Count() + pair.Model.Rows(false).Count());
            },
            iter: 400,
            threads: 1);

    /// <summary>A comparison that never meets a case proves nothing about it.</summary>
    [Fact]
    public void TheModelIsAskedAboutEachKindOfEvent()
    {
        var pair = new BookPair();
        var random = new Random(1);
        for (int i = 0; i < 1500; i++) pair.Do(BookStep.Draw(random, 97, 103));
        foreach (string kind in (string[])["ack", "rej", "trade", "cancelled", "replaced", "replace rejected"])
        {
            int count = pair.Told.Count(told => told.StartsWith(kind));
            Assert.True(count > 20, $"{kind}: {count}");
        }
    }
}
