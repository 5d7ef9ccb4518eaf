using System.IO;

namespace Gateway.Host.Logs;

/// <summary>Tells a disk without room, which may get some, from a broken one.</summary>
internal static class DiskRoom
{
    // Linux: include/uapi/asm-generic/errno-base.h, errno.h; the runtime hands errno on as the exception's HResult.
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    internal static bool IsFull(IOException fault) => fault.HResult is NoSpace or OverQuota;
}
