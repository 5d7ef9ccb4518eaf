using System;
using System.Collections.Generic;
using Gateway.Aeron;

namespace Gateway.Tests.Aeron;

/// <summary>Keeps what a reader is given.</summary>
internal readonly struct Fragments : IFragmentHandler, IBlockHandler
{
    public Fragments()
    {
    }

    internal List<byte[]> Payloads { get; } = [];

    internal List<(long Position, byte Flags, long Reserved)> Headers { get; } = [];

    public void OnFragment(ReadOnlySpan<byte> payload, in Header header)
    {
        Payloads.Add(payload.ToArray());
        Headers.Add((header.Position, header.Flags, header.ReservedValue));
    }

    public void OnBlock(ReadOnlySpan<byte> frames, long position)
    {
        Payloads.Add(frames.ToArray());
        Headers.Add((position, 0, 0));
    }

    /// <summary>Messages put together from their fragments.</summary>
    internal List<byte[]> Messages()
    {
        var messages = new List<byte[]>();
        var parts = new List<byte>();
        for (int i = 0; i < Payloads.Count; i++)
        {
            if ((Headers[i].Flags & 0x80) != 0) parts.Clear();
            parts.AddRange(Payloads[i]);
            if ((Headers[i].Flags & 0x40) != 0) messages.Add([.. parts]);
        }

        return messages;
    }
}
