using Gateway.Fix;

namespace Gateway.Venue;

/// <summary>One connection of the venue, from its Open event to its Closed one.</summary>
internal sealed class Line
{
    /// <summary>No member.</summary>
    internal const int Nobody = -1;

    /// <summary>Cuts its stream.</summary>
    internal MessageFramer Framer { get; } = new();

    /// <summary>The connection, as events name it.</summary>
    internal uint Conn { get; private set; }

    /// <summary>It is in use.</summary>
    internal bool Open { get; private set; }

    /// <summary>Nothing more is taken from it: it has been closed from here.</summary>
    internal bool Ended { get; set; }

    /// <summary>Who logged on over it, or <see cref="Nobody"/>.</summary>
    internal int Member { get; set; } = Nobody;

    /// <summary>When it came up.</summary>
    internal ulong OpenedNs { get; private set; }

    /// <summary>Begins with a connection.</summary>
    internal void Begin(uint conn, ulong nowNs)
    {
        (Conn, OpenedNs, Open, Ended, Member) = (conn, nowNs, true, false, Nobody);
        Framer.Reset();
    }

    /// <summary>Is free for another connection.</summary>
    internal void Free() => (Open, Ended, Member) = (false, true, Nobody);
}
