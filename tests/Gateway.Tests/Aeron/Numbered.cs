using System;
using System.Buffers.Binary;
using Gateway.Aeron;

namespace Gateway.Tests.Aeron;

/// <summary>Reads messages that say their number; one whose end is missing is none.</summary>
internal struct Numbered : IFragmentHandler
{
    private long _begun = -1;

    public Numbered()
    {
    }

    /// <summary>Of the last message that was whole; -1 before the first.</summary>
    internal long Last { get; private set; } = -1;

    /// <summary>Messages whose number was not the one that follows.</summary>
    internal int Jumps { get; private set; }

    public void OnFragment(ReadOnlySpan<byte> payload, in Header header)
    {
        if ((header.Flags & 0x80) != 0) _begun = BinaryPrimitives.ReadInt64LittleEndian(payload);
        if ((header.Flags & 0x40) == 0) return;
        if (_begun != Last + 1) Jumps++;
        Last = _begun;
        _begun = -1;
    }
}
