using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text.Json;
using Gateway.Tests.Market;
using Xunit;

namespace Gateway.Tests.Processes;

/// <summary>A part of a market as somebody starts it on a terminal: commands in, lines out.</summary>
internal sealed class HandPart : IDisposable
{
    private const int WaitMs = 30_000;

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly ConcurrentQueue<string> _errors = new();

    internal HandPart(string verb, IEnumerable<string> flags)
    {
        _process = Process.Start(new ProcessStartInfo(GatewayProgram.Path, [verb, .. flags])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Complain(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal bool HasExited => _process.HasExited;

    internal string[] Errors => [.. _errors];

    /// <summary>Its next line, as JSON.</summary>
    internal T Next<T>()
    {
        bool got = _lines.TryTake(out string? line, WaitMs);
        Assert.True(got && line!.Length > 0, string.Join('\n', _errors));
        return JsonSerializer.Deserialize<T>(line!)!;
    }

    internal T Ask<T>(string command)
    {
        _process.StandardInput.WriteLine(command);
        return Next<T>();
    }

    /// <summary>Kills it as a crash would.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    internal void Signal(string name) => Process.Start("kill", ["-" + name, $"{_process.Id}"]).WaitForExit();

    internal void EndInput() => _process.StandardInput.Close();

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    internal int End()
    {
        Assert.True(_process.WaitForExit(WaitMs), "does not end");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>The one line that it ends with, and its code.</summary>
    internal (int Code, string Line) Refusal()
    {
        int code = End();
        return (code, Assert.Single(Errors, line => line.StartsWith("gateway: ")));
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Add(string? line) => _lines.Add(line ?? "");

    private void Complain(string? line)
    {
        if (line != null) _errors.Enqueue(line);
    }
}
