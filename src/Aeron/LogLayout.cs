using System.Numerics;

namespace Gateway.Aeron;

/// <summary>Where everything lies in the file of one publication.</summary>
/// <remarks>
/// Spec: aeron.md section 8. Little-endian. T = term length, a power of two, 64 KiB to 1 GiB.
/// <code>
///  0            T            2T           3T                        length - 4096         length
///  ┌────────────┬────────────┬────────────┬──────────────────────────┬────────────────────┐
///  │ term 0     │ term 1     │ term 2     │ nothing, to the page     │ metadata, 4096     │
///  └────────────┴────────────┴────────────┴──────────────────────────┴────────────────────┘
///  metadata:
///     0  8 16  raw tails: (termId &lt;&lt; 32) | offset; the offset may lie behind the term's end    ordered
///    24        active term count; the active partition is count % 3                          ordered
///   128        end-of-stream position; all ones but the sign until it is known               ordered
///   136 140    is connected; active transports                                               ordered
///   256        registration id
///   264 …      initial term id, header length 32, MTU, term length, page size, windows, socket buffers, resends
///   320        default data header: length 0, flags 0xC0, type 1, session, stream, initial term
///   448 …      entity tag, response correlation; linger and untethered times in ns; ten bytes of switches
/// </code>
/// Position = (termId - initialTermId) × T + offset; partition = (position / T) % 3. Term ids wrap.
/// </remarks>
internal static class LogLayout
{
    internal const int PartitionCount = 3;
    internal const int TermLengthMin = 64 * 1024;
    internal const int TermLengthMax = 1 << 30;
    internal const int PageSizeMin = 4096;
    internal const int PageSizeMax = 1 << 30;
    internal const int MetadataBytes = 4096;
    internal const int FileLengthMin = (PartitionCount * TermLengthMin) + MetadataBytes;
    internal const int MtuMin = 64;
    internal const int MtuMax = 65504;
    internal const int MessageMax = 16 << 20;
    internal const long EndOfStreamUnknown = long.MaxValue;
    internal const byte TypeExclusive = 1;
    internal const byte TypeMax = 2;

    internal const int ActiveTermCount = 24;
    internal const int EndOfStream = 128;
    internal const int IsConnected = 136;
    internal const int RegistrationId = 256;
    internal const int InitialTermId = 264;
    internal const int HeaderLength = 268;
    internal const int Mtu = 272;
    internal const int TermLength = 276;
    internal const int PageSize = 280;
    internal const int PublicationWindow = 284;
    internal const int DefaultHeader = 320;
    internal const int EntityTag = 448;
    internal const int ResponseCorrelationId = 456;
    internal const int LingerNs = 464;
    internal const int UntetheredWindowLimitNs = 472;
    internal const int UntetheredRestingNs = 480;
    internal const int Sparse = 492;
    internal const int SignalEndOfStream = 493;
    internal const int Type = 497;
    internal const int UntetheredLingerNs = 500;

    internal static long FileLength(int termLength, int pageSize)
    {
        long bytes = ((long)PartitionCount * termLength) + MetadataBytes;
        return (bytes + pageSize - 1) & -(long)pageSize;
    }

    internal static int Bits(int termLength) => BitOperations.TrailingZeroCount(termLength);

    internal static int Partition(long position, int bits) => (int)((position >> bits) % PartitionCount);

    internal static long PackTail(int termId, int offset) => ((long)termId << 32) | (uint)offset;

    internal static bool IsPowerOfTwo(int value, int min, int max) =>
        value >= min && value <= max && BitOperations.IsPow2(value);
}
