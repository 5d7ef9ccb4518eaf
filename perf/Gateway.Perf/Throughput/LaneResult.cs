using System;
using System.Globalization;
using System.Linq;

namespace Gateway.Perf.Throughput;

/// <summary>What the rounds came to, in words and as a row of perf/RESULTS.md.</summary>
internal sealed class LaneResult
{
    private readonly LaneOptions _options;
    private readonly Measured[] _rounds;
    private readonly Passed _passed;
    private readonly int _collections;

    internal LaneResult(LaneOptions options, Measured[] rounds, Passed passed, double othersShare, int collections)
    {
        (_options, _passed, OthersShare, _collections) = (options, passed, othersShare, collections);
        _rounds = [.. rounds.OrderBy(round => round.PerSecond)];
    }

    /// <summary>Share of the time for which the thread was ready and somebody else had its core.</summary>
    internal double OthersShare { get; }

    internal string Words => string.Create(CultureInfo.InvariantCulture, $"""
        orders (D, F and G) per second of lane thread time, {_rounds.Length} rounds of {_rounds[0].Requests}:
          median {Median:N0}   min {Least:N0}   max {Most:N0}   = {NsPerOrder:F0} ns an order
        an order: {Average:F0} bytes in from a broker, one message out to the venue,
          {Share(_passed.Reports):F2} reports in and out to brokers, {Share(_passed.Snapshots):F2} quotes in
        {Share(_passed.News):P0} new, {Share(_passed.Replaces):P0} replace, {Share(_passed.Cancels):P0} cancel
        {_passed.Fills:N0} fills; {_passed.Carried:N0} messages came in two pieces; {OrdersAPoll:F0} orders a poll
        allocated inside the polls: {Allocated} bytes, collections {_collections}
        others had {OthersShare:P1} of the core; load {Machine.Load}
        {Machine.Name}, commit {Machine.Commit}
        """);

    /// <summary>The columns are those of the table in perf/RESULTS.md.</summary>
    internal string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"| {DateTime.UtcNow:yyyy-MM-dd} | {Machine.Commit} | {Median:N0} | {Least:N0} | {Most:N0} "
        + $"| {NsPerOrder:F0} | {_rounds.Length} × {_rounds[0].Requests:N0} | {Average:F0} "
        + $"| {Allocated} | {_collections} | {OthersShare:P1}{(_options.Noisy ? " noisy" : "")} | {Machine.Load} "
        + $"| {Machine.Name} | `{Machine.Command}` |");

    private double Least => _rounds[0].PerSecond;

    private double Most => _rounds[^1].PerSecond;

    private double NsPerOrder => 1e9 / Median;

    private double OrdersAPoll => Requests / (double)_rounds.Sum(round => round.Polls);

    private double Median => _rounds.Length % 2 == 1
        ? _rounds[_rounds.Length / 2].PerSecond
        : (_rounds[(_rounds.Length / 2) - 1].PerSecond + _rounds[_rounds.Length / 2].PerSecond) / 2;

    private long Requests => _passed.Requests;

    private double Average => _passed.RequestBytes / (double)Requests;

    private long Allocated => _rounds.Sum(round => round.AllocatedBytes);

    private double Share(long part) => part / (double)Requests;
}
