using System.IO;
using System.Runtime.InteropServices;

namespace Gateway.Native;

/// <summary>Flushes a folder's entries to the disk, which the runtime cannot: it opens no folders.</summary>
public static partial class FolderFlush
{
    private const string Library = "libc";
    private const int CloseOnExec = 0x80000; // O_RDONLY is 0

    /// <summary>Returns when names made or removed so far survive the machine.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It cannot be opened or flushed; HResult is errno.</exception>
    public static void Flush(string path)
    {
        int folder = Open(path, CloseOnExec);
        if (folder < 0) throw Failure(path);
        try
        {
            if (Sync(folder) < 0) throw Failure(path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failure(string path)
    {
        int errno = Marshal.GetLastPInvokeError();
        return new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(errno)}", errno);
    }

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport(Library, EntryPoint = "close")]
    private static partial int Close(int file);
}
