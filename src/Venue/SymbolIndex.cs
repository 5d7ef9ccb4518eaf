using System;

namespace Gateway.Venue;

/// <summary>Finds the row of a symbol.</summary>
internal sealed class SymbolIndex
{
    private readonly byte[][] _symbols;
    private readonly int[] _rows;

    /// <summary>Sorts the symbols.</summary>
    /// <param name="instruments">Their order decides the row.</param>
    /// <exception cref="ArgumentException">A symbol is empty, too long or there twice.</exception>
    internal SymbolIndex(VenueInstrument[] instruments)
    {
        _symbols = new byte[instruments.Length][];
        _rows = new int[instruments.Length];
        for (int i = 0; i < instruments.Length; i++) (_symbols[i], _rows[i]) = (instruments[i].Symbol, i);
        Array.Sort(_symbols, _rows, OrdinalOrder);
        for (int i = 0; i < _symbols.Length; i++)
        {
            bool bad = _symbols[i].Length is 0 or > Text32.BytesMax;
            bad |= i > 0 && _symbols[i].AsSpan().SequenceEqual(_symbols[i - 1]);
            if (bad) throw new ArgumentException("a symbol is empty, too long or there twice", nameof(instruments));
        }
    }

    private static System.Collections.Generic.Comparer<byte[]> OrdinalOrder { get; } =
        System.Collections.Generic.Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    /// <summary>Looks a symbol up.</summary>
    /// <param name="symbol">55.</param>
    /// <returns>Its row, or -1.</returns>
    internal int Find(ReadOnlySpan<byte> symbol)
    {
        int low = 0;
        int high = _symbols.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int order = symbol.SequenceCompareTo(_symbols[middle]);
            if (order == 0) return _rows[middle];
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }

        return -1;
    }
}
