using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Gateway.Host.Clearing;
using Gateway.Host.Processes;
using Gateway.Tests.Market;
using Xunit;

namespace Gateway.Tests.Processes;

/// <summary>What a part has taken comes back whole, or the file is refused.</summary>
public sealed class MessageJournalTests : IDisposable
{
    private const int HeaderBytes = 64;
    private const int LengthBytes = 4;
    private const int MessageBytesMax = 1 << 16;

    private readonly Workspace _at = new();

    private string File => _at["part.journal"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WhatIsKeptComesBackInItsOrderHoweverOftenItIsOpened(int seed)
    {
        var random = new Random(seed);
        var kept = new List<Entry>();
        for (int opened = 0; opened < 5; opened++)
        {
            var read = new List<Entry>();
            using MessageJournal journal = Open(read);
            Assert.Equal(kept, read);
            Assert.Equal(0, journal.CutBytes);
            for (int i = random.Next(40); i > 0; i--) kept.Add(Append(journal, random, random.Next(300)));
        }

        using (MessageJournal journal = Open([]))
        {
            foreach (int bytes in (int[])[0, 1, 7, 8, 9, MessageBytesMax]) kept.Add(Append(journal, random, bytes));
        }

        Assert.Equal(kept, ReadAll());
    }

    /// <summary>A process that dies while it writes leaves some of its last entry, which nobody was told of.</summary>
    [Fact]
    public void ATornLastEntryIsCutOffAtEveryByteAndTheJournalGoesOn()
    {
        (byte[] file, List<Entry> kept, int last) = Written();
        for (int length = last; length < file.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, file[..length]);
            var read = new List<Entry>();
            using (MessageJournal journal = Open(read))
            {
                Assert.Equal(kept[..^1], read);
                Assert.Equal(length - last, journal.CutBytes);
                journal.Append(kept[^1].Source, kept[^1].TimeNs, Convert.FromHexString(kept[^1].Message));
            }

            Assert.Equal(file, System.IO.File.ReadAllBytes(File));
        }
    }

    /// <summary>All but a length that reaches behind the end is told from a torn entry.</summary>
    [Fact]
    public void AFlippedBitIsRefusedOrMakesTheEntryEndBehindTheFile()
    {
        (byte[] file, List<Entry> kept, int last) = Written();
        int cuts = 0;
        for (int bit = last * 8; bit < file.Length * 8; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            System.IO.File.WriteAllBytes(File, damaged);
            int claimed = BitConverter.ToInt32(damaged, last);
            bool isBehind = claimed is >= 0 and <= MessageBytesMax && last + claimed + 24 > file.Length;
            if (bit / 8 >= last + LengthBytes || !isBehind)
            {
                _ = Assert.Throws<InvalidDataException>(() => Open([]));
                Assert.Equal(damaged, System.IO.File.ReadAllBytes(File));
                continue;
            }

            cuts++;
            var read = new List<Entry>();
            using MessageJournal journal = Open(read);
            Assert.Equal(kept[..^1], read);
            Assert.Equal(file.Length - last, journal.CutBytes);
        }

        Assert.InRange(cuts, 5, 20);
    }

    [Fact]
    public void AnEntryThatWasMovedIsRefused()
    {
        (byte[] file, _, int last) = Written();
        System.IO.File.WriteAllBytes(File, [.. file, .. file[last..]]);
        _ = Assert.Throws<InvalidDataException>(() => Open([]));
    }

    [Fact]
    public void AnotherFormatIsAConflictOfVersions()
    {
        (byte[] file, _, _) = Written();
        file[8]++;
        System.IO.File.WriteAllBytes(File, file);
        JournalException refused = Assert.Throws<JournalException>(() => Open([]));
        Assert.Equal(7, refused.ExitCode);
        Assert.Contains(File, refused.Message);
    }

    [Fact]
    public void AnotherFileIsNoJournal()
    {
        System.IO.File.WriteAllBytes(File, [.. Enumerable.Repeat((byte)'x', 100)]);
        _ = Assert.Throws<InvalidDataException>(() => Open([]));
        Assert.Equal(100, new FileInfo(File).Length);
    }

    [Fact]
    public void TwoWritersOfOneFileAreRefused()
    {
        using MessageJournal first = Open([]);
        first.Append(1, 2, "abc"u8);
        IOException refused = Assert.Throws<IOException>(() => Open([]));
        Assert.Contains(File, refused.Message);
        first.Append(3, 4, "def"u8);
        first.Dispose();
        Assert.Equal([new Entry(1, 2, "616263"), new Entry(3, 4, "646566")], ReadAll());
    }

    [Fact]
    public void AMessageThatDoesNotFitIsRefusedAndTheFileLetGo()
    {
        (byte[] file, List<Entry> kept, _) = Written();
        int taken = 0;
        InvalidDataException refused = Assert.Throws<InvalidDataException>(
            () => new MessageJournal(File, (_, _, _) => ++taken < 2));
        Assert.Contains(File, refused.Message);
        Assert.Equal(2, taken);
        Assert.Equal(file, System.IO.File.ReadAllBytes(File));
        Assert.Equal(kept, ReadAll());
    }

    public void Dispose() => _at.Dispose();

    /// <summary>A journal of four entries and where its last one begins.</summary>
    private (byte[] File, List<Entry> Kept, int Last) Written()
    {
        var random = new Random(7);
        var kept = new List<Entry>();
        using MessageJournal journal = Open([]);
        int last = HeaderBytes;
        foreach (int bytes in (int[])[5, 0, 100, 61])
        {
            last = (int)new FileInfo(File).Length;
            kept.Add(Append(journal, random, bytes));
        }

        journal.Dispose();
        return (System.IO.File.ReadAllBytes(File), kept, last);
    }

    private static Entry Append(MessageJournal journal, Random random, int bytes)
    {
        byte[] message = new byte[bytes];
        random.NextBytes(message);
        var entry = new Entry(random.Next(-1, 9), (ulong)random.NextInt64(), Convert.ToHexString(message));
        journal.Append(entry.Source, entry.TimeNs, message);
        return entry;
    }

    private List<Entry> ReadAll()
    {
        var read = new List<Entry>();
        Open(read).Dispose();
        return read;
    }

    private MessageJournal Open(List<Entry> read) => new(File, (source, timeNs, message) =>
    {
        read.Add(new Entry(source, timeNs, Convert.ToHexString(message)));
        return true;
    });

    private sealed record Entry(int Source, ulong TimeNs, string Message);
}
