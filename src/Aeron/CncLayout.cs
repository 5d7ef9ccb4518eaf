namespace Gateway.Aeron;

/// <summary>Where everything lies in cnc.dat, the file that says what goes on in an Aeron directory.</summary>
/// <remarks>
/// Spec: aeron.md sections 2 and 5. Little-endian; the lengths are in the header, in the order of the parts.
/// <code>
///  ┌───────────┬────────────────┬─────────────────────┬──────────────────┬────────────────┬───────────┐
///  │ header    │ to-driver ring │ to-clients          │ counters         │ counters       │ error log │ to the page
///  │ 128 bytes │ power of two   │ power of two        │ metadata         │ values         │           │
///  │           │ + 768          │ + 128               │ 512 a counter    │ 128 a counter  │           │
///  └───────────┴────────────────┴─────────────────────┴──────────────────┴────────────────┴───────────┘
///  header:  0 version 512, stored last │ 4 8 12 16 20 the five lengths │ 24 client liveness ns │ 32 start ms
///          40 pid │ 48 page size
///  ring's trailer, from its capacity on: 512 correlation counter │ 640 heartbeat, epoch ms, -1 when shut down
///
///  counter's metadata                                   counter's value
///    0 state: 0 end of scan, 1 allocated, -1 freed        0 value
///    4 type id                                            8 registration id
///    8 free for reuse from, epoch ms; max while in use   16 owner id
///   16 key, 112 bytes                                    24 reference id
///  128 label's length │ 132 label, at most 380 bytes
/// </code>
/// </remarks>
internal static class CncLayout
{
    internal const int SemanticVersion = 0x000200;
    internal const int HeaderBytes = 128;
    internal const int PageSizeBytes = 4096;

    internal const int Version = 0;
    internal const int FirstLength = 4;
    internal const int LengthCount = 5;
    internal const int ClientLivenessNs = 24;
    internal const int StartMs = 32;
    internal const int Pid = 40;
    internal const int PageSize = 48;

    internal const int RingTrailerBytes = 768;
    internal const int RingCorrelation = 512;
    internal const int RingHeartbeat = 640;
    internal const long HeartbeatShutDown = -1;
    internal const int BroadcastTrailerBytes = 128;

    internal const int CounterMetadataBytes = 512;
    internal const int CounterState = 0;
    internal const int CounterType = 4;
    internal const int CounterReuseMs = 8;
    internal const int CounterKey = 16;
    internal const int CounterKeyBytes = 112;
    internal const int CounterLabelLength = 128;
    internal const int CounterLabel = 132;
    internal const int CounterLabelBytes = 380;

    internal const int CounterValueBytes = 128;
    internal const int CounterRegistrationId = 8;
    internal const int CounterOwnerId = 16;
    internal const int CounterReferenceId = 24;

    internal const int StateAllocated = 1;
    internal const int StateFreed = -1;
}
