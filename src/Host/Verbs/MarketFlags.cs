using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using Gateway.Host.Market;

namespace Gateway.Host.Verbs;

/// <summary>The flags that say which market is played; every part of it takes the same ones.</summary>
internal static class MarketFlags
{
    private const int SecondsDefault = 20;

    private static readonly Option<string> Input =
        Flag.Of("--input", "synthetic, or a LOBSTER message file.", "synthetic");

    private static readonly Option<string?> Config =
        Flag.Of<string?>("--config", "Market configuration (default config/market.json).");

    private static readonly Option<int> Seed = Flag.Of("--seed", "Seed of the synthetic flow.", 1);

    private static readonly Option<int?> Brokers =
        Flag.Of<int?>("--brokers", "Brokers, at least 2; more than the file has are made like its last.");

    private static readonly Option<int?> Orders = Flag.Of<int?>("--orders", "Stop after so many messages.");

    private static readonly Option<double> Rate =
        Flag.Of("--rate", "Messages a second; the schedule never waits.", 5_000d);

    private static readonly Option<double?> Seconds =
        Flag.Of<double?>("--seconds", "Send for at most so many seconds (synthetic without --orders: 20).");

    private static readonly Option<string?> TermLength =
        Flag.Of<string?>("--term-length", "Length of the log's terms, such as 64k or 16m; a power of two.");

    private static readonly Option<bool> Strict = Flag.Of<bool>("--strict", "A malformed row of the input is fatal.");

    private static readonly Option<string?> Planted =
        Flag.Of<string?>("--fault", "Plant a fault: drop-report, double-fill, lose-record, forget-release.");

    private static readonly Option<string?> Host =
        Flag.Of<string?>("--host", "IP address that stands for every one of the configuration; ports stay.");

    static MarketFlags() =>
        _ = Planted.AcceptOnlyFromAmong("drop-report", "double-fill", "lose-record", "forget-release");

    /// <summary>Adds them to a verb.</summary>
    internal static void AddTo(Command command)
    {
        foreach (Option flag in new Option[]
        {
            Input, Config, Seed, Brokers, Orders, Rate, Seconds, TermLength, Strict, Planted, Host,
        })
        {
            command.Add(flag);
        }
    }

    /// <summary>What is wrong with what was given.</summary>
    /// <returns>One line, or null.</returns>
    internal static string? Fault(ParseResult parsed)
    {
        if (parsed.GetValue(Rate) is not (> 0 and <= 10_000_000)) return "--rate: above 0, at most 10,000,000 wanted";
        if (parsed.GetValue(Orders) is <= 0 or > MarketSource.MessagesMax)
            return $"--orders: 1 to {MarketSource.MessagesMax:N0} wanted";
        double? seconds = parsed.GetValue(Seconds);
        if (seconds is not (null or (> 0 and <= 86_400))) return "--seconds: above 0, at most 86,400 wanted";
        if (parsed.GetValue(Input) is "") return "--input: a name wanted, an empty one given";
        if (parsed.GetValue(Host) is { } host && !IsAddress(host)) return "--host: an IPv4 address wanted";
        string? term = parsed.GetValue(TermLength);
        bool known = term == null || TryTermLength(term, out _);
        return known ? null : "--term-length: a power of two from 64k to 1g wanted";
    }

    /// <summary>The options that they make.</summary>
    internal static RunOptions Options(ParseResult parsed)
    {
        string input = parsed.GetValue(Input)!;
        int length = RunOptions.TermLengthDefault;
        if (parsed.GetValue(TermLength) is { } term) _ = TryTermLength(term, out length);
        bool synthetic = input == "synthetic";
        bool bounded = !synthetic || parsed.GetValue(Orders) != null;
        return new RunOptions
        {
            Config = parsed.GetValue(Config) ?? DefaultConfig(),
            Input = synthetic ? null : input,
            Seed = parsed.GetValue(Seed),
            Brokers = parsed.GetValue(Brokers),
            Orders = parsed.GetValue(Orders),
            Rate = parsed.GetValue(Rate),
            Seconds = parsed.GetValue(Seconds) ?? (bounded ? null : SecondsDefault),
            TermLength = length,
            Strict = parsed.GetValue(Strict),
            Host = parsed.GetValue(Host),
            Fault = parsed.GetValue(Planted) is { } fault ? FaultNames.Of(fault) : Market.Fault.None,
        };
    }

    /// <summary>The command line that gives a part the same options.</summary>
    internal static IEnumerable<string> Arguments(RunOptions options)
    {
        yield return $"--config={options.Config}";
        yield return $"--input={options.Input ?? "synthetic"}";
        yield return $"--seed={options.Seed}";
        yield return FormattableString.Invariant($"--rate={options.Rate}");
        yield return $"--term-length={options.TermLength}";
        if (options.Brokers != null) yield return $"--brokers={options.Brokers}";
        if (options.Orders != null) yield return $"--orders={options.Orders}";
        if (options.Seconds != null) yield return FormattableString.Invariant($"--seconds={options.Seconds}");
        if (options.Strict) yield return "--strict";
        if (options.Host != null) yield return $"--host={options.Host}";
        if (options.Fault != Market.Fault.None) yield return $"--fault={FaultNames.Of(options.Fault)}";
    }

    /// <summary>config/market.json of the tree that the program was built in, or of the current folder.</summary>
    private static string DefaultConfig()
    {
        for (string? folder = AppContext.BaseDirectory; folder != null; folder = Path.GetDirectoryName(folder))
        {
            string path = Path.Combine(folder, "config", "market.json");
            if (File.Exists(path)) return Path.GetRelativePath(Environment.CurrentDirectory, path);
        }

        return Path.Combine("config", "market.json");
    }

    private static bool TryTermLength(string text, out int length)
    {
        bool fits = ByteSize.TryParse(text, out long value)
            && value is >= 1 << 16 and <= 1 << 30 && System.Numerics.BitOperations.IsPow2(value);
        length = fits ? (int)value : 0;
        return fits;
    }

    private static bool IsAddress(string text) =>
        System.Net.IPAddress.TryParse(text, out System.Net.IPAddress? address)
        && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
}
