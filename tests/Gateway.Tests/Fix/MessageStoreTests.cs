using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class MessageStoreTests
{
    private const int Slots = 64;
    private const int Bytes = 2 * FixOutput.MessageBytesMax;

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
            foreach (int length in lengths) store.Add(new byte[length], (ulong)length);
            store.NextTarget = 77;

            var next = new MessageStore(memory.ToArray(), Slots, Bytes);
            bool same = (next.NextSender, next.NextTarget, next.Newest, next.About)
                == (store.NextSender, store.NextTarget, store.Newest, store.About);
            next.Add("new"u8);
            ulong last = (ulong)lengths.Length;
            bool kept = next.TryGet(last, out ReadOnlySpan<byte> newest) && newest.Length == lengths[^1];
            return same && kept && next.TryGet(last + 1, out ReadOnlySpan<byte> added) && added.SequenceEqual("new"u8);
        });

    [Fact]
    public void AMessageThatWasBeingWrittenWasNeverSent()
    {
        var memory = new byte[MessageStore.BytesOf(Slots, Bytes)];
        var store = new MessageStore(memory, Slots, Bytes);
        store.Add("one"u8, 5);
        store.Add("two"u8, 9);
        store.NextSender = 2;

        var next = new MessageStore(memory, Slots, Bytes);
        Assert.Equal((2UL, 1UL, 5UL), (next.NextSender, next.Newest, next.About));
        Assert.False(next.TryGet(2, out _));
    }

    [Theory]
    [InlineData(0)] // magic
    [InlineData(8)] // format
    [InlineData(12)] // slots
    [InlineData(16)] // bytes
    [InlineData(64 + 32 + 24)] // length of message 1
    public void AnotherOrDamagedStoreIsRefused(int at)
    {
        var memory = new byte[MessageStore.BytesOf(Slots, Bytes)];
        new MessageStore(memory, Slots, Bytes).Add("one"u8);
        memory[at + 1] ^= 0x80;
        Assert.Throws<InvalidDataException>(() => new MessageStore(memory, Slots, Bytes));
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
