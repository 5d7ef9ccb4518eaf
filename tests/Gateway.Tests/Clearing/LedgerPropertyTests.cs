using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Gateway.Clearing;
using Xunit;

namespace Gateway.Tests.Clearing;

public sealed class LedgerPropertyTests
{
    private static readonly Gen<uint> AnyHolder = Gen.Frequency((1, Gen.UInt[0, 5]), (9, Gen.UInt[1, 4]));

    private static readonly Gen<Transfer> AnyTransfer =
        from id in Gen.UInt[1, 30]
        from pending in Gen.UInt[0, 30]
        from pair in Gen.Select(AnyHolder, AnyHolder)
        from asset in Gen.Frequency((1, Gen.UInt[0, 3]), (9, Gen.UInt[1, 2]))
        from amount in Gen.Frequency((30, Gen.Int[0, 50].Select(a => (Int128)a)), (1, Gen.Const(Int128.MaxValue / 2)))
        from flags in Gen.Frequency(
            (6, Gen.Const(0)), (3, Gen.Const(2)), (3, Gen.Const(18)),
            (4, Gen.Const(4)), (2, Gen.Const(8)), (1, Gen.Int[0, 31]))
        from linked in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Const(1)))
        select Make(id, pending, pair, asset, amount, (TransferFlags)(flags | linked));

    [Fact]
    public void NoSequenceUpsetsASumOrOverdrawsAnAccount()
    {
        var seen = new HashSet<TransferResult>();
        AnyTransfer.Array[1, 120].Sample(
            once =>
            {
                Transfer[] batch = [.. once, .. once];
                var script = Opened();
                var results = new TransferResult[batch.Length];
                script.Ledger.Post(batch, results);
                foreach (TransferResult result in results) seen.Add(result);
                RequireSound(script.Ledger);
                Assert.Equal(Model.Balances(batch, results), Model.Balances(script.Ledger));
            },
            threads: 1, iter: 500);
        TransferResult[] expected =
        [
            TransferResult.Ok, TransferResult.LinkedFailed, TransferResult.Exists, TransferResult.Overflow,
            TransferResult.ExceedsCredits, TransferResult.PendingAlreadyPosted, TransferResult.PendingAlreadyVoided,
        ];
        foreach (TransferResult result in expected) Assert.Contains(result, seen);
    }

    [Fact]
    public void WhatWasBookedOnceIsBookedOnce() => AnyTransfer.Array[1, 80].Sample(
        batch =>
        {
            var script = Opened();
            var first = new TransferResult[batch.Length];
            script.Ledger.Post(batch, first);
            (string before, int count) = (script.Balances(), script.Ledger.TransferCount);
            for (int i = 0; i < batch.Length; i++)
            {
                if (first[i] != TransferResult.Ok) continue;
                Transfer again = batch[i];
                again.Flags &= ~TransferFlags.Linked;
                Assert.Equal(TransferResult.Exists, script.Ledger.Post(again));
            }

            Assert.Equal(before, script.Balances());
            Assert.Equal(count, script.Ledger.TransferCount);
        },
        threads: 1);

    [Fact]
    public void AChainIsBookedWhollyOrNotAtAll() => AnyTransfer.Array[1, 80].Sample(
        batch =>
        {
            var script = Opened();
            for (int first = 0, end; first < batch.Length; first = end)
            {
                end = first + 1;
                while (end < batch.Length && batch[end - 1].Is(TransferFlags.Linked)) end++;
                (string before, int count) = (script.Balances(), script.Ledger.TransferCount);
                var results = new TransferResult[end - first];
                script.Ledger.Post(batch.AsSpan(first, end - first), results);
                bool booked = results.All(result => result == TransferResult.Ok);
                Assert.Equal(booked ? count + results.Length : count, script.Ledger.TransferCount);
                if (booked) continue;
                Assert.DoesNotContain(TransferResult.Ok, results);
                Assert.StartsWith(before, script.Balances()); // empty accounts may appear at the end
            }
        },
        threads: 1);

    private static Transfer Make(
        uint id, uint pending, (uint Debit, uint Credit) pair, uint asset, Int128 amount, TransferFlags flags)
    {
        bool ends = (flags & (TransferFlags.Post | TransferFlags.Void)) != 0;
        return new()
        {
            Id = id,
            PendingId = ends ? pending : 0,
            Debit = ends ? 0 : pair.Debit,
            Credit = ends ? 0 : pair.Credit,
            Asset = ends ? 0 : asset,
            Amount = ends && amount % 2 == 0 ? 0 : amount,
            Code = ends ? TransferCode.None : TransferCode.Cash,
            Flags = flags,
        };
    }

    private static LedgerScript Opened()
    {
        var script = new LedgerScript();
        script.Post("900 W>A 100X c1; 901 W>B 100X c1; 902 W>A 50Y c1; 903 W>C 50Y c1");
        return script;
    }

    private static void RequireSound(Ledger ledger)
    {
        for (uint asset = 1; asset <= ledger.AssetCount; asset++) Assert.Equal(0, ledger.Sum(asset));
        for (int row = 0; row < ledger.AccountCount; row++)
        {
            LedgerAccount a = ledger.Account(row);
            Assert.True(!a.Bounded || a.Free >= 0);
            Assert.True(a.DebitsPending >= 0 && a.CreditsPending >= 0 && a.DebitsDue >= 0 && a.CreditsDue >= 0);
        }
    }

    /// <summary>Balances added up from the transfers that were booked, and nothing else.</summary>
    private static class Model
    {
        internal static string Balances(Transfer[] batch, TransferResult[] results)
        {
            var balances = new SortedDictionary<(uint Holder, uint Asset), Int128>();
            var booked = new Dictionary<UInt128, Transfer>();
            Add(balances, (1, 1), -200);
            Add(balances, (2, 1), 100);
            Add(balances, (3, 1), 100);
            Add(balances, (1, 2), -100);
            Add(balances, (2, 2), 50);
            Add(balances, (4, 2), 50);
            for (int i = 0; i < batch.Length; i++)
            {
                if (results[i] != TransferResult.Ok) continue;
                Transfer t = batch[i];
                booked.Add(t.Id, t);
                if (t.Is(TransferFlags.Pending | TransferFlags.Void)) continue;
                if (t.Is(TransferFlags.Post))
                {
                    Int128 amount = t.Amount;
                    t = booked[t.PendingId];
                    if (amount != 0) t.Amount = amount;
                }

                Add(balances, (t.Debit, t.Asset), -t.Amount);
                Add(balances, (t.Credit, t.Asset), t.Amount);
            }

            return string.Join(' ', balances.Where(b => b.Value != 0));
        }

        internal static string Balances(Ledger ledger)
        {
            var balances = new SortedDictionary<(uint Holder, uint Asset), Int128>();
            for (int row = 0; row < ledger.AccountCount; row++)
            {
                LedgerAccount a = ledger.Account(row);
                balances.Add((a.Holder, a.Asset), a.Balance);
            }

            return string.Join(' ', balances.Where(b => b.Value != 0));
        }

        private static void Add(SortedDictionary<(uint, uint), Int128> balances, (uint, uint) key, Int128 amount) =>
            balances[key] = balances.GetValueOrDefault(key) + amount;
    }
}
