using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using Gateway.Aeron;
using Gateway.Tests.Market;
using Xunit;

namespace Gateway.Tests.Logs;

/// <summary>A log of this process with its conductor, and recorders of it as processes of their own.</summary>
internal sealed class RecorderRig : IDisposable
{
    internal const int Terminate = 15;
    internal const int Interrupt = 2;
    internal const int Kill = 9;

    private const int TermLength = 1 << 16;
    private const int WaitMs = 20_000;

    private readonly IpcConductor _conductor;
    private readonly ExclusivePublication _log;
    private readonly IpcSubscription _reader;
    private readonly List<Process> _recorders = [];

    internal RecorderRig()
    {
        _conductor = new IpcConductor(At["aeron"], Environment.ProcessId, Now);
        var settings = new LogSettings
        {
            TermLength = TermLength,
            SessionId = RecordedLog.Session,
            StreamId = RecordedLog.Stream,
        };
        _log = _conductor.AddExclusivePublication(settings, "aeron:ipc", Now);
        _reader = _conductor.AddSubscription(RecordedLog.Stream, "aeron:ipc?alias=recorder", Now);
        _ = _conductor.DoWork(Now);
    }

    internal Workspace At { get; } = new(inMemory: true);

    /// <summary>Records offered.</summary>
    internal int Offered { get; private set; }

    /// <summary>End of the last one in the stream.</summary>
    internal long Position { get; private set; }

    /// <summary>Where the recorder's counter is.</summary>
    internal long Recorded => _conductor.Counters.Read(_reader.CounterId);

    internal Process Start(string? folder = null, string segmentLength = "64k")
    {
        string[] flags =
        [
            "recorder", "--dir", At["run"], "--aeron", At["aeron"], "--log", folder ?? At.Log,
            "--segment-length", segmentLength,
        ];
        Process recorder = Process.Start(new ProcessStartInfo(GatewayProgram.Path, flags)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _recorders.Add(recorder);
        return recorder;
    }

    /// <summary>Offers records up to a number; false when there was no room for so long.</summary>
    internal bool Offer(int count, int withinMs = WaitMs)
    {
        long until = Environment.TickCount64 + withinMs;
        while (Offered < count)
        {
            long position = _log.Offer(RecordedLog.Bytes(RecordedLog.Sample(Offered)));
            if (position > 0) (Offered, Position) = (Offered + 1, position);
            else if (Environment.TickCount64 > until) return false;
            else Thread.Sleep(1);
            _ = _conductor.DoWork(Now);
        }

        return true;
    }

    /// <summary>Until the recorder has all that was offered.</summary>
    internal void Await() => Assert.True(
        SpinWait.SpinUntil(() => Recorded >= Position, WaitMs), $"recorded {Recorded} of {Position}");

    internal void Close() => _log.Close();

    internal static void Signal(Process process, int signal) => _ = SendSignal(process.Id, signal);

    internal static JsonElement Tally(Process recorder)
    {
        recorder.StandardInput.WriteLine("tally");
        return JsonDocument.Parse(recorder.StandardOutput.ReadLine()!).RootElement;
    }

    /// <summary>Its exit code and what it has told.</summary>
    internal static (int Code, string Output, string Error) End(Process recorder)
    {
        string output = recorder.StandardOutput.ReadToEnd();
        string error = recorder.StandardError.ReadToEnd();
        recorder.WaitForExit();
        return (recorder.ExitCode, output, error);
    }

    /// <summary>The line that tells of all that was offered.</summary>
    internal string Line => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"executions_log":{{(Offered + 2) / 3}},"records":{{Offered}},"position":{{Position}}}""");

    public void Dispose()
    {
        foreach (Process recorder in _recorders)
        {
            if (!recorder.HasExited) recorder.Kill();
            recorder.Dispose();
        }

        _conductor.Dispose();
        At.Dispose();
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int pid, int signal);
}
