using System.Runtime.InteropServices;

namespace Gateway.Native;

/// <summary>The C ABI, one line per function of native/include/gw.h, in its order.</summary>
/// <remarks>
/// <c>SuppressGCTransition</c> only where a call ends under a microsecond without a system call: poll and flush may
/// make one, and a GC would wait for it.
/// </remarks>
internal static unsafe partial class Gw
{
    private const string Library = "gw";

    [LibraryImport(Library, EntryPoint = "gw_net_open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int NetOpen(string config, out nint net);

    [LibraryImport(Library, EntryPoint = "gw_net_listen", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int NetListen(nint net, string address);

    [LibraryImport(Library, EntryPoint = "gw_net_connect", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int NetConnect(nint net, string address, out uint conn);

    [LibraryImport(Library, EntryPoint = "gw_net_poll")]
    internal static partial int NetPoll(nint net, ulong nowNs, NetEvent* events, uint limit);

    [LibraryImport(Library, EntryPoint = "gw_net_send"), SuppressGCTransition]
    internal static partial int NetSend(nint net, uint conn, byte* data, uint length);

    [LibraryImport(Library, EntryPoint = "gw_net_room"), SuppressGCTransition]
    internal static partial int NetRoom(nint net, uint conn);

    [LibraryImport(Library, EntryPoint = "gw_net_release"), SuppressGCTransition]
    internal static partial int NetRelease(nint net, ulong token);

    [LibraryImport(Library, EntryPoint = "gw_net_hold"), SuppressGCTransition]
    internal static partial int NetHold(nint net, uint on);

    [LibraryImport(Library, EntryPoint = "gw_net_flush")]
    internal static partial int NetFlush(nint net);

    [LibraryImport(Library, EntryPoint = "gw_net_close")]
    internal static partial int NetClose(nint net, uint conn);

    [LibraryImport(Library, EntryPoint = "gw_net_retransmissions")]
    internal static partial long NetRetransmissions(nint net);

    [LibraryImport(Library, EntryPoint = "gw_net_shut")]
    internal static partial int NetShut(nint net);

    [LibraryImport(Library, EntryPoint = "gw_clock_now_ns"), SuppressGCTransition]
    internal static partial ulong ClockNowNs();

    [LibraryImport(Library, EntryPoint = "gw_clock_ticks_ns"), SuppressGCTransition]
    internal static partial ulong ClockTicksNs();

    [LibraryImport(Library, EntryPoint = "gw_thread_pin")]
    internal static partial int ThreadPin(uint core);

    [LibraryImport(Library, EntryPoint = "gw_process_last_core")]
    internal static partial int ProcessLastCore();

    [LibraryImport(Library, EntryPoint = "gw_process_avoid")]
    internal static partial int ProcessAvoid(uint core);

    [LibraryImport(Library, EntryPoint = "gw_memory_reserve")]
    internal static partial int MemoryReserve(ulong bytes, uint wanted, out nint memory, out uint got);

    [LibraryImport(Library, EntryPoint = "gw_memory_free")]
    internal static partial int MemoryFree(nint memory, ulong bytes);
}
