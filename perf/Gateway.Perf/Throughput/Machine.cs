using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Gateway.Perf.Throughput;

/// <summary>Where and of what a figure is.</summary>
internal static class Machine
{
    /// <summary>The repository.</summary>
    internal static string Root { get; } = Find();

    /// <summary>Processor, cores, kernel, runtime.</summary>
    internal static string Name => string.Join(
        ", ",
        Processor,
        $"{Environment.ProcessorCount} cores",
        RuntimeInformation.OSDescription,
        $".NET {Environment.Version}");

    /// <summary>Short hash; + when the tree has changes.</summary>
    internal static string Commit => Git("rev-parse --short HEAD") + (HasChanges ? "+" : "");

    /// <summary>Of one, five and fifteen minutes.</summary>
    internal static string Load => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    internal static string Command =>
        "dotnet run --project perf/Gateway.Perf -c Release -- "
        + string.Join(' ', Environment.GetCommandLineArgs()[1..]);

    private static bool HasChanges => Git("status --porcelain -uno -- src native perf/Gateway.Perf").Length > 0;

    private static string Processor => File.ReadLines("/proc/cpuinfo")
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':') + 1)..].Trim()).FirstOrDefault("unknown processor");

    private static string Git(string arguments)
    {
        var command = new ProcessStartInfo("git", $"-C \"{Root}\" {arguments}") { RedirectStandardOutput = true };
        using var git = Process.Start(command);
        string output = git!.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return output.Trim();
    }

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "Gateway.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the program lies outside the repository");
    }
}
