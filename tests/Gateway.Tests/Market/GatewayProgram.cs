using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Gateway.Tests.Tidy;

namespace Gateway.Tests.Market;

/// <summary>The built program as a user starts it, from the copy beside the tests.</summary>
internal sealed class GatewayProgram : IDisposable
{
    private const int EndMs = 60_000;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private GatewayProgram(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    internal static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Gateway");

    internal int Pid => _process.Id;

    internal static GatewayProgram Start(Workspace at, params string[] arguments) => Launch(at, Path, arguments);

    /// <summary>Starts it as the leader of a process group: what it starts belongs to it.</summary>
    internal static GatewayProgram StartGroup(Workspace at, params string[] arguments) =>
        Launch(at, "setsid", [Path, .. arguments]);

    internal static Outcome Run(Workspace at, params string[] arguments)
    {
        using GatewayProgram program = Start(at, arguments);
        return program.End();
    }

    /// <summary>Runs it by a shell, which may mount something before: the program is <c>$0</c>.</summary>
    internal static Outcome RunIn(Workspace at, string shell, params string[] arguments)
    {
        using GatewayProgram program = Launch(at, "unshare", ["-m", "sh", "-c", shell, Path, .. arguments]);
        return program.End();
    }

    internal Outcome End()
    {
        if (!_process.WaitForExit(EndMs))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"did not end in {EndMs} ms: {_output.Result} {_error.Result}");
        }

        return new Outcome(_process.ExitCode, _output.Result, _error.Result, _process.Id);
    }

    internal void Signal(int signal) => _ = Kill(_process.Id, signal);

    internal void SignalGroup(int signal) => _ = Kill(-_process.Id, signal);

    /// <summary>Processes that read a log of a market's process.</summary>
    internal static int[] ChildrenOf(int pid) =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(path => Reads(path, pid)).Select(path => int.Parse(path[6..])),
    ];

    /// <summary>What a process left behind: shared memory, children, temporary files.</summary>
    internal static string[] Remains(int pid, Workspace at) =>
    [
        .. Directory.EnumerateFileSystemEntries("/dev/shm", $"gateway-{pid}-*"),
        .. ChildrenOf(pid).Select(child => $"process {child}"),
        .. Directory.EnumerateFileSystemEntries(at.Temporary),
    ];

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static GatewayProgram Launch(Workspace at, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = House.Root,
        };
        start.Environment["TMPDIR"] = at.Temporary;
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // else the runtime itself leaves sockets there
        start.Environment["DOTNET_ROOT"] = System.IO.Path.GetFullPath(
            System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        return new GatewayProgram(start);
    }

    private static bool Reads(string proc, int pid)
    {
        try
        {
            return char.IsAsciiDigit(proc[6]) && File.ReadAllText(proc + "/cmdline").Contains($"/gateway-{pid}-");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
