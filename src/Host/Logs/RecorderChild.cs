using System;
using System.Text.Json;
using Gateway.Host.Market;

namespace Gateway.Host.Logs;

/// <summary>The recorder of a market.</summary>
internal static class RecorderChild
{
    private const int EndMs = 5_000;

    /// <summary>Starts it on the market's log.</summary>
    internal static Child Start(Streams streams, string folder) => Child.Start(
        "recorder", "--aeron", streams.Directory, "--publication", $"{streams.Recorder.PublicationId}",
        "--counter", $"{streams.Recorder.CounterId}", "--log", folder);

    /// <summary>Waits for its end: one whose disk stays full is told to give up.</summary>
    /// <returns>Fills that it recorded; -1 with what it said instead.</returns>
    internal static long Executions(Child child, out string fault)
    {
        if (child.Report(out fault, EndMs) is not { } report) return -1;
        string last = report.AsSpan().TrimEnd().ToString();
        using JsonDocument line = JsonDocument.Parse(last[(last.LastIndexOf('\n') + 1)..]);
        return line.RootElement.GetProperty("executions_log").GetInt64();
    }
}
