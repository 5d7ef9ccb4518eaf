using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace Gateway.Perf.Throughput;

/// <summary>What the kernel says about the calling thread alone: the time of others on its core is not in it.</summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>ns that the thread has run on a core, user and kernel.</summary>
    internal static long CpuNs
    {
        get
        {
            _ = GetTime(ThreadCpuTime, out Timespec time);
            return (time.Seconds * NsPerSecond) + time.Ns;
        }
    }

    /// <summary>ns that the thread was ready and somebody else had its core.</summary>
    internal static long WaitedNs
    {
        get
        {
            string[] fields = File.ReadAllText("/proc/thread-self/schedstat").Split(' ');
            return long.Parse(fields[1], CultureInfo.InvariantCulture);
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        internal readonly long Seconds;
        internal readonly long Ns;
    }
}
