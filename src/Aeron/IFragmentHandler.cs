using System;

namespace Gateway.Aeron;

/// <summary>Takes fragments one by one; a struct, so that the call is direct.</summary>
public interface IFragmentHandler
{
    /// <summary>Takes one fragment; must not throw.</summary>
    /// <param name="payload">The log's own bytes; valid until this returns.</param>
    /// <param name="header">Where it comes from.</param>
    void OnFragment(ReadOnlySpan<byte> payload, in Header header);
}
