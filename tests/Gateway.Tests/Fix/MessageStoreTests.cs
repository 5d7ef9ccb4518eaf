using System;
using System.Collections.Generic;
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
                byte[] message = [.. Enumerable.Range(0, length).Select(i => (byte)(i + (int)number))];
                store.Add(number, message);
                model[number] = message;
            }

            return model.All(kept => Holds(store, kept.Key, kept.Value, model)) && Gaps(store, model, number);
        });

    [Fact]
    public void ClearForgetsAll()
    {
        var store = new MessageStore(Slots, Bytes);
        store.Add(1, "x"u8);
        store.Clear();
        Assert.False(store.TryGet(1, out _));
        Assert.False(store.TryGet(0, out _));
        Assert.Equal(6UL, store.FirstFrom(1, 5));
        store.Add(1, "y"u8);
        Assert.True(store.TryGet(1, out ReadOnlySpan<byte> message));
        Assert.Equal("y"u8, message);
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
