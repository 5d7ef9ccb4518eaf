using System;
using System.Runtime.CompilerServices;

namespace Gateway.Venue;

/// <summary>A text of at most 32 bytes, in place.</summary>
internal struct Text32
{
    /// <summary>Longest text.</summary>
    internal const int BytesMax = 32;

    private Bytes _bytes;
    private byte _length;

    /// <summary>Replaces the text; what is behind it becomes zero.</summary>
    /// <param name="text">0 to <see cref="BytesMax"/> bytes.</param>
    internal void Set(ReadOnlySpan<byte> text)
    {
        _bytes = default;
        text.CopyTo(_bytes);
        _length = (byte)text.Length;
    }

    /// <summary>The text of a place in memory; valid until it is replaced.</summary>
    internal static ReadOnlySpan<byte> Of(ref readonly Text32 text) =>
        ((ReadOnlySpan<byte>)text._bytes)[..text._length];

    [InlineArray(BytesMax)]
    private struct Bytes
    {
        private byte _first;
    }
}
