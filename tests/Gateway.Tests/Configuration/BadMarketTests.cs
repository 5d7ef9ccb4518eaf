using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Gateway.Tests.Tidy;
using Xunit;

namespace Gateway.Tests.Configuration;

/// <summary>A bad configuration is told by line, column, path and text: the table is BadMarkets.txt.</summary>
public sealed class BadMarketTests
{
    public static TheoryData<string, string, string> Table()
    {
        var rows = new TheoryData<string, string, string>();
        var errors = new List<string>();
        foreach (string line in House.Read("tests/Gateway.Tests/Configuration/BadMarkets.txt").Split('\n').Reverse())
        {
            if (line.StartsWith("  ")) errors.Insert(0, $"m:{line.Trim()}");
            if (line.Length == 0 || line[0] is ' ' or '#') continue;

            string[] change = line.Split('~', StringSplitOptions.TrimEntries);
            rows.Add(change[0], change[1], string.Join('\n', errors));
            errors.Clear();
        }

        return rows;
    }

    [Theory, MemberData(nameof(Table))]
    public void AFaultIsToldByItsPlace(string text, string instead, string errors) =>
        Assert.Equal(errors, SmallMarket.Errors(SmallMarket.With(text, instead)));

    [Fact]
    public void TheTableHasItsRows() => Assert.True(Table().Count >= 75);

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{ \"a\": 1, }", 1, 11)]
    [InlineData("{ \"a\":\n  nul }", 2, 6)]
    [InlineData("{ } x", 1, 5)]
    [InlineData("{ 'a': 1 }", 1, 3)]
    [InlineData("// only a comment", 1, 18)]
    public void WhatIsNoJsonIsOneError(string json, int line, int column) =>
        Assert.Matches($@"\Am:{line}:{column}: [^\n]+\z", SmallMarket.Errors(json));

    [Theory]
    [InlineData("[]", "m:1:1: must be an object")]
    [InlineData("{ \"é\": \"\\ud800\" }", "m:1:8: an escape in this text is half a character")]
    public void WhatIsNoMarketIsOneError(string json, string error) =>
        Assert.Equal(error, SmallMarket.Errors(json));

    [Fact]
    public void BytesThatAreNoTextAreOneError() =>
        Assert.Equal("m:2:3: not UTF-8", SmallMarket.Errors([.. "{\n  "u8, 0xFF, .. "}"u8]));

    [Fact]
    public void DepthIsNoStackOverflow() => Assert.StartsWith("m:1:", SmallMarket.Errors(new string('[', 100_000)));

    [Fact]
    public void AByteOrderMarkIsNoFault() =>
        Assert.Equal("", SmallMarket.Errors([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(SmallMarket.Json)]));

    [Fact]
    public void TwentyErrorsAreTold()
    {
        string unknown = string.Concat(Enumerable.Range(0, 30).Select(i => $"\"x{i}\": 1, "));
        string[] errors = SmallMarket.Errors(SmallMarket.With("\"version\"", unknown + "\"version\"")).Split('\n');
        Assert.Equal(20, errors.Length);
        Assert.Equal("m:1:3: x0: unknown member", errors[0]);
    }

    [Fact]
    public void EveryCutIsAnErrorAndNoException()
    {
        byte[] json = Encoding.UTF8.GetBytes(House.Read("config/market.json").TrimEnd());
        for (int length = 0; length < json.Length; length++)
        {
            Assert.NotEqual("", SmallMarket.Errors(json.AsSpan(0, length)));
        }

        Assert.Equal("", SmallMarket.Errors(json));
    }
}
