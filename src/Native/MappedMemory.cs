using System;
using System.Buffers;

namespace Gateway.Native;

/// <summary>A mapped file as memory that is passed on.</summary>
internal sealed class MappedMemory(MappedFile file) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan() => file.Slice(0, checked((int)file.Length));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: it never moves, so nobody needs to.</exception>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
