using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Clearing;

namespace Gateway.Tests.Clearing;

/// <summary>World W, bounded A, B, C and assets X, Y, driven by lines such as "17 A>B 10X c1 pending".</summary>
internal sealed class LedgerScript
{
    internal const uint World = 1;
    internal const uint X = 1;
    internal const uint Y = 2;
    private const string Holders = "WABC";

    internal LedgerScript()
    {
        foreach (char holder in Holders) Ledger.OpenHolder(bounded: holder != 'W');
        Ledger.OpenAsset();
        Ledger.OpenAsset();
    }

    internal Ledger Ledger { get; } = new();

    internal static uint Holder(char name) => (uint)Holders.IndexOf(name) + 1;

    /// <summary>Posts one batch; lines are parted by semicolons.</summary>
    internal TransferResult[] Post(string batch)
    {
        Transfer[] transfers = [.. batch.Split(';', StringSplitOptions.TrimEntries).Select(Parse)];
        var results = new TransferResult[transfers.Length];
        Ledger.Post(transfers, results);
        return results;
    }

    internal string Balances() => string.Join(' ', Lines(Ledger));

    internal static IEnumerable<string> Lines(Ledger ledger)
    {
        for (int row = 0; row < ledger.AccountCount; row++)
        {
            LedgerAccount a = ledger.Account(row);
            yield return $"{a.Holder}/{a.Asset}:{a.DebitsPosted},{a.CreditsPosted},{a.DebitsPending},"
                + $"{a.CreditsPending},{a.DebitsDue},{a.CreditsDue}";
        }
    }

    private static Transfer Parse(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var transfer = new Transfer { Id = words[0] == "max" ? UInt128.MaxValue : UInt128.Parse(words[0]) };
        foreach (string word in words.Skip(1)) Add(ref transfer, word);
        return transfer;
    }

    private static void Add(ref Transfer transfer, string word)
    {
        bool numbered = word.Length > 1 && char.IsDigit(word[1]);
        if (word.Contains('>'))
        {
            string[] pair = word.Split('>');
            (transfer.Debit, transfer.Credit) = (Named(pair[0]), Named(pair[1]));
        }
        else if (word[0] == 'c' && numbered)
        {
            transfer.Code = (TransferCode)ushort.Parse(word[1..]);
        }
        else if (word[0] == 'p' && numbered)
        {
            transfer.PendingId = UInt128.Parse(word[1..]);
        }
        else if (char.IsLetter(word[0]))
        {
            transfer.Flags |= Enum.Parse<TransferFlags>(word, ignoreCase: true);
        }
        else
        {
            char asset = word[^1];
            transfer.Asset = asset switch { 'X' => X, 'Y' => Y, 'Q' => 99, _ => 0 };
            transfer.Amount = Int128.Parse(char.IsLetter(asset) ? word[..^1] : word);
        }
    }

    private static uint Named(string name) => name == "" ? 0 : name == "Q" ? 99u : Holder(name[0]);
}
