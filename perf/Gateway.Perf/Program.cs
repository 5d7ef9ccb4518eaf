using System;
using System.IO;
using Gateway.Perf.Micro;
using Gateway.Perf.Throughput;

namespace Gateway.Perf;

internal static class Program
{
    private const int Usage = 2;

    private const string Help = """
        usage: dotnet run --project perf/Gateway.Perf -c Release -- NAME [options]

        lane    Orders per second through one lane, FIX bytes in to FIX bytes out, in memory on one core.
                --rounds N    rounds that count, 15 by default, at least 10 to publish
                --messages N  orders of one round, 100000 by default
                --core N      core to pin, the last one by default
                --publish     adds a row to perf/RESULTS.md; refused when others had more than 5 % of the core
                --noisy       publishes all the same, and says so in the row
                --hops        also prints the lane's own ns per hop (adds its clock reads)
        bench   BenchmarkDotNet: the parts of a hop. What follows goes to it, such as --filter '*Fix*' or --list flat.
        """;

    private static int Main(string[] args)
    {
        switch (args.Length == 0 ? "--help" : args[0])
        {
            case "lane":
                return Lane(args[1..]);
            case "bench":
                return Benchmarks.Run(args[1..]);
            case "--help":
                Console.WriteLine(Help);
                return 0;
            default:
                Console.Error.WriteLine($"no benchmark is called {args[0]}\n{Help}");
                return Usage;
        }
    }

    private static int Lane(string[] args)
    {
        if (LaneOptions.Parse(args, out string fault) is not { } options)
        {
            Console.Error.WriteLine($"{fault}\n{Help}");
            return Usage;
        }

        try
        {
            return LaneRun.Run(options);
        }
        catch (InvalidDataException broken)
        {
            Console.Error.WriteLine(broken.Message);
            return 1;
        }
    }
}
