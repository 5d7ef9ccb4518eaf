using System.Collections.Generic;
using System.IO;
using System.Linq;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Tests.Market;
using Gateway.Tests.Tidy;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Inputs;

/// <summary>What brokers send for each row of a LOBSTER file. Spec: records.md section 7.</summary>
public sealed class LobsterInputTests
{
    private const long SharesE4 = 10_000;

    [Fact]
    public void EachTypeAsksWhatTheTextSays()
    {
        List<Intent> intents = Play(
            out LobsterInput input,
            "1,1,7,100,1000000,1", "2,2,7,30,1000000,1", "3,2,7,20,1000000,1", "4,4,7,10,1000000,1",
            "5,3,7,50,1000000,1");

        Assert.Equal(
            [Operation.New, Operation.Replace, Operation.Replace, Operation.New, Operation.Cancel],
            intents.Select(intent => intent.Operation));
        Assert.Equal([100, 70, 50, 10, 0], intents.Select(intent => intent.QuantityE4 / SharesE4));
        Assert.Equal([0, 0, 0, 1, 0], intents.Select(intent => intent.Order));
        Assert.Equal([1, 1, 1, 2, 1], intents.Select(intent => (int)intent.Side));
        Assert.Equal([0, 0, 0, 3, 0], intents.Select(intent => (int)intent.TimeInForce));
        Assert.All(intents, intent => Assert.Equal(100_00000000, intent.PriceE8));
        Assert.Equal((5, 2, 0), (input.MessagesMax, input.OrdersMax, input.LeftOut));
    }

    [Fact]
    public void WhatAsksNothingIsCounted()
    {
        List<Intent> intents = Play(
            out LobsterInput input,
            "1,3,8,1,100,1", "1,2,8,1,100,1", "1,5,0,1,150,1", "1,6,0,1,100,1", "1,7,0,0,-1,-1", "1,1,7,1,100,1");
        Assert.Single(intents);
        Assert.Equal(5, input.LeftOut);
    }

    [Fact]
    public void AccountsTakeTurnsAndAnExecutionComesFromAnotherBroker()
    {
        string[] rows =
            [.. Enumerable.Range(1, 40).SelectMany(id => new[] { $"1,1,{id},5,100,1", $"1,4,{id},5,100,1" })];
        List<Intent> intents = Play(out _, rows);
        MarketConfig market = Market();
        for (int i = 0; i < intents.Count; i += 2)
        {
            int resting = market.Accounts[intents[i].Account].FirmRow;
            Assert.NotEqual(resting, market.Accounts[intents[i + 1].Account].FirmRow);
        }

        Assert.All(intents, intent =>
            Assert.Equal(market.Accounts[intent.Account].FirmRow, market.Sessions[intent.Session].FirmRow));
        Assert.Equal(market.Accounts.Length, intents.Select(intent => intent.Account).Distinct().Count());
    }

    [Fact]
    public void AReductionToNothingIsACancel()
    {
        List<Intent> intents = Play(out _, "1,1,7,10,100,1", "1,2,7,10,100,1", "1,2,7,10,100,1");
        Assert.Equal([Operation.New, Operation.Cancel, Operation.Cancel], intents.Select(intent => intent.Operation));
    }

    [Theory]
    [InlineData("Time,Type,OrderID,Size,Price,Direction\r\n1,1,7,10,100,1\r\n1,3,7,10,100,1")]
    [InlineData("1,1,7,10,100,1\n1,3,7,10,100,1\n")]
    [InlineData("1,1,7,10,100,1\nrubbish\n1,3,7,10,100,1\n1,3,7,10,100,1,x\n")]
    public void LineEndsAndHeadersDoNotMatterAndABadRowIsNamed(string text)
    {
        using var at = new Workspace();
        LobsterFile file = LobsterFile.Read(at.Write("file.csv", text));
        Assert.Equal([1, 3], file.Rows.Select(row => (int)row.Type));
        string[] wanted = text.Contains("rubbish") ? [Bad(2), Bad(4)] : [];
        Assert.Equal(wanted, file.Faults.Select(fault => fault.Split(": time")[0]));
        Assert.Equal(file.Faults.Count, file.FaultCount);
        string Bad(int line) => $"{file.Path}:{line}: six columns wanted";
    }

    [Fact]
    public void OnlyTheFirstFaultsAreNamedAndAllAreCounted()
    {
        using var at = new Workspace();
        LobsterFile file = LobsterFile.Read(at.Write("file.csv", string.Concat(Enumerable.Repeat("1\n", 100))));
        Assert.Equal((100, 20), (file.FaultCount, file.Faults.Count));
    }

    [Fact]
    public void AFolderIsNoFile()
    {
        using var at = new Workspace();
        Assert.Throws<FileNotFoundException>(() => LobsterFile.Read(at.Temporary));
    }

    internal static MarketConfig Market() =>
        MarketConfig.Load(Path.Combine(House.Root, "config/market.json"), out _)!;

    private static List<Intent> Play(out LobsterInput input, params string[] rows)
    {
        using var at = new Workspace();
        LobsterFile file = LobsterFile.Read(at.Write("file.csv", string.Join('\n', rows)));
        Assert.Empty(file.Faults);
        input = new LobsterInput(file, Market());
        var intents = new List<Intent>();
        while (input.TryNext(out Intent intent)) intents.Add(intent);
        return intents;
    }
}
