using System;
using System.Text;
using Gateway.Host.Market;
using Gateway.Wire;

namespace Gateway.Host.Verbs;

/// <summary>A line about the market every second on a terminal, every five seconds elsewhere.</summary>
internal sealed class LiveTable
{
    private static readonly int EveryMs = Console.IsErrorRedirected ? 5_000 : 1_000;

    private const string Heading =
        " orders in  accepted executions  p50 µs   p99 µs  p99.9 µs  log position  clearing  recorder  rejected";

    private readonly StringBuilder _line = new();
    private long _shownMs;
    private bool _begun;

    /// <summary>Shows the figures when it is time.</summary>
    /// <param name="figures">Now.</param>
    internal void Show(MarketFigures figures)
    {
        long now = Environment.TickCount64;
        if (now - _shownMs < EveryMs) return;
        if (!_begun) Console.Error.WriteLine(Heading);
        _begun = true;
        _shownMs = now;
        _line.Clear();
        _line.Append($"{figures.Lane.OrdersIn,10:N0} {figures.Lane.Accepted,9:N0} {figures.Lane.Executions,10:N0} ");
        _line.Append($"{figures.Latency.P50 / 1e3,7:F1} {figures.Latency.P99 / 1e3,8:F1} ");
        _line.Append($"{figures.Latency.P999 / 1e3,9:F1} ");
        long position = figures.Lane.LogPosition;
        _line.Append($"{position,13:N0} {position - figures.Lane.ClearingPosition,9:N0} ");
        _line.Append($"{position - figures.Lane.RecorderPosition,9:N0} ");
        for (Verdict verdict = Verdict.Malformed; verdict <= Verdict.MessageRate; verdict++)
        {
            if (figures.Lane.Rejected[(int)verdict] is > 0 and long count) _line.Append($" {verdict} {count:N0}");
        }

        Console.Error.WriteLine(_line);
    }
}
