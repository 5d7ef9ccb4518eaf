using System;

namespace Gateway.Aeron;

/// <summary>Takes runs of whole frames as they lie in the log; a struct, so that the call is direct.</summary>
public interface IBlockHandler
{
    /// <summary>Takes adjacent frames of one term, padding included; must not throw.</summary>
    /// <param name="frames">Headers and payloads, aligned to 32; valid until this returns.</param>
    /// <param name="position">Where the first one begins in the stream.</param>
    void OnBlock(ReadOnlySpan<byte> frames, long position);
}
