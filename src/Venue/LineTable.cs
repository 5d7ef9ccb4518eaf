using System;
using Gateway.Native;

namespace Gateway.Venue;

/// <summary>The venue's connections by the slot of their events.</summary>
internal sealed class LineTable
{
    private readonly Line[] _lines;
    private readonly Line?[] _bySlot = new Line?[Net.ConnectionsMax];

    /// <summary>Reserves the lines.</summary>
    /// <param name="capacity">Most connections at a time.</param>
    internal LineTable(int capacity)
    {
        _lines = new Line[capacity];
        for (int i = 0; i < capacity; i++) _lines[i] = new Line();
    }

    /// <summary>The lines, open or not.</summary>
    internal ReadOnlySpan<Line> All => _lines;

    /// <summary>The line of an event's connection; null when there was no line left for it.</summary>
    internal Line? this[in NetEvent happened]
    {
        get
        {
            Line? line = _bySlot[happened.Slot];
            return line != null && line.Conn == happened.Conn ? line : null;
        }
    }

    /// <summary>Takes a line for a connection that came up.</summary>
    /// <returns>False when all are in use.</returns>
    internal bool TryOpen(in NetEvent opened, ulong nowNs)
    {
        foreach (Line line in _lines)
        {
            if (line.Open) continue;
            line.Begin(opened.Conn, nowNs);
            _bySlot[opened.Slot] = line;
            return true;
        }

        return false;
    }
}
