using System;
using System.Globalization;
using CsCheck;
using Gateway.Host.Configuration;
using Xunit;

namespace Gateway.Tests.Configuration;

/// <summary>A decimal string is turned exactly into an integer or refused.</summary>
public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("0", 2, 0)]
    [InlineData("12.5", 2, 1250)]
    [InlineData("-0.01", 2, -1)]
    [InlineData("1.100", 1, 11)]
    [InlineData("007", 0, 7)]
    public void AnExactOneIsTaken(string text, int places, int scaled)
    {
        Assert.Null(DecimalText.TryScale(text, places, out Int128 value));
        Assert.Equal(scaled, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1,000")]
    [InlineData("1e3")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("٣")]
    [InlineData("0.001")]
    [InlineData("99999999999999999999999999999")]
    public void AnotherIsRefused(string text) => Assert.NotNull(DecimalText.TryScale(text, 2, out _));

    [Fact]
    public void WhatIsWrittenIsReadAgain() => Gen.Decimal[-1e15m, 1e15m].Sample(value =>
    {
        decimal money = decimal.Round(value, 8);
        string text = money.ToString("F8", CultureInfo.InvariantCulture);
        Assert.Null(DecimalText.TryScale(text, 8, out Int128 scaled));
        Assert.Equal((Int128)(money * 100_000_000m), scaled);
    });
}
