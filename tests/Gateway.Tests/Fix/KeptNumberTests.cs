using System.IO;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class KeptNumberTests
{
    [Theory]
    [InlineData(100, 1)] // the log did not grow
    [InlineData(101, 5)]
    public void TheLogDecidesAboutAPromise(ulong end, ulong number)
    {
        var memory = new byte[KeptNumber.SizeBytes];
        new KeptNumber(memory, 1).Promise(5, 100);
        var next = new KeptNumber(memory, 1);
        Assert.Equal(1UL, next.Value);
        next.Settle(end);
        Assert.Equal(number, next.Value);
        next.Settle(1000);
        Assert.Equal(number, next.Value);
    }

    [Fact]
    public void TheNextPromiseSettlesTheLastOne()
    {
        var memory = new byte[KeptNumber.SizeBytes];
        var kept = new KeptNumber(memory, 1);
        kept.Promise(5, 100);
        kept.Promise(7, 101);
        Assert.Equal(5UL, kept.Value);
    }

    /// <summary>Heartbeats are kept without a promise, a promise from before is an old one.</summary>
    [Fact]
    public void WhatWasKeptSinceStays()
    {
        var memory = new byte[KeptNumber.SizeBytes];
        var kept = new KeptNumber(memory, 1);
        kept.Promise(5, 100);
        kept.Keep(5);
        kept.Keep(8);
        kept.Settle(200);
        Assert.Equal(8UL, kept.Value);
        kept.Promise(9, 200);
        kept.Reset(1);
        kept.Settle(300);
        Assert.Equal(1UL, kept.Value);
    }

    [Fact]
    public void EachChangedByteIsFound()
    {
        for (int at = 0; at < KeptNumber.SizeBytes; at++)
        {
            var memory = new byte[KeptNumber.SizeBytes];
            new KeptNumber(memory, 1).Promise(70_000, 1UL << 40);
            memory[at] ^= 4;
            Assert.Throws<InvalidDataException>(() => new KeptNumber(memory, 1));
        }
    }
}
