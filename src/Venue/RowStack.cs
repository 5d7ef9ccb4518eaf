namespace Gateway.Venue;

/// <summary>Which rows of a table are free: the last one given back is the next one taken.</summary>
/// <param name="capacity">Rows of the table.</param>
internal sealed class RowStack(int capacity)
{
    private readonly int[] _returned = new int[capacity];
    private int _count;
    private int _fresh;

    /// <summary>Rows that are taken.</summary>
    internal int Taken => _fresh - _count;

    /// <summary>Takes a free row.</summary>
    /// <returns>The row, or -1 when all are taken.</returns>
    internal int Take()
    {
        if (_count > 0) return _returned[--_count];
        return _fresh < _returned.Length ? _fresh++ : -1;
    }

    /// <summary>Gives a row back.</summary>
    /// <param name="row">One that <see cref="Take"/> gave, once.</param>
    internal void Return(int row) => _returned[_count++] = row;
}
