using System;

namespace Gateway.Venue;

/// <summary>The prices of one side that have orders, the best at the end; prices come and go near that end.</summary>
/// <remarks>
/// <code>
/// | worst … … … best |  free        finding one of the best eight: a scan; any other: a binary search
/// 0                  Count          a new or empty price moves only what is better than it
/// </code>
/// </remarks>
/// <param name="capacity">Most prices.</param>
internal sealed class PriceLadder(int capacity)
{
    private const int Near = 8;

    private readonly Step[] _steps = new Step[capacity];

    /// <summary>Prices that have orders.</summary>
    internal int Count { get; private set; }

    /// <summary>The best price as <see cref="BookOrder.Key"/>; only with a <see cref="Count"/> above 0.</summary>
    internal int BestKey => _steps[Count - 1].Key;

    /// <summary>The level of the best price.</summary>
    internal int BestLevel => _steps[Count - 1].Level;

    /// <summary>One step, the best being the first.</summary>
    /// <param name="rank">0 to <see cref="Count"/> - 1.</param>
    /// <param name="level">Row of its level.</param>
    /// <returns>Its key.</returns>
    internal int At(int rank, out int level)
    {
        ref readonly Step step = ref _steps[Count - 1 - rank];
        level = step.Level;
        return step.Key;
    }

    /// <summary>Looks a price up.</summary>
    /// <param name="key">Price as <see cref="BookOrder.Key"/>.</param>
    /// <param name="index">Where it is, or where it has to go.</param>
    /// <returns>Row of its level, or -1.</returns>
    internal int Find(int key, out int index)
    {
        Step[] steps = _steps;
        int at = Count - 1;
        for (int end = Math.Max(at - Near, -1); at > end; at--)
        {
            if (steps[at].Key <= key) break;
        }

        if (at >= 0 && steps[at].Key > key) at = Floor(key, at);
        bool found = at >= 0 && steps[at].Key == key;
        index = found ? at : at + 1;
        return found ? steps[at].Level : -1;
    }

    /// <summary>Adds a price.</summary>
    /// <param name="index">Where <see cref="Find"/> said that it has to go.</param>
    /// <param name="key">The price.</param>
    /// <param name="level">Row of its level.</param>
    internal void Insert(int index, int key, int level)
    {
        _steps.AsSpan(index, Count - index).CopyTo(_steps.AsSpan(index + 1));
        _steps[index] = new Step(key, level);
        Count++;
    }

    /// <summary>Takes a price out.</summary>
    /// <param name="index">Where it is.</param>
    internal void Remove(int index)
    {
        Count--;
        _steps.AsSpan(index + 1, Count - index).CopyTo(_steps.AsSpan(index));
    }

    /// <summary>The last step below <paramref name="above"/> that is not better than the key, or -1.</summary>
    private int Floor(int key, int above)
    {
        int low = 0;
        while (low < above)
        {
            int middle = (int)(((uint)low + (uint)above) >> 1);
            if (_steps[middle].Key <= key) low = middle + 1;
            else above = middle;
        }

        return low - 1;
    }

    private readonly record struct Step(int Key, int Level);
}
