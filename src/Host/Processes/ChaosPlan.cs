using System;
using System.Collections.Generic;
using System.Linq;

namespace Gateway.Host.Processes;

/// <summary>What happens when in a market that is disturbed: order and times from the seed.</summary>
internal sealed class ChaosPlan
{
    /// <summary>Each of the others once.</summary>
    internal const string All = "all";

    /// <summary>The disk of log and journal is full for a while.</summary>
    internal const string FullDisk = "full-disk";

    private const double FirstSeconds = 3;
    private const double LastSeconds = 45;
    private const double QuietSeconds = 6;

    private readonly Queue<(string What, double AtSeconds)> _events = new();

    /// <summary>Plans.</summary>
    /// <param name="what">One of <see cref="Names"/>; null: nothing.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="seconds">How long messages are sent.</param>
    /// <param name="hasDisk">There is a disk to fill.</param>
    internal ChaosPlan(string? what, int seed, double seconds, bool hasDisk)
    {
        if (what == null) return;
        var random = new Random(seed);
        string[] names = what == All ? [.. Each.Where(each => hasDisk || each != FullDisk)] : [what];
        random.Shuffle(names);
        double room = Math.Max(1, Math.Min(seconds - QuietSeconds, LastSeconds) - FirstSeconds);
        for (int i = 0; i < names.Length; i++)
            _events.Enqueue((names[i], FirstSeconds + (room * (i + random.NextDouble()) / names.Length)));
    }

    /// <summary>What can be asked for.</summary>
    internal static string[] Names => [.. Each, All];

    private static string[] Each =>
        ["kill-clearing", "kill-venue", "kill-broker", "kill-gateway", "kill-recorder", "stop-clearing", FullDisk];

    /// <summary>What was not done.</summary>
    internal IEnumerable<string> Left => _events.Select(planned => planned.What);

    /// <summary>The next event, once its time has come.</summary>
    internal bool TryNext(double seconds, out string what)
    {
        what = "";
        if (!_events.TryPeek(out (string What, double AtSeconds) next) || next.AtSeconds > seconds) return false;
        what = _events.Dequeue().What;
        return true;
    }
}
