using System;

namespace Gateway.Simulation;

/// <summary>Kills one process at a drawn access to memory that survives it, in the middle of whatever it does.</summary>
internal sealed class Fuse
{
    private Func<long> _mark = () => 0;
    private int _left = -1;
    private SurvivingMemory? _last;

    /// <summary>How much the process had appended at the last access, or when the step began.</summary>
    internal long Mark { get; private set; }

    /// <summary>Says what it marks.</summary>
    /// <param name="mark">Bytes that the process has appended to its log or journal.</param>
    internal void Marks(Func<long> mark) => _mark = mark;

    /// <summary>Lights it.</summary>
    /// <param name="touches">Accesses that still go well.</param>
    internal void Light(int touches) => (_left, _last) = (touches, null);

    /// <summary>A step begins: what was appended before it has been read by others.</summary>
    internal void StartStep()
    {
        if (_left >= 0) Mark = _mark();
    }

    /// <summary>Puts it out.</summary>
    /// <returns>The memory that was accessed last before it burnt down; null: it has not.</returns>
    internal SurvivingMemory? PutOut()
    {
        (SurvivingMemory? last, _left) = (_left == 0 ? _last : null, -1);
        return last;
    }

    /// <summary>An access to memory that survives.</summary>
    /// <exception cref="Crash">The fuse has burnt down: it does not come to it.</exception>
    internal void Touch(SurvivingMemory memory)
    {
        if (_left < 0) return;
        if (_left == 0) throw new Crash();
        if (--_left > 0) return;
        Mark = _mark();
        memory.Remember();
        _last = memory;
    }
}
