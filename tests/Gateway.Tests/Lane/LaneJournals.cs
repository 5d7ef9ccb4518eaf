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

    public MessageStore Open(FixSessionSettings session)
    {
        string name = Encoding.ASCII.GetString(session.TargetCompId);
        if (!_memory.TryGetValue(name, out byte[]? memory))
            _memory[name] = memory = new byte[MessageStore.BytesOf(Messages, Bytes)];
        return new MessageStore(memory, Messages, Bytes);
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
}
