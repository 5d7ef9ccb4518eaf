using System;

namespace Gateway.Simulation;

/// <summary>Kills one process at a drawn access to memory that survives it, in the middle of whatever it does.
/// </summary>
internal sealed class Fuse
{
    private Func<long> _mark = () => 0;
    private int _left = -1;
    private long _lit;

    /// <summary>It has burnt down: the process was killed by it.</summary>
    internal bool IsBurnt { get; private set; }

    /// <summary>How much the process had appended at the last access, or when the step began.</summary>
    internal long Mark { get; private set; }

    /// <summary>The memory that was accessed last; null: it was looked at by nobody.</summary>
    internal SurvivingMemory? Last { get; private set; }

    /// <summary>Says what it marks.</summary>
    /// <param name="mark">Bytes that the process has appended to its log or journal.</param>
    internal void Marks(Func<long> mark) => _mark = mark;

    /// <summary>Lights it.</summary>
    /// <param name="touches">Accesses that still go well.</param>
    /// <param name="appends">It begins to burn when the process appends something.</param>
    internal void Light(int touches, bool appends)
    {
        (_left, IsBurnt, Last) = (touches, false, null);
        _lit = appends ? _mark() : -1;
        Mark = _mark();
    }

    /// <summary>A step begins: what was appended before it has been read by others.</summary>
    internal void StartStep()
    {
        if (_left >= 0) Mark = _mark();
    }

    /// <summary>Puts it out.</summary>
    internal void PutOut() => _left = -1;

    /// <summary>An access to memory that survives.</summary>
    /// <exception cref="Crash">The fuse has burnt down: it does not come to it.</exception>
    internal void Touch(SurvivingMemory memory)
    {
        if (_left < 0) return;
        if (_mark() == _lit)
        {
            Mark = _lit;
            return;
        }

        if (_left == 0)
        {
            IsBurnt = true;
            throw new Crash();
        }

        Mark = _mark();
        if (--_left > 0) return;
        memory.Remember();
        Last = memory;
    }
}
