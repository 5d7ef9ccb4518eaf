using System;
using System.Collections.Generic;

namespace Gateway.Clearing;

/// <summary>Append-only table in chunks: growing moves nothing, so a reference to a row stays valid.</summary>
/// <typeparam name="T">Row.</typeparam>
internal sealed class Rows<T>
    where T : struct
{
    private const int ChunkBits = 12;
    private const int ChunkRows = 1 << ChunkBits;

    private readonly List<T[]> _chunks = [];

    internal int Count { get; private set; }

    internal ref T this[int row] => ref _chunks[row >> ChunkBits][row & (ChunkRows - 1)];

    internal int Add(in T row)
    {
        if (Count >> ChunkBits == _chunks.Count) _chunks.Add(new T[ChunkRows]);
        this[Count] = row;
        return Count++;
    }

    internal void RemoveLast()
    {
        Count--;
        this[Count] = default;
    }

    /// <summary>Rows from a place on, as many as lie together.</summary>
    internal ReadOnlySpan<T> Together(int first)
    {
        int offset = first & (ChunkRows - 1);
        return _chunks[first >> ChunkBits].AsSpan(offset, Math.Min(ChunkRows - offset, Count - first));
    }
}
