using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using Gateway.Fix;

namespace Gateway.Tests.Lane;

/// <summary>The session journals of a lane: memory that outlives it, as it was at any time.</summary>
internal sealed class LaneJournals
{
    private const int Messages = 1 << 12;
    private const int Bytes = 1 << 20;

    private readonly Dictionary<string, byte[]> _memory = [];

    /// <summary>The lane is killed when it reaches for its journals so many times from now on; 0: it is not.</summary>
    public int DiesAt { get; set; }

    public MessageStore Open(FixSessionSettings session)
    {
        string name = Encoding.ASCII.GetString(session.TargetCompId);
        if (!_memory.TryGetValue(name, out byte[]? memory))
            _memory[name] = memory = new byte[MessageStore.BytesOf(Messages, Bytes)];
        return new MessageStore(new Watched(this, memory).Memory, Messages, Bytes);
    }

    /// <summary>A copy of all of them.</summary>
    public LaneJournals Copy()
    {
        var copy = new LaneJournals();
        foreach ((string name, byte[] memory) in _memory) copy._memory[name] = [.. memory];
        return copy;
    }

    /// <summary>A copy in which the named sessions are as they were in an older one.</summary>
    public LaneJournals With(LaneJournals older, params string[] names)
    {
        LaneJournals copy = Copy();
        foreach (string name in names) copy._memory[name] = [.. older._memory[name]];
        return copy;
    }

    private void Reached()
    {
        if (DiesAt > 0 && --DiesAt == 0) throw new LaneKilled();
    }

    private sealed class Watched(LaneJournals owner, byte[] memory) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan()
        {
            owner.Reached();
            return memory;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
