using System;
using Gateway.Native;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>Where in the log each fill lies: a bust names the ExecID that its broker was told. The lane's thread alone
/// calls it.</summary>
/// <param name="matchesMax">Matches of a day; each has two fills.</param>
internal sealed class FillPositions(int matchesMax) : IDisposable
{
    private const int Sides = 2;
    private const byte Buy = 1;

    private readonly PinnedTable<long> _positions = new((matchesMax + 1) * Sides);

    /// <summary>Keeps the position of a fill.</summary>
    internal void Add(in Execution fill, long position)
    {
        if (fill.Match != 0) _positions[Index(fill.Match, fill.Side)] = position;
    }

    /// <summary>Position of the fill that a bust undoes.</summary>
    /// <returns>0 when its match is not known.</returns>
    internal long Of(in Execution bust) => bust.Match == 0 ? 0 : _positions[Index(bust.Match, bust.Side)];

    /// <summary>Whether a side of a match is in the log.</summary>
    internal bool Has(uint match, byte side) => _positions[Index(match, side)] != 0;

    /// <inheritdoc/>
    public void Dispose() => _positions.Dispose();

    private static int Index(uint match, byte side) => ((int)match * Sides) + (side == Buy ? 0 : 1);
}
