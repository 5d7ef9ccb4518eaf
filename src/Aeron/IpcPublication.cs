using System;
using System.Collections.Generic;

namespace Gateway.Aeron;

/// <summary>The conductor's end of one publication: says how far it may write, and cleans behind its readers.</summary>
/// <remarks>
/// Spec: aeron.md section 14. Invariants: nothing is erased before the slowest reader has passed it; the limit is half
/// a term ahead of that reader, and what it allows is clean: from the dirty part's begin to the furthest that a writer
/// can get are less than two terms, and the file has three.
/// <code>
///     clean           slowest      fastest    producer    limit = slowest + T/2
///  ─────┴────────────────┴────────────┴───────────┴──────────┴─────&gt; position
///   zeroes  to be erased       being read           to be written
/// </code>
/// Limit and cleaning move only when the limit gains a sixteenth of a term: the writer's cache line is left alone.
/// </remarks>
internal sealed class IpcPublication : IDisposable
{
    private readonly Counters _counters;
    private readonly List<Reader> _readers = [];
    private readonly int _window;
    private readonly int _positionId;
    private readonly int _limitId;
    private long _consumerPosition;
    private long _cleanPosition;
    private long _tripLimit;
    private bool _draining;

    internal IpcPublication(LogBuffer log, Counters counters, string channel, long nowMs)
    {
        Log = log;
        _counters = counters;
        _window = log.TermLength / 2;
        long start = log.ProducerPosition;
        _consumerPosition = start;
        _cleanPosition = start;
        _positionId = Allocate(CounterType.PublisherPosition, "pub-pos (exclusive)", channel, start, nowMs);
        _limitId = Allocate(CounterType.PublisherLimit, "pub-lmt", channel, start, nowMs);
        Publication = new ExclusivePublication(log, counters, _limitId);
    }

    /// <summary>Goes on with what a dead conductor has left, after mending it.</summary>
    internal IpcPublication(FoundPublication found, Counters counters)
    {
        found.End.Mend(found.Oldest);
        Log = found.Log;
        _counters = counters;
        _window = Log.TermLength / 2;
        _consumerPosition = found.Newest;
        _cleanPosition = found.Oldest;
        _positionId = found.PositionId;
        _limitId = found.LimitId;
        foreach (IpcSubscription reader in found.Readers) _readers.Add(new Reader(reader, reader.JoinPosition));

        Log.IsConnected = _readers.Count > 0;
        Publication = new ExclusivePublication(Log, counters, _limitId);
    }

    internal LogBuffer Log { get; }

    internal ExclusivePublication Publication { get; }

    /// <summary>Whether the stream has ended and every reader is at its end.</summary>
    internal bool IsDrained
    {
        get
        {
            if (!_draining) return false;
            foreach (Reader reader in _readers)
            {
                if (_counters.Read(reader.Subscription.CounterId) < Log.EndOfStreamPosition) return false;
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Publication.Close();
        Log.Dispose();
    }

    /// <summary>Allocates the reader's position where the slowest is, or where the last one has been.</summary>
    internal IpcSubscription Add(long registrationId, string channel, long nowMs)
    {
        long join = Advance();
        int counterId = _counters.Allocate(
            new CounterKey(
                CounterType.SubscriberPosition, "sub-pos", registrationId, Log.SessionId, Log.StreamId, channel, join),
            join,
            Log.RegistrationId,
            nowMs);
        var subscription = new IpcSubscription(registrationId, Log.RegistrationId, counterId, join);
        _readers.Add(new Reader(subscription, join));
        Log.IsConnected = true;
        return subscription;
    }

    internal IpcSubscription? Find(string channel)
    {
        int index = _readers.FindIndex(reader => _counters.Key(reader.Subscription.CounterId).IsOf(channel));
        return index < 0 ? null : _readers[index].Subscription;
    }

    internal bool Remove(IpcSubscription subscription, long nowMs)
    {
        int index = _readers.FindIndex(reader => reader.Subscription == subscription);
        if (index < 0) return false;
        _ = Advance();
        _readers.RemoveAt(index);
        if (_readers.Count == 0)
        {
            // The limit before the counter goes: without a reader it alone tells where the last one was.
            Log.IsConnected = false;
            _ = Store(_limitId, _consumerPosition);
        }

        _counters.Free(subscription.CounterId, nowMs);
        return true;
    }

    /// <summary>One duty cycle.</summary>
    /// <returns>1 when anything moved.</returns>
    internal int Update()
    {
        bool moved = Store(_positionId, Log.ProducerPosition);
        if (_draining) return moved ? 1 : 0;
        if (Log.EndOfStreamPosition != LogLayout.EndOfStreamUnknown)
        {
            _draining = true;
            return Store(_limitId, Math.Min(_counters.Read(_limitId), Log.ProducerPosition)) || moved ? 1 : 0;
        }

        return (_readers.Count > 0 ? Follow() : Hold()) || moved ? 1 : 0;
    }

    private bool Follow()
    {
        long min = Advance();
        long limit = min + _window;
        if (limit <= _tripLimit) return false;

        // Erased before it is allowed: the writer finds zeroes wherever the limit lets it.
        Clean(min);
        _ = Store(_limitId, limit);
        _tripLimit = limit + (_window / 8);
        return true;
    }

    /// <summary>Nobody reads: the writer is stopped where the last reader was, and told that nobody is there.</summary>
    private bool Hold()
    {
        bool moved = Clean(_consumerPosition);
        _tripLimit = _consumerPosition;
        return Store(_limitId, _consumerPosition) || moved;
    }

    /// <summary>Reads the positions of all readers; one that makes no sense is not believed.</summary>
    /// <returns>The slowest; without readers where the fastest has been.</returns>
    private long Advance()
    {
        long min = long.MaxValue;
        for (int i = 0; i < _readers.Count; i++)
        {
            // Before the producer's position: a reader cannot be ahead of what is read after it.
            Reader reader = _readers[i];
            long position = _counters.Read(reader.Subscription.CounterId);
            bool plausible = position > reader.Position && position % Frame.Alignment == 0;
            if (plausible && position <= Log.ProducerPosition) reader = reader with { Position = position };
            _readers[i] = reader;
            min = Math.Min(min, reader.Position);
            _consumerPosition = Math.Max(_consumerPosition, reader.Position);
        }

        return Math.Min(min, _consumerPosition);
    }

    /// <summary>Erases towards a position, at most to the end of the dirty term.</summary>
    private bool Clean(long position)
    {
        int bytes = (int)Math.Min(
            position - _cleanPosition, Log.TermLength - (_cleanPosition & (Log.TermLength - 1)));
        if (bytes <= 0) return false;
        Log.Clean(_cleanPosition, bytes);
        _cleanPosition += bytes;
        return true;
    }

    private int Allocate(int typeId, string name, string channel, long value, long nowMs) => _counters.Allocate(
        new CounterKey(typeId, name, Log.RegistrationId, Log.SessionId, Log.StreamId, channel), value, 0, nowMs);

    private bool Store(int counterId, long value)
    {
        if (_counters.Read(counterId) == value) return false;
        _counters.Write(counterId, value);
        return true;
    }

    /// <summary>A subscription and the last position of it that made sense.</summary>
    private readonly record struct Reader(IpcSubscription Subscription, long Position);
}
