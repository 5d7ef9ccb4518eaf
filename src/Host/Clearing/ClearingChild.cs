using System.Text.Json;
using Gateway.Host.Market;

namespace Gateway.Host.Clearing;

/// <summary>The clearing process of a market.</summary>
internal static class ClearingChild
{
    /// <summary>Starts it on the market's log.</summary>
    internal static Child Start(Streams streams, string journal) => Child.Start(
        "clearing", "--dir", streams.Directory, "--publication", $"{streams.Clearing.PublicationId}",
        "--counter", $"{streams.Clearing.CounterId}", "--journal", journal, "--json");

    /// <summary>Waits for its end.</summary>
    /// <returns>Its report; null with what it said instead.</returns>
    internal static JsonDocument? Report(Child child, out string fault) =>
        child.Report(out fault) is { } report ? JsonDocument.Parse(report) : null;

    /// <summary>Reads a journal in a new process.</summary>
    /// <returns>Its report; null with what it said instead.</returns>
    internal static JsonDocument? Replay(string journal, out string fault)
    {
        using var child = Child.Start("clearing", "--replay", journal, "--json");
        return Report(child, out fault);
    }
}
