using System;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Clearing;

/// <summary>What must hold in a book; on in Release. A broken one is a defect, never an input.</summary>
internal static class Invariant
{
    internal static void Require(bool holds, string what)
    {
        if (!holds) Break(what);
    }

    [DoesNotReturn]
    private static void Break(string what) => throw new InvalidOperationException($"broken invariant: {what}");
}
