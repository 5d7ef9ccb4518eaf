using System;
using System.Diagnostics;
using System.Globalization;

namespace Gateway.Simulation;

/// <summary><c>gateway soak</c>: plays seeds one after the other.</summary>
internal static class Program
{
    private const string Usage = "soak takes --seeds N and --from S, numbers from 1";

    public static int Main(string[] args)
    {
        if (args is ["--help"])
        {
            Console.WriteLine($"Plays N seeds of the simulation from S on. {Usage}.");
            return 0;
        }

        (int seeds, int from) = (1, 1);
        for (int i = 0; i < args.Length; i += 2)
        {
            bool good = i + 1 < args.Length && TryNumber(args[i + 1], out int number)
                && (args[i] == "--seeds" ? (seeds = number) : args[i] == "--from" ? (from = number) : 0) > 0;
            if (good) continue;
            Console.Error.WriteLine($"gateway: {Usage}");
            return 2;
        }

        (long steps, long messages, int failed) = (0, 0, 0);
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < seeds; i++)
        {
            Outcome outcome = MarketSimulation.Play(unchecked(from + i));
            (steps, messages) = (steps + outcome.Steps, messages + outcome.Messages);
            if (outcome.Findings.Count == 0) continue;
            failed++;
            Console.WriteLine(outcome);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seeds} seeds, {failed} failed, {messages} messages, {steps} steps, "
            + $"{steps / watch.Elapsed.TotalSeconds:F0} steps/s"));
        return failed == 0 ? 0 : 1;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
