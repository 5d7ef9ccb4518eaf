using System;
using System.Numerics;

namespace Gateway.Risk;

/// <summary>A running 64-bit hash over words; order matters, nothing cryptographic.</summary>
/// <remarks>
/// h = rotl(h ⊕ word × P, 27) × Q + P. P and Q are PRIME64_1 and PRIME64_2 of the XXH64 specification.
/// </remarks>
internal struct StateHash
{
    private const ulong P = 0x9E3779B185EBCA87;
    private const ulong Q = 0xC2B2AE3D27D4EB4F;

    /// <summary>The hash so far; 0 of nothing.</summary>
    internal ulong Value { get; private set; }

    internal void Add(ulong word) => Value = (BitOperations.RotateLeft(Value ^ (word * P), 27) * Q) + P;

    internal void Add(UInt128 words)
    {
        Add((ulong)words);
        Add((ulong)(words >> 64));
    }
}
