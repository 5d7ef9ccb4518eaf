using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using Gateway.Host.Market;
using Gateway.Host.Verbs;

namespace Gateway.Host.Clearing;

/// <summary>The clearing process as its parent sees it.</summary>
internal sealed class ClearingChild : IDisposable
{
    private const int EndMs = 30_000;

    private readonly Process _process;

    private ClearingChild(Process process) => _process = process;

    /// <summary>It has ended, wanted or not.</summary>
    internal bool HasExited => _process.HasExited;

    /// <summary>What it ended with when it gave up in good order (2 to 8); null when it did not.</summary>
    internal int? Refusal => HasExited && _process.ExitCode is >= (int)ExitCode.Usage and <= (int)ExitCode.DamagedData
        ? _process.ExitCode : null;

    /// <summary>Starts the process on a market's log.</summary>
    internal static ClearingChild Start(Streams streams, string journal) => new(Spawn(
        "clearing", "--dir", Path.GetDirectoryName(journal)!, "--aeron", streams.Directory,
        "--journal", journal, "--json"));

    /// <summary>Reads a journal in a new process.</summary>
    /// <returns>Its report; null with what it said instead.</returns>
    internal static JsonDocument? Replay(string journal, out string fault)
    {
        using var child = new ClearingChild(Spawn("clearing", "--replay", journal, "--json"));
        return child.Report(out fault);
    }

    /// <summary>Waits for its end and takes its report.</summary>
    /// <returns>Its report; null with what it said instead.</returns>
    internal JsonDocument? Report(out string fault)
    {
        System.Threading.Tasks.Task<string> error = _process.StandardError.ReadToEndAsync();
        System.Threading.Tasks.Task<string> output = _process.StandardOutput.ReadToEndAsync();
        fault = "clearing: did not end in time";
        if (!_process.WaitForExit(EndMs)) return null;
        fault = error.Result.Trim();
        if (fault.StartsWith(Failure.Prefix, StringComparison.Ordinal)) fault = fault[Failure.Prefix.Length..];
        return _process.ExitCode == 0 ? JsonDocument.Parse(output.Result) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(1000)) _process.Kill();
        }

        _process.Dispose();
    }

    private static Process Spawn(params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable(), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new IOException("the clearing process cannot be started");
    }

    /// <summary>This program's own executable, wherever a test or another host loaded it from.</summary>
    private static string Executable() => Path.Combine(AppContext.BaseDirectory, "Gateway");
}
