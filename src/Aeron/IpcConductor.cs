using System;
using System.Collections.Generic;
using System.IO;

namespace Gateway.Aeron;

/// <summary>Owns an Aeron directory: makes publications and readers' positions, moves limits, cleans.</summary>
/// <remarks>
/// Spec: aeron.md sections 13 and 14, for shared memory only. One thread calls it, beside the lane's and never that;
/// time is an argument; no call sleeps. <see cref="DoWork"/> allocates nothing. Publications' writers are in this
/// process, their readers anywhere; they meet only in mapped memory. A publication that was closed stays, counters and
/// log, until <see cref="Dispose"/>: a reader that died during the last cycle still finds the end.
/// </remarks>
public sealed class IpcConductor : IDisposable
{
    private const long HeartbeatMs = 1000;

    private readonly string _directory;
    private readonly CncFile _cnc;
    private readonly FileStream _lock;
    private readonly List<IpcPublication> _publications = [];
    private bool _disposed;

    /// <summary>Makes the directory; that of a dead conductor is replaced.</summary>
    /// <param name="directory">Best on /dev/shm.</param>
    /// <param name="pid">This process.</param>
    /// <param name="nowMs">Time, ms since 1970.</param>
    /// <exception cref="IOException">A live conductor has it, it is something else, or there is no room.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public IpcConductor(string directory, long pid, long nowMs)
    {
        _cnc = AeronDirectory.Create(directory, pid, nowMs);
        _lock = AeronDirectory.Lock(directory, FileMode.CreateNew);
        _directory = directory;
    }

    private IpcConductor(string directory, CncFile cnc, FileStream held)
    {
        _directory = directory;
        _cnc = cnc;
        _lock = held;
    }

    /// <summary>The counters of all publications and readers.</summary>
    public Counters Counters => _cnc.Counters;

    /// <summary>Goes on where a conductor was killed: the same cnc.dat, publications, counters and readers.</summary>
    /// <remarks>
    /// What it knows is what is in shared memory. A frame that was not whole becomes padding, and everything that no
    /// reader needs is erased. The first <see cref="DoWork"/> moves the limits. Readers in other processes notice
    /// nothing but the time it took.
    /// </remarks>
    /// <param name="directory">Of a conductor that did not shut down.</param>
    /// <param name="pid">This process.</param>
    /// <param name="nowMs">Time, ms since 1970.</param>
    /// <returns>The conductor; its publications by <see cref="FindPublication"/>.</returns>
    /// <exception cref="IOException">Its conductor lives, or a file is missing or too short.</exception>
    /// <exception cref="InvalidDataException">Something in it does not fit; one line names file and field. Nothing
    /// is changed then.</exception>
    public static IpcConductor TakeOver(string directory, long pid, long nowMs)
    {
        FileStream held = AeronDirectory.Lock(directory, FileMode.Open);
        CncFile? cnc = null;
        bool complete = false;
        try
        {
            cnc = CncFile.Open(directory);
            List<FoundPublication> found = FoundPublication.FindAll(directory, cnc);
            var conductor = new IpcConductor(directory, cnc, held);
            cnc.TakeOver(pid, nowMs);
            foreach (FoundPublication one in found) conductor._publications.Add(new IpcPublication(one, cnc.Counters));
            complete = true;
            return conductor;
        }
        finally
        {
            if (!complete)
            {
                cnc?.Dispose();
                held.Dispose();
            }
        }
    }

    /// <summary>The writer's end of a publication that there is.</summary>
    /// <param name="streamId">Of the publication.</param>
    /// <returns>Null when there is none. One that was closed stays closed.</returns>
    public ExclusivePublication? FindPublication(int streamId) => Find(streamId)?.Publication;

    /// <summary>A reader that there is.</summary>
    /// <param name="streamId">What it reads.</param>
    /// <param name="channel">As it was added.</param>
    /// <returns>The first with this channel; null when there is none.</returns>
    public IpcSubscription? FindSubscription(int streamId, string channel) => Find(streamId)?.Find(channel);

    /// <summary>Makes a publication and its log.</summary>
    /// <param name="settings">Its stream must be new here.</param>
    /// <param name="channel">For the counters' labels; ASCII.</param>
    /// <param name="nowMs">Time, ms since 1970.</param>
    /// <returns>The writer's end, for one other thread; not to be used after <see cref="Dispose"/>.</returns>
    /// <exception cref="ArgumentException">A setting is out of its range, or the stream exists.</exception>
    /// <exception cref="IOException">There is no room; nothing is left behind.</exception>
    public ExclusivePublication AddExclusivePublication(LogSettings settings, string channel, long nowMs)
    {
        if (Find(settings.StreamId) != null) throw new ArgumentException($"stream {settings.StreamId} exists");
        long id = _cnc.NextCorrelationId();
        LogBuffer log = LogBuffer.Create(AeronDirectory.LogPath(_directory, id), id, settings);
        var publication = new IpcPublication(log, Counters, channel, nowMs);
        _publications.Add(publication);
        return publication.Publication;
    }

    /// <summary>Makes a reader's position before the reader is there: what is written from now on is kept.</summary>
    /// <param name="streamId">Of a publication that exists.</param>
    /// <param name="channel">For the counter's label, such as <c>aeron:ipc?alias=clearing</c>; ASCII.</param>
    /// <param name="nowMs">Time, ms since 1970.</param>
    /// <returns>What the reader's process needs.</returns>
    /// <exception cref="ArgumentException">There is no such stream.</exception>
    /// <exception cref="IOException">All counters are in use.</exception>
    public IpcSubscription AddSubscription(int streamId, string channel, long nowMs)
    {
        IpcPublication publication = Find(streamId) ?? throw new ArgumentException($"no stream {streamId}");
        return publication.Add(_cnc.NextCorrelationId(), channel, nowMs);
    }

    /// <summary>Lets a reader go: its counter is freed and nothing is kept for it.</summary>
    /// <param name="subscription">As it was added.</param>
    /// <param name="nowMs">Time, ms since 1970.</param>
    /// <returns>False when there is no such reader.</returns>
    public bool RemoveSubscription(IpcSubscription subscription, long nowMs)
    {
        foreach (IpcPublication publication in _publications)
        {
            if (publication.Remove(subscription, nowMs)) return true;
        }

        return false;
    }

    /// <summary>Whether a publication was closed and every reader is at its end.</summary>
    /// <param name="streamId">Of the publication.</param>
    /// <returns>True: nothing is left to be read.</returns>
    public bool IsDrained(int streamId) => Find(streamId)?.IsDrained ?? false;

    /// <summary>One duty cycle: positions, limits, cleaning, and once a second the heartbeat.</summary>
    /// <param name="nowMs">Time, ms since 1970.</param>
    /// <returns>Publications that moved; 0 tells the thread that it may idle.</returns>
    public int DoWork(long nowMs)
    {
        if (nowMs - _cnc.HeartbeatMs >= HeartbeatMs) _cnc.HeartbeatMs = nowMs;
        int work = 0;
        for (int i = 0; i < _publications.Count; i++) work += _publications[i].Update();
        return work;
    }

    /// <summary>Closes all publications and removes the directory, if it is still its own.</summary>
    /// <remarks>The publications' threads have ended; readers keep what they have mapped.</remarks>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        foreach (IpcPublication publication in _publications) publication.Dispose();
        _cnc.HeartbeatMs = CncLayout.HeartbeatShutDown;
        bool ours = AeronDirectory.Holds(_directory, _cnc);
        _cnc.Dispose();
        if (ours) AeronDirectory.Remove(_directory);
        _lock.Dispose();
    }

    /// <summary>Lets the directory go as it is, as a death would: readers keep their places, and
    /// <see cref="TakeOver"/> goes on with it.</summary>
    /// <remarks>The publications' threads have ended.</remarks>
    public void Leave()
    {
        if (_disposed) return;
        _disposed = true;
        foreach (IpcPublication publication in _publications) publication.Log.Dispose();
        _cnc.Dispose();
        _lock.Dispose();
    }

    private IpcPublication? Find(int streamId)
    {
        for (int i = 0; i < _publications.Count; i++)
        {
            if (_publications[i].Log.StreamId == streamId) return _publications[i];
        }

        return null;
    }
}
