using System;
using System.Collections.Generic;
using System.IO;

namespace Gateway.Aeron;

/// <summary>A publication that a dead conductor has left: log, counters, readers; changes nothing.</summary>
/// <remarks>
/// Everything in the directory has to agree before anything is stored. What is known of the past is in shared memory
/// alone: a reader is its counter, and while there is none, the limit is where the last one was.
/// </remarks>
internal sealed class FoundPublication
{
    private const int None = -1;

    private FoundPublication(LogBuffer log) => Log = log;

    internal LogBuffer Log { get; }

    internal int PositionId { get; private set; } = None;

    internal int LimitId { get; private set; } = None;

    internal List<IpcSubscription> Readers { get; } = [];

    /// <summary>Where the slowest reader is: nothing before it is needed.</summary>
    internal long Oldest { get; private set; }

    /// <summary>Where the fastest reader is.</summary>
    internal long Newest { get; private set; }

    /// <summary>Where the log ends.</summary>
    internal LogEnd End { get; private set; }

    /// <summary>Finds and checks all publications of a directory.</summary>
    /// <param name="directory">Its conductor is dead.</param>
    /// <param name="cnc">Of the directory.</param>
    /// <returns>In the order of their registration ids; the caller disposes of their logs.</returns>
    /// <exception cref="IOException">A file is missing or too short.</exception>
    /// <exception cref="InvalidDataException">Something does not fit; one line names file and field.</exception>
    internal static List<FoundPublication> FindAll(string directory, CncFile cnc)
    {
        List<LogBuffer> logs = AeronDirectory.OpenLogs(directory);
        string? fault = FindAll(logs, cnc, out List<FoundPublication> found);
        if (fault == null) return found;
        logs.ForEach(log => log.Dispose());
        throw new InvalidDataException(fault);
    }

    private static string? FindAll(List<LogBuffer> logs, CncFile cnc, out List<FoundPublication> found)
    {
        found = logs.ConvertAll(log => new FoundPublication(log));
        string? fault = cnc.TakeOverFault() ?? cnc.Counters.StateFault();
        if (fault != null) return $"{cnc.Path}: {fault}";
        foreach (Counter counter in cnc.Counters.ReadAll())
        {
            fault = Give(found, counter, cnc);
            if (fault != null) return $"{cnc.Path}: {fault}";
        }

        foreach (FoundPublication publication in found)
        {
            fault = publication.Measure(cnc);
            if (fault != null) return fault;
        }

        return null;
    }

    /// <summary>Gives a counter to the publication that it belongs to.</summary>
    private static string? Give(List<FoundPublication> all, Counter counter, CncFile cnc)
    {
        bool reader = counter.TypeId == CounterType.SubscriberPosition;
        if (!reader && counter.TypeId is not (CounterType.PublisherLimit or CounterType.PublisherPosition)) return null;
        CounterKey key = cnc.Counters.Key(counter.Id);
        long publicationId = reader ? counter.ReferenceId : counter.RegistrationId;
        FoundPublication? publication = all.Find(found => found.Log.RegistrationId == publicationId);
        if (publication == null) return $"counter {counter.Id}: there is no log of publication {publicationId}";
        if (key.RegistrationId != counter.RegistrationId || key.RegistrationId >= cnc.CorrelationId)
        {
            return $"registration id {counter.RegistrationId} of counter {counter.Id}: its key says "
                + $"{key.RegistrationId}, and the next is {cnc.CorrelationId}";
        }

        bool same = key.SessionId == publication.Log.SessionId && key.StreamId == publication.Log.StreamId;
        if (!same) return $"counter {counter.Id}: session {key.SessionId}, stream {key.StreamId} are not the log's";
        return publication.Take(counter);
    }

    private string? Take(Counter counter)
    {
        int taken = counter.TypeId switch
        {
            CounterType.PublisherLimit => LimitId,
            CounterType.PublisherPosition => PositionId,
            _ => None,
        };
        if (taken != None) return $"counter {counter.Id}: is what counter {taken} is";
        if (counter.TypeId == CounterType.PublisherLimit) LimitId = counter.Id;
        if (counter.TypeId == CounterType.PublisherPosition) PositionId = counter.Id;
        if (counter.TypeId != CounterType.SubscriberPosition) return null;
        var reader = new IpcSubscription(counter.RegistrationId, Log.RegistrationId, counter.Id, counter.Value);
        Readers.Add(reader);
        return null;
    }

    /// <summary>Finds the log's end and holds every counter against it.</summary>
    private string? Measure(CncFile cnc)
    {
        if (LimitId == None || PositionId == None) return $"{Log.Path}: has no counter of its limit or position";
        Oldest = Readers.Count == 0 ? cnc.Counters.Read(LimitId) : long.MaxValue;
        Newest = Readers.Count == 0 ? Oldest : 0;
        foreach (IpcSubscription reader in Readers)
        {
            Oldest = Math.Min(Oldest, reader.JoinPosition);
            Newest = Math.Max(Newest, reader.JoinPosition);
        }

        string? fault = RangeFault(cnc.Counters);
        if (fault != null) return $"{cnc.Path}: {fault}";
        fault = LogEnd.Find(Log, Oldest, out LogEnd end);
        if (fault != null) return fault;
        End = end;
        foreach (IpcSubscription reader in Readers)
        {
            fault = LogEnd.Walk(Log, reader.JoinPosition, out long whole);
            if (fault == null && whole == end.Whole) continue;
            return $"{cnc.Path}: counter {reader.CounterId}: no frame begins at its position {reader.JoinPosition}";
        }

        bool ends = Log.EndOfStreamPosition is LogLayout.EndOfStreamUnknown || Log.EndOfStreamPosition == Claimed;
        return ends ? null : $"{Log.Path}: end of stream {Log.EndOfStreamPosition}: the tail is at {Claimed}";
    }

    /// <summary>The writer is never a whole term ahead of a reader, and the limit never of the slowest one.</summary>
    private string? RangeFault(Counters counters)
    {
        foreach (IpcSubscription reader in Readers)
        {
            if (!IsNear(reader.JoinPosition)) return RangeFault(reader.CounterId, reader.JoinPosition);
        }

        if (!IsNear(Oldest)) return RangeFault(LimitId, Oldest);
        long limit = counters.Read(LimitId);
        if (limit < 0 || limit > Oldest + Log.TermLength) return RangeFault(LimitId, limit);
        long position = counters.Read(PositionId);
        return position >= 0 && position <= Claimed ? null : RangeFault(PositionId, position);
    }

    private string RangeFault(int counterId, long value) =>
        $"counter {counterId}: {value} does not fit to {Log.Path}, which is at {Claimed}";

    private bool IsNear(long position) => position >= 0 && position % Frame.Alignment == 0
        && position <= Claimed && Claimed - position <= Log.TermLength;

    private long Claimed => Log.ProducerPosition;
}
