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

    private readonly PinnedTable<long> _positions = new((matchesMax + 1) * Sides, resident: true);

    /// <summary>Keeps the position of a fill.</summary>
    internal void Add(in Execution fill, long position)
    {
        if (fill.Match != 0) _positions[Index(fill)] = position;
    }

    /// <summary>Position of the fill that a bust undoes.</summary>
    /// <returns>0 when its match is not known.</returns>
    internal long Of(in Execution bust) => bust.Match == 0 ? 0 : _positions[Index(bust)];

    /// <inheritdoc/>
    public void Dispose() => _positions.Dispose();

    private static int Index(in Execution of) => ((int)of.Match * Sides) + (of.Side == Buy ? 0 : 1);
}
