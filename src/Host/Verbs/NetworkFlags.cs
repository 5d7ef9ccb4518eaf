using System;
using System.CommandLine;
using System.Linq;

namespace Gateway.Host.Verbs;

/// <summary>The flags that say what a network does to the brokers' connections.</summary>
internal static class NetworkFlags
{
    private const double CutSecondsMin = 0.05;
    private const double CutSecondsMax = 86_400;
    private const double DelayMsMax = 10_000;

    private static readonly Option<double?> Cut = Flag.Of<double?>(
        "--cut", "Cut one of the brokers' connections every so many seconds on average, in mid-message too.");

    private static readonly Option<double?> DelayMs = Flag.Of<double?>(
        "--delay", "Delay each direction of the brokers' connections by so many milliseconds.");

    /// <summary>What happens to frames; here there are none.</summary>
    private static readonly Option<string?>[] Frames =
    [
        .. new[] { "loss", "duplicate", "reorder", "corrupt" }.Select(name => new Option<string?>("--" + name)
        {
            Arity = ArgumentArity.ZeroOrOne,
            Hidden = true,
        }),
    ];

    /// <summary>Adds them to a verb.</summary>
    internal static void AddTo(Command command)
    {
        foreach (Option flag in new Option[] { Cut, DelayMs }.Concat(Frames)) command.Add(flag);
    }

    /// <summary>What is wrong with what was given.</summary>
    /// <returns>One line, or null.</returns>
    internal static string? Fault(ParseResult parsed)
    {
        foreach (Option frame in Frames.Where(frame => parsed.GetResult(frame) != null))
        {
            return $"{frame.Name}: frames are those of the packet path: it comes with --net dpdk; "
                + "--cut and --delay are there now";
        }

        if (parsed.GetValue(Cut) is not (null or (>= CutSecondsMin and <= CutSecondsMax)))
            return $"--cut: {CutSecondsMin} to {CutSecondsMax:N0} seconds wanted";
        bool known = parsed.GetValue(DelayMs) is null or (>= 0 and <= DelayMsMax);
        return known ? null : $"--delay: 0 to {DelayMsMax:N0} milliseconds wanted";
    }

    /// <summary>Average seconds from cut to cut; null: none.</summary>
    internal static double? CutSeconds(ParseResult parsed) => parsed.GetValue(Cut);

    /// <summary>Of each direction.</summary>
    internal static TimeSpan Delay(ParseResult parsed) => TimeSpan.FromMilliseconds(parsed.GetValue(DelayMs) ?? 0);
}
