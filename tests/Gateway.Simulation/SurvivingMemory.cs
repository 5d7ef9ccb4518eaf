using System;
using System.Buffers;
using System.Runtime.InteropServices;

namespace Gateway.Simulation;

/// <summary>A mapped file of a process: what was stored in it outlives the process.</summary>
/// <param name="durable">What survives.</param>
/// <param name="fuse">Of the process.</param>
internal sealed class SurvivingMemory(byte[] durable, Fuse fuse) : MemoryManager<byte>
{
    private byte[]? _before;

    /// <inheritdoc/>
    public override Memory<byte> Memory => CreateMemory(durable.Length);

    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        fuse.Touch(this);
        return durable;
    }

    /// <summary>The next write is the last of its process.</summary>
    internal void Remember() => _before = durable.AsSpan().ToArray();

    /// <summary>Undoes a part of the last write.</summary>
    /// <remarks>
    /// Stores are in their order, and one of eight bytes is whole: a single one is never undone, since what followed
    /// it may have left the process.
    /// </remarks>
    /// <param name="dice">Draws how much is left.</param>
    internal void Tear(Random dice)
    {
        if (_before == null) return;
        Span<ulong> now = MemoryMarshal.Cast<byte, ulong>(durable.AsSpan());
        ReadOnlySpan<ulong> then = MemoryMarshal.Cast<byte, ulong>(_before.AsSpan());
        int first = now.CommonPrefixLength(then);
        int last = now.Length - 1;
        while (last >= first && now[last] == then[last]) last--;
        if (last <= first) return;
        int kept = first + 1 + dice.Next(last - first + 1);
        then[kept..(last + 1)].CopyTo(now[kept..]);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: nobody needs to.</exception>
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
