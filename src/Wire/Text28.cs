using System;
using System.Runtime.CompilerServices;

namespace Gateway.Wire;

/// <summary>28 bytes of text in a <see cref="Name"/>, zero behind its end.</summary>
[InlineArray(SizeBytes)]
public struct Text28
{
    /// <summary>Bytes of one part of a text.</summary>
    public const int SizeBytes = 28;

    private byte _first;

    /// <summary>Replaces the text; what is behind it becomes zero.</summary>
    /// <param name="text">0 to 28 bytes.</param>
    public void Set(ReadOnlySpan<byte> text)
    {
        this = default;
        text.CopyTo(this);
    }
}
