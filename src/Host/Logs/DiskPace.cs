using System;
using System.IO;
using Gateway.Host.Clearing;

namespace Gateway.Host.Logs;

/// <summary>When a reader of the log writes what it has: in groups, and while the disk is full again and again.</summary>
/// <remarks>It tells once when the disk is full and once when there is room again. One thread.</remarks>
/// <param name="reader">Such as <c>recorder</c>, for these lines.</param>
/// <param name="told">Gets them.</param>
internal sealed class DiskPace(string reader, TextWriter told)
{
    private const int GroupMs = 5;
    private const int FullMs = 100;
    private const int IdleMs = 1;
    private const int EndMs = 5_000;

    private long _triedMs;
    private long _endedMs;
    private bool _isFull;

    /// <summary>How long to sleep when there is nothing to read.</summary>
    internal int SleepMs => _isFull ? FullMs : IdleMs;

    /// <summary>It is time to write.</summary>
    /// <param name="isIdle">Nothing more is there to wait for.</param>
    internal bool IsDue(bool isIdle)
    {
        long sinceMs = Environment.TickCount64 - _triedMs;
        return _isFull ? sinceMs >= FullMs : isIdle || sinceMs >= GroupMs;
    }

    /// <summary>It was tried.</summary>
    /// <param name="full">Why nothing was written; null: it was.</param>
    /// <param name="position">Durable up to here.</param>
    internal void Tried(JournalException? full, long position)
    {
        _triedMs = Environment.TickCount64;
        if (full != null && !_isFull) told.WriteLine($"{reader}: {full.Message}; it stands at position {position}");
        if (full == null && _isFull) told.WriteLine($"{reader}: there is room again; it goes on at position {position}");
        _isFull = full != null;
    }

    /// <summary>The log has ended: nothing more is done once all is written, or there was no room for 5 s.</summary>
    internal bool IsDone()
    {
        if (_endedMs == 0) _endedMs = Environment.TickCount64;
        return !_isFull || Environment.TickCount64 - _endedMs > EndMs;
    }
}
