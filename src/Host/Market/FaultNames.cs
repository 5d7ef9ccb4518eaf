using System;

namespace Gateway.Host.Market;

/// <summary>The faults under the names of the flag <c>--fault</c>.</summary>
internal static class FaultNames
{
    private static readonly string[] Names = ["none", "drop-report", "double-fill", "lose-record", "forget-release"];

    internal static string Of(Fault fault) => Names[(int)fault];

    /// <summary>The fault of a name that is one.</summary>
    internal static Fault Of(string name) => (Fault)Array.IndexOf(Names, name);
}
