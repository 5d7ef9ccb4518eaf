using System.IO;

namespace Gateway.Native;

/// <summary>The calling thread's core and clocks.</summary>
public static class CpuCore
{
    /// <summary>UTC, ns since the UNIX epoch; never goes back within a process. Any thread.</summary>
    public static ulong NowNs => Gw.ClockNowNs();

    /// <summary>A counter in ns for measuring short spans; not UTC. Any thread.</summary>
    public static ulong TicksNs => Gw.ClockTicksNs();

    /// <summary>Binds the calling thread to one core.</summary>
    /// <param name="core">Core, from 0.</param>
    /// <exception cref="IOException">There is no such core, or it is not allowed.</exception>
    public static void Pin(int core)
    {
        int result = Gw.ThreadPin((uint)core);
        if (result < 0) throw new IOException($"core {core}: errno {-result}");
    }

    /// <summary>The highest core that the process may use.</summary>
    public static int Last => Gw.ProcessLastCore();

    /// <summary>Keeps all threads of the process, and those that they start, off one core.</summary>
    /// <param name="core">The core that one thread is to have for itself: that one pins itself to it
    /// afterwards.</param>
    /// <returns>False when there is no other core; the threads then stay where they are.</returns>
    public static bool Avoid(int core) => Gw.ProcessAvoid((uint)core) >= 0;
}
