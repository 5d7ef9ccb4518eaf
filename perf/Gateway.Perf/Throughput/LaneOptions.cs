using System;
using System.Globalization;

namespace Gateway.Perf.Throughput;

/// <summary>How `lane` runs.</summary>
internal sealed record LaneOptions
{
    internal const int RoundsMin = 10;

    internal int Rounds { get; private set; } = 15;

    internal int Messages { get; private set; } = 100_000;

    internal int Core { get; private set; } = Environment.ProcessorCount - 1;

    internal bool Publish { get; private set; }

    internal bool Noisy { get; private set; }

    internal bool Hops { get; private set; }

    internal static LaneOptions? Parse(string[] args, out string fault)
    {
        var options = new LaneOptions();
        for (int i = 0; i < args.Length; i++)
        {
            bool known = args[i] switch
            {
                "--rounds" => TryCount(args, ref i, 1, out int rounds) && (options.Rounds = rounds) > 0,
                "--messages" => TryCount(args, ref i, 1000, out int messages) && (options.Messages = messages) > 0,
                "--core" => TryCount(args, ref i, 0, out int core) && (options.Core = core) >= 0,
                "--publish" => options.Publish = true,
                "--noisy" => options.Noisy = true,
                "--hops" => options.Hops = true,
                _ => false,
            };
            if (known) continue;
            fault = $"lane: cannot take {string.Join(' ', args[Math.Min(i, args.Length - 1)..])}";
            return null;
        }

        fault = options.Publish && options.Rounds < RoundsMin ? $"lane: {RoundsMin} rounds are needed to publish" : "";
        return fault.Length == 0 ? options : null;
    }

    private static bool TryCount(string[] args, ref int i, int least, out int count)
    {
        count = 0;
        return ++i < args.Length
            && int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out count)
            && count >= least;
    }
}
