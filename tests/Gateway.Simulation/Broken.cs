using System;

namespace Gateway.Simulation;

/// <summary>Something that must hold does not.</summary>
/// <param name="what">What, in one line.</param>
internal sealed class Broken(string what) : Exception(what)
{
    /// <summary>Throws when there is a fault.</summary>
    /// <param name="fault">What does not hold; null: all does.</param>
    /// <exception cref="Broken">There is one.</exception>
    internal static void If(string? fault)
    {
        if (fault != null) throw new Broken(fault);
    }
}
