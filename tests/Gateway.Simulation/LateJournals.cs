using System;
using System.Buffers;
using System.Collections.Generic;

namespace Gateway.Simulation;

/// <summary>A bug: session journals that are written a step later than they should be, which is after the send.
/// </summary>
internal sealed class LateJournals
{
    private readonly List<Late> _journals = [];

    /// <summary>Opens a journal for the process.</summary>
    /// <param name="durable">What survives it.</param>
    internal Memory<byte> Open(byte[] durable)
    {
        var late = new Late(durable);
        _journals.Add(late);
        return late.Memory;
    }

    /// <summary>Writes what the process stored in its last step.</summary>
    internal void Write() => _journals.ForEach(journal => journal.Write());

    /// <summary>Its process was killed: what is not written is lost.</summary>
    internal void Clear() => _journals.Clear();

    private sealed class Late(byte[] durable) : MemoryManager<byte>
    {
        private readonly byte[] _private = [.. durable];
        private bool _dirty;

        public override Memory<byte> Memory => CreateMemory(_private.Length);

        public override Span<byte> GetSpan()
        {
            _dirty = true;
            return _private;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        internal void Write()
        {
            if (_dirty) _private.CopyTo(durable, 0);
            _dirty = false;
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
