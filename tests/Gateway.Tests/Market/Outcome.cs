using System;

namespace Gateway.Tests.Market;

/// <summary>What a program said and ended with.</summary>
/// <param name="Code">Exit code; 128 + the signal that ended it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Pid">Number of the process.</param>
public sealed record Outcome(int Code, string Output, string Error, int Pid)
{
    internal string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => $"exit {Code}\n{Error}\n{Output}";
}
