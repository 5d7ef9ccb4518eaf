using Xunit;

namespace Gateway.Tests;

/// <summary>Tests that count allocated bytes run alone: a collection for another test ends this thread's allocation
/// quantum, and what was left of it counts as allocated.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BytesAreCounted
{
    public const string Name = "bytes are counted";
}
