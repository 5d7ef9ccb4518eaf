using System;
using System.Linq;
using Gateway.Clearing;
using Xunit;

namespace Gateway.Tests.Clearing;

public sealed class LedgerTests
{
    private const string Setup = "900 W>A 100X c1; 901 W>B 100X c1; 902 A>B 10X c7; 903 A>C 20X c7 pending; "
        + "904 A>C 5X c7 pending; 905 A>C 5X c7 pending; 906 p904 post; 907 p905 void; 908 A>B 500X c1; "
        + "909 A>C 500X c7 pending due";

    /// <summary>A has 100 - 10 - 5 = 85, of which 20 are reserved; its obligation of 500 reserves nothing.</summary>
    [Theory]
    [InlineData("1 A>B 65X c1", "Ok")]
    [InlineData("1 A>B 999X c1 linked; 2 A>B 1X c1", "ExceedsCredits LinkedFailed")]
    [InlineData("1 A>B 1X c1 linked; 2 A>B 999X c1", "LinkedFailed ExceedsCredits")]
    [InlineData("1 A>B 1X c1 linked; 2 A>B 1X c1 linked", "LinkedFailed ChainOpen")]
    [InlineData("1 A>B 1X c1; 0 Q>Q 1X linked", "Ok ChainOpen")]
    [InlineData("1 A>B 999X c1 linked; 2 A>B 1X c1 linked", "ExceedsCredits LinkedFailed")]
    [InlineData("0 >", "IdZero")]
    [InlineData("max >", "IdMax")]
    [InlineData("902 B>A 9Y c1 pending p7", "ExistsDifferentFlags")]
    [InlineData("906 p905 post 1Y c3", "ExistsDifferentPendingId")]
    [InlineData("902 C>A 9Y c1", "ExistsDifferentDebit")]
    [InlineData("902 A>C 9Y c1", "ExistsDifferentCredit")]
    [InlineData("902 A>B 9Y c1", "ExistsDifferentAmount")]
    [InlineData("902 A>B 10Y c1", "ExistsDifferentAsset")]
    [InlineData("902 A>B 10X c1", "ExistsDifferentCode")]
    [InlineData("906 p904 post 4", "ExistsDifferentAmount")]
    [InlineData("902 A>B 10X c7", "Exists")]
    [InlineData("906 p904 post", "Exists")]
    [InlineData("906 p904 post 5X A>C c7", "Exists")]
    [InlineData("1 A>B 1X c1; 1 A>B 1X c1", "Ok Exists")]
    [InlineData("1 A>B 1X c1 linked; 1 A>B 1X c1", "LinkedFailed Exists")]
    [InlineData("908 A>B 1X c1", "IdAlreadyFailed")]
    [InlineData("1 > 0 post void", "FlagsConflict")]
    [InlineData("1 > 0 pending post", "FlagsConflict")]
    [InlineData("1 > 0 due", "FlagsConflict")]
    [InlineData("1 > 0", "DebitZero")]
    [InlineData("1 A> 0", "CreditZero")]
    [InlineData("1 A>A 0", "SameAccount")]
    [InlineData("1 > 10 post", "PendingIdMissing")]
    [InlineData("1 A>B 0 p9", "PendingIdMustBeZero")]
    [InlineData("1 p1 post", "PendingIdSelf")]
    [InlineData("1 A>B 0", "AmountZero")]
    [InlineData("1 A>B -1", "AmountZero")]
    [InlineData("1 p903 -1 post", "AmountZero")]
    [InlineData("1 A>B 1", "AssetMissing")]
    [InlineData("1 A>B 1Q", "AssetMissing")]
    [InlineData("1 Q>B 1X", "CodeZero")]
    [InlineData("1 Q>Q 1X c1", "SameAccount")]
    [InlineData("1 Q>B 1X c1", "DebitNotFound")]
    [InlineData("1 A>Q 999X c1", "CreditNotFound")]
    [InlineData("1 A>Q 1X c1; 1 A>B 1X c1", "CreditNotFound IdAlreadyFailed")]
    [InlineData("1 p7 post", "PendingNotFound")]
    [InlineData("1 p902 post", "PendingNotPending")]
    [InlineData("1 p903 post B>A 999Y c1", "PendingDifferentDebit")]
    [InlineData("1 p903 post A>B 999Y c1", "PendingDifferentCredit")]
    [InlineData("1 p903 post 999Y c1", "PendingDifferentAsset")]
    [InlineData("1 p903 post 999 c1", "PendingDifferentCode")]
    [InlineData("1 p903 post 21", "ExceedsPendingAmount")]
    [InlineData("1 p903 void 19", "PendingDifferentAmount")]
    [InlineData("1 p904 post 6", "ExceedsPendingAmount")]
    [InlineData("1 p904 post", "PendingAlreadyPosted")]
    [InlineData("1 p904 void", "PendingAlreadyPosted")]
    [InlineData("1 p905 post", "PendingAlreadyVoided")]
    [InlineData("1 W>A 170141183460469231731687303715884105727X c1", "Overflow")]
    [InlineData("1 A>W 170141183460469231731687303715884105727X c1", "Overflow")]
    [InlineData("1 A>B 66X c1", "ExceedsCredits")]
    [InlineData("1 A>B 66X c1 pending", "ExceedsCredits")]
    [InlineData("1 p909 post", "ExceedsCredits")]
    [InlineData("1 p909 post linked; 2 W>A 434X c1", "ExceedsCredits LinkedFailed")]
    [InlineData("1 p909 post linked; 2 W>A 435X c1", "Ok Ok")]
    [InlineData("1 p909 post; 2 W>A 435X c1", "ExceedsCredits Ok")]
    [InlineData("1 A>B 66X c1 pending due", "Ok")]
    [InlineData("1 p903 post 20; 2 A>B 65X c1", "Ok Ok")]
    [InlineData("1 p903 post 15; 2 A>B 70X c1; 3 A>B 1X c1", "Ok Ok ExceedsCredits")]
    [InlineData("1 p903 void; 2 A>B 85X c1", "Ok Ok")]
    [InlineData("1 W>A 5Y c1 linked; 2 A>B 5Y c1", "Ok Ok")]
    public void TheFirstReasonWins(string batch, string expected)
    {
        var script = new LedgerScript();
        TransferResult[] setup = script.Post(Setup);
        Assert.Equal(TransferResult.ExceedsCredits, setup[8]);
        Assert.Single(setup, result => result != TransferResult.Ok);

        Assert.Equal(expected, string.Join(' ', script.Post(batch)));
        Assert.Equal(0, script.Ledger.Sum(LedgerScript.X));
        Assert.Equal(0, script.Ledger.Sum(LedgerScript.Y));
    }

    [Fact]
    public void EveryResultHasARow()
    {
        string rows = string.Join(' ', typeof(LedgerTests).GetMethod(nameof(TheFirstReasonWins))!
            .GetCustomAttributesData().SelectMany(a => a.ConstructorArguments)
            .SelectMany(a => a.Value as System.Collections.ObjectModel.ReadOnlyCollection<
                System.Reflection.CustomAttributeTypedArgument> ?? [])
            .Select(a => a.Value));
        string[] words = rows.Split(' ', ';');
        foreach (string name in Enum.GetNames<TransferResult>()) Assert.Contains(name, words);
    }

    [Theory]
    [InlineData("1 A>B 1X c1 linked; 2 A>C 5Y c1")]
    [InlineData("1 A>B 1X c1 linked; 2 p903 post linked; 3 p904 void")]
    [InlineData("1 A>B 1X c1 linked; 2 p903 void linked; 3 Q>A 1X c1")]
    [InlineData("1 A>B 1X c1 pending linked; 2 p1 post linked; 3 p1 post")]
    [InlineData("1 p909 post linked; 2 A>B 1Y c1 pending due linked; 3 p2 post linked; 4 B>A 1X c1")]
    public void ARefusedChainChangesNothing(string batch)
    {
        var script = new LedgerScript();
        script.Post(Setup);
        script.Post("950 A>C 1Y c1 pending due; 951 A>B 1Y c1 pending due; 952 W>C 1Y c1; 953 C>A 1Y c1 pending due");
        (string before, int count) = (script.Balances(), script.Ledger.TransferCount);

        Assert.DoesNotContain(TransferResult.Ok, script.Post(batch));
        Assert.Equal(before, script.Balances());
        Assert.Equal(count, script.Ledger.TransferCount);
        Assert.Equal("Ok", string.Join(' ', script.Post("7 p903 post")));
    }

    [Fact]
    public void WhatEverMovedFitsAnInt128AndNotOneMore()
    {
        var script = new LedgerScript();
        Int128 half = Int128.MaxValue / 2;
        Assert.Equal("Ok Ok", string.Join(' ', script.Post($"1 W>A {half}X c1; 2 W>B {half}X c1")));
        Assert.Equal("Ok Overflow", string.Join(' ', script.Post("3 W>C 1X c1; 4 W>C 1X c1")));
        Assert.Equal(-Int128.MaxValue, script.Ledger.Balance(LedgerScript.World, LedgerScript.X));
        Assert.Equal(0, script.Ledger.Sum(LedgerScript.X));
    }

    [Fact]
    public void ATransferIsOneCacheLine() =>
        Assert.Equal(Transfer.SizeBytes, System.Runtime.CompilerServices.Unsafe.SizeOf<Transfer>());
}
