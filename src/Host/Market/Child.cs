using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using Gateway.Host.Clearing;
using Gateway.Host.Verbs;

namespace Gateway.Host.Market;

/// <summary>A process of this program as its parent sees it: one verb, which ends with a line on standard
/// output.</summary>
internal sealed class Child : IDisposable
{
    private const int EndMs = 30_000;
    private const int GoMs = 1_000;

    private readonly Process _process;
    private readonly string _name;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _fault = new();

    private Child(Process process, string name)
    {
        (_process, _name) = (process, name);
        process.OutputDataReceived += (_, line) => _output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>It has ended, wanted or not.</summary>
    internal bool HasExited => _process.HasExited;

    /// <summary>Why it gave up in good order (2 to 8); null when it did not.</summary>
    internal JournalException? Refusal
    {
        get
        {
            bool refused = HasExited && _process.ExitCode is >= (int)ExitCode.Usage and <= (int)ExitCode.DamagedData;
            if (!refused) return null;
            _process.WaitForExit(); // for its last lines
            return new JournalException(_fault.ToString(), _process.ExitCode);
        }
    }

    /// <summary>Starts it; it inherits the cores that the calling thread may use.</summary>
    /// <param name="arguments">Verb and flags.</param>
    internal static Child Start(params string[] arguments)
    {
        // This program's own executable, wherever a test or another host loaded it from.
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Gateway"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process? process = Process.Start(start);
        return process == null
            ? throw new IOException($"the {arguments[0]} process cannot be started") : new Child(process, arguments[0]);
    }

    /// <summary>Waits for its end and takes its report.</summary>
    /// <param name="fault">What it said instead.</param>
    /// <param name="endMs">Waits so long for it to end by itself, then tells it to.</param>
    /// <returns>What it wrote; null when it did not end well.</returns>
    internal string? Report(out string fault, int endMs = EndMs)
    {
        fault = $"{_name}: did not end in time";
        if (!_process.WaitForExit(endMs)) _process.StandardInput.Close();
        if (!_process.WaitForExit(EndMs)) return null;
        _process.WaitForExit(); // for its last lines
        fault = _fault.ToString();
        return _process.ExitCode == 0 ? _output.ToString() : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(GoMs)) _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>What ends it is the parent's to tell; what it tells on the way is passed on.</summary>
    private void Hear(string? line)
    {
        if (line == null) return;
        if (line.StartsWith(Failure.Prefix, StringComparison.Ordinal)) _fault.Append(line[Failure.Prefix.Length..]);
        else Console.Error.WriteLine(line);
    }
}
