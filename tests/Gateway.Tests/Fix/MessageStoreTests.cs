using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class MessageStoreTests
{
    private const int Slots = 64;
    private const int Bytes = 4 * FixOutput.MessageBytesMax;

    [Fact]
    public void WhatIsKeptIsTheNewestAndWhole() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3000]).Array[0, 300].Sample(steps =>
        {
            var store = new MessageStore(Slots, Bytes);
            var model = new SortedDictionary<ulong, byte[]>();
            ulong number = 0;
            foreach ((int skip, int length) in steps)
            {
                number += (ulong)skip;
                store.NextSender = number;
                byte[] message = [.. Enumerable.Range(0, length).Select(i => (byte)(i + (int)number))];
                store.Add(message);
                model[number] = message;
            }

            return model.All(kept => Holds(store, kept.Key, kept.Value, model)) && Gaps(store, model, number);
        });

    [Fact]
    public void ClearForgetsAll()
    {
        var store = new MessageStore(Slots, Bytes);
        store.Add("x"u8);
        store.Clear();
        Assert.False(store.TryGet(1, out _));
        Assert.False(store.TryGet(0, out _));
        Assert.Equal(6UL, store.FirstFrom(1, 5));
        store.Add("y"u8);
        Assert.True(store.TryGet(1, out ReadOnlySpan<byte> message));
        Assert.Equal("y"u8, message);
    }

    [Fact]
    public void WhatWasKeptOutlivesItsOwner() =>
        Gen.Int[1, 3000].Array[1, 200].Sample(lengths =>
        {
            var memory = new byte[MessageStore.BytesOf(Slots, Bytes)];
            var store = new MessageStore(memory, Slots, Bytes);
            foreach (int length in lengths) store.Add(Message(length), (ulong)length);
            store.NextTarget.Keep(77);

            var next = new MessageStore(memory.ToArray(), Slots, Bytes);
            bool same = (next.NextSender, next.NextTarget.Value, next.Newest, next.About)
                == (store.NextSender, store.NextTarget.Value, store.Newest, store.About);
            next.Add("new"u8);
            ulong last = (ulong)lengths.Length;
            bool kept = next.TryGet(last, out ReadOnlySpan<byte> newest);
            kept &= newest.SequenceEqual(Message(lengths[^1]));
            return same && kept && next.TryGet(last + 1, out ReadOnlySpan<byte> added) && added.SequenceEqual("new"u8);
        });

    [Fact]
    public void AMessageThatWasBeingWrittenWasNeverSent()
    {
        var memory = new byte[MessageStore.BytesOf(Slots, Bytes)];
        var store = new MessageStore(memory, Slots, Bytes);
        store.Add(Message(3), 5);
        store.Add(Message(4), 9);
        store.NextSender = 2;

        var next = new MessageStore(memory, Slots, Bytes);
        Assert.Equal((2UL, 1UL, 5UL), (next.NextSender, next.Newest, next.About));
        Assert.False(next.TryGet(2, out _));
    }

    [Fact]
    public void AResetForgetsMessagesAndNotWhatTheyWereAbout()
    {
        var memory = new byte[MessageStore.BytesOf(Slots, Bytes)];
        var store = new MessageStore(memory, Slots, Bytes);
        store.Add(Message(3), 5);
        store.NextTarget.Promise(9, 100);
        store.Clear();

        var next = new MessageStore(memory, Slots, Bytes);
        next.NextTarget.Settle(1000);
        Assert.Equal((1UL, 1UL, 0UL, 5UL), (next.NextSender, next.NextTarget.Value, next.Newest, next.About));
    }

    /// <summary>Each byte that says something, one after the other.</summary>
    [Fact]
    public void AChangedByteIsRefusedOrChangesNothing()
    {
        var memory = new byte[MessageStore.BytesOf(Slots, Bytes)];
        var store = new MessageStore(memory, Slots, Bytes);
        store.Add(Message(30), 5);
        store.Add(Message(40), 7);
        int refused = 0;
        for (int at = 0; at < memory.Length; at++)
        {
            if (at > 64 + (3 * 32) && at < memory.Length - Bytes) at = memory.Length - Bytes;
            if (at > memory.Length - Bytes + 200) break;
            byte[] changed = [.. memory];
            changed[at] ^= (byte)(1 << (at % 8));
            try
            {
                var next = new MessageStore(changed, Slots, Bytes);
                Assert.Equal((3UL, 2UL, 7UL), (next.NextSender, next.Newest, next.About));
                Assert.True(next.TryGet(2, out ReadOnlySpan<byte> two) && two.SequenceEqual(Message(40)));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.Equal(60 + (3 * 32) + 37 + 47, refused); // header, a free slot and two, two messages
    }

    /// <summary>A body of so many bytes and its own CheckSum.</summary>
    private static byte[] Message(int bodyBytes)
    {
        byte[] body = new byte[bodyBytes];
        return [.. body, .. Encoding.ASCII.GetBytes($"10={CheckSum.Of(body):000}\u0001")];
    }

    /// <summary>It is there unchanged, or enough came after it to push it out.</summary>
    private static bool Holds(MessageStore store, ulong number, byte[] bytes, SortedDictionary<ulong, byte[]> model)
    {
        if (store.TryGet(number, out ReadOnlySpan<byte> message)) return message.SequenceEqual(bytes);
        int since = model.Where(other => other.Key > number).Sum(other => other.Value.Length);
        return model.Keys.Max() - number >= Slots || since + bytes.Length > Bytes - 3000;
    }

    private static bool Gaps(MessageStore store, SortedDictionary<ulong, byte[]> model, ulong last)
    {
        for (ulong from = 1; from <= last; from++)
        {
            ulong expected = model.Keys.Where(n => n >= from && store.TryGet(n, out _)).DefaultIfEmpty(last + 1).Min();
            if (store.FirstFrom(from, last) != expected) return false;
        }

        return true;
    }
}
