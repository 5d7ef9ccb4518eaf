using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Gateway.Native;

namespace Gateway.Aeron;

/// <summary>The counters of an Aeron directory: shared 64-bit values, each on its own two cache lines.</summary>
/// <remarks>
/// The conductor allocates and frees; each value has one writer, and everybody reads. An id is used again one second
/// after it was freed: who stores a value late must ask <see cref="IsHeldBy"/> right before.
/// </remarks>
public sealed class Counters
{
    private const long ReuseAfterMs = 1000;

    private readonly MappedFile _file;
    private readonly long _metadata;
    private readonly long _values;

    internal Counters(MappedFile file, long metadata, long values, int count)
    {
        _file = file;
        _metadata = metadata;
        _values = values;
        Capacity = count;
    }

    /// <summary>Ids are below it.</summary>
    public int Capacity { get; }

    /// <summary>Reads a value, before any later load.</summary>
    /// <param name="id">0 to <see cref="Capacity"/> - 1.</param>
    /// <returns>The value.</returns>
    public long Read(int id) => _file.ReadLongVolatile(Value(id));

    /// <summary>Whether a counter is allocated and still belongs to a registration.</summary>
    /// <param name="id">0 to <see cref="Capacity"/> - 1.</param>
    /// <param name="registrationId">Whose it has to be.</param>
    /// <returns>False: it was freed, and may be a stranger's.</returns>
    public bool IsHeldBy(int id, long registrationId) =>
        _file.ReadIntVolatile(Metadata(id) + CncLayout.CounterState) == CncLayout.StateAllocated
        && _file.ReadLongVolatile(Value(id) + CncLayout.CounterRegistrationId) == registrationId;

    /// <summary>Reads all counters in use; allocates.</summary>
    /// <returns>In the order of their ids.</returns>
    public List<Counter> ReadAll()
    {
        var counters = new List<Counter>();
        for (int id = 0; id < Capacity; id++)
        {
            int state = _file.ReadIntVolatile(Metadata(id) + CncLayout.CounterState);
            if (state == 0) break;
            if (state == CncLayout.StateAllocated) counters.Add(Entry(id));
        }

        return counters;
    }

    /// <summary>One counter with its label; allocates.</summary>
    /// <param name="id">0 to <see cref="Capacity"/> - 1.</param>
    /// <returns>What is stored there, in use or not.</returns>
    public Counter Entry(int id) => new(
        id,
        _file.ReadInt(Metadata(id) + CncLayout.CounterType),
        Label(id),
        Read(id),
        _file.ReadLongVolatile(Value(id) + CncLayout.CounterRegistrationId),
        _file.ReadLong(Value(id) + CncLayout.CounterOwnerId),
        _file.ReadLong(Value(id) + CncLayout.CounterReferenceId));

    /// <summary>What a counter in use is for; allocates.</summary>
    internal CounterKey Key(int id)
    {
        long metadata = Metadata(id);
        int typeId = _file.ReadInt(metadata + CncLayout.CounterType);
        return CounterKey.Read(typeId, _file.Slice(metadata + CncLayout.CounterKey, CncLayout.CounterKeyBytes));
    }

    /// <summary>The first state that no conductor stores: a scan would miss counters behind it.</summary>
    internal string? StateFault()
    {
        bool unused = false;
        for (int id = 0; id < Capacity; id++)
        {
            int state = _file.ReadIntVolatile(Metadata(id) + CncLayout.CounterState);
            bool known = state is 0 or CncLayout.StateAllocated or CncLayout.StateFreed;
            if (!known || (unused && state != 0)) return $"state {state} of counter {id}: not what a conductor stores";
            unused = state == 0;
        }

        return null;
    }

    /// <summary>Writes a value, after every earlier store.</summary>
    internal void Write(int id, long value) => _file.WriteLongVolatile(Value(id), value);

    /// <summary>Takes a free id; value, owner and reference are there before anybody sees it.</summary>
    /// <exception cref="IOException">All are in use.</exception>
    internal int Allocate(in CounterKey key, long value, long referenceId, long nowMs)
    {
        int id = FreeId(nowMs);
        long metadata = Metadata(id);
        _file.WriteInt(metadata + CncLayout.CounterType, key.TypeId);
        _file.WriteLong(metadata + CncLayout.CounterReuseMs, long.MaxValue);
        key.WriteKey(_file.Slice(metadata + CncLayout.CounterKey, CncLayout.CounterKeyBytes));
        int labelBytes = key.WriteLabel(_file.Slice(metadata + CncLayout.CounterLabel, CncLayout.CounterLabelBytes));
        _file.WriteIntVolatile(metadata + CncLayout.CounterLabelLength, labelBytes);
        _file.WriteLong(Value(id) + CncLayout.CounterOwnerId, 0);
        _file.WriteLong(Value(id) + CncLayout.CounterReferenceId, referenceId);
        _file.WriteLongVolatile(Value(id) + CncLayout.CounterRegistrationId, key.RegistrationId);
        Write(id, value);
        _file.WriteIntVolatile(metadata + CncLayout.CounterState, CncLayout.StateAllocated);
        return id;
    }

    internal void Free(int id, long nowMs)
    {
        long metadata = Metadata(id);

        // The time before the state: a counter freed by a process that dies here is not lost.
        _file.WriteLongVolatile(metadata + CncLayout.CounterReuseMs, nowMs + ReuseAfterMs);
        _file.WriteIntVolatile(metadata + CncLayout.CounterState, CncLayout.StateFreed);
        _file.Slice(metadata + CncLayout.CounterKey, CncLayout.CounterKeyBytes).Clear();
    }

    private int FreeId(long nowMs)
    {
        for (int id = 0; id < Capacity; id++)
        {
            int state = _file.ReadInt(Metadata(id) + CncLayout.CounterState);
            if (state == 0) return id;
            bool due = _file.ReadLong(Metadata(id) + CncLayout.CounterReuseMs) <= nowMs;
            if (state == CncLayout.StateFreed && due) return id;
        }

        throw new IOException($"all {Capacity} counters are in use");
    }

    private string Label(int id)
    {
        int length = _file.ReadIntVolatile(Metadata(id) + CncLayout.CounterLabelLength);
        length = Math.Clamp(length, 0, CncLayout.CounterLabelBytes);
        return Encoding.UTF8.GetString(_file.Slice(Metadata(id) + CncLayout.CounterLabel, length));
    }

    private long Metadata(int id)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)Capacity);
        return _metadata + ((long)id * CncLayout.CounterMetadataBytes);
    }

    private long Value(int id)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)Capacity);
        return _values + ((long)id * CncLayout.CounterValueBytes);
    }
}
