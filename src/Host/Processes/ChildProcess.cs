using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading;
using Gateway.Host.Clearing;
using Gateway.Host.Verbs;

namespace Gateway.Host.Processes;

/// <summary>A part of a market as its parent sees it: commands to its standard input, a line of JSON back.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int GoMs = 1_000;
    private const int EndMs = 30_000;

    // A signal to the group of a terminal or a service is for the parent, who tells its parts in turn. Not a session of
    // its own: the kernel schedules sessions as groups, and one that only yields in its group starves the others.
    private const string OwnGroup = "setpgrp; exec { $ARGV[0] } @ARGV or exit 127";

    private readonly Process _process;
    private readonly BlockingCollection<string> _answers = [];
    private volatile string _error = "";

    private ChildProcess(string name, Process process)
    {
        (Name, _process) = (name, process);
        new Thread(ReadAnswers) { IsBackground = true, Name = name }.Start();
        process.ErrorDataReceived += (_, line) => Complain(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Which part it is.</summary>
    internal string Name { get; }

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
            return new JournalException(Complaint, _process.ExitCode);
        }
    }

    /// <summary>Why it does not go on, as this process ends with it.</summary>
    internal Exception Cause
    {
        get
        {
            _ = _process.WaitForExit(GoMs);
            return (Exception?)Refusal ?? new IOException(Complaint);
        }
    }

    /// <summary>What it said last on standard error, or that it said nothing.</summary>
    internal string Complaint => _error.Length > 0 ? _error
        : HasExited ? $"{Name}: ended with code {_process.ExitCode}" : $"{Name}: no answer";

    /// <summary>Starts this program with another verb.</summary>
    /// <param name="name">The verb.</param>
    /// <param name="arguments">What follows it.</param>
    /// <exception cref="IOException">It cannot be started.</exception>
    internal static ChildProcess Start(string name, IEnumerable<string> arguments)
    {
        // This program's own executable, wherever a test or another host loaded it from.
        string program = Path.Combine(AppContext.BaseDirectory, "Gateway");
        var start = new ProcessStartInfo("perl", ["-e", OwnGroup, program, name, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process? process = Process.Start(start);
        return new ChildProcess(name, process ?? throw new IOException($"{name}: cannot be started"));
    }

    /// <summary>Sends a command.</summary>
    internal void Tell(string command)
    {
        try
        {
            _process.StandardInput.WriteLine(command);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has died: whoever waits for its answer finds that out.
        }
    }

    /// <summary>Sends a command and takes the answer.</summary>
    /// <returns>Null when it died or took too long.</returns>
    internal T? Ask<T>(string command, int waitMs)
        where T : class
    {
        Tell(command);
        return Await<T>(waitMs);
    }

    /// <summary>Takes its next line.</summary>
    /// <returns>Null when it died or took too long.</returns>
    internal T? Await<T>(int waitMs)
        where T : class
    {
        bool got = _answers.TryTake(out string? line, waitMs);
        return got && line!.Length > 0 ? JsonSerializer.Deserialize<T>(line) : null;
    }

    /// <summary>Waits for its end and takes the last line that it wrote.</summary>
    /// <param name="endMs">Waits so long for it to end by itself, then tells it to.</param>
    /// <returns>Null when it did not end well.</returns>
    internal T? Last<T>(int endMs = EndMs)
        where T : class
    {
        if (!_process.WaitForExit(endMs)) EndInput();
        if (!_process.WaitForExit(EndMs)) return null;
        _process.WaitForExit(); // for its last lines
        string last = "";
        while (_answers.TryTake(out string? line, GoMs) && line.Length > 0) last = line;
        return _process.ExitCode == 0 && last.Length > 0 ? JsonSerializer.Deserialize<T>(last) : null;
    }

    /// <summary>Closes its standard input: it has to end.</summary>
    internal void EndInput() => _process.StandardInput.Close();

    /// <summary>Kills it as a crash would.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Sends it a signal.</summary>
    /// <param name="name">Such as <c>STOP</c>.</param>
    internal void Signal(string name)
    {
        using Process? kill = Process.Start("sh", ["-c", $"kill -{name} {_process.Id}"]);
        kill?.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            EndInput();
            if (!_process.WaitForExit(GoMs)) _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <summary>An empty line stands for the end.</summary>
    private void ReadAnswers()
    {
        while (_process.StandardOutput.ReadLine() is { } line) _answers.Add(line);
        _answers.Add("");
    }

    /// <summary>What ends it is the parent's to tell; what it tells on the way is passed on.</summary>
    private void Complain(string? line)
    {
        if (line == null) return;
        if (line.StartsWith(Failure.Prefix, StringComparison.Ordinal)) _error = line[Failure.Prefix.Length..];
        else Console.Error.WriteLine(line);
    }
}
