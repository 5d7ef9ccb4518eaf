using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Host.Market;

namespace Gateway.Host.Verbs;

/// <summary><c>gateway run</c>: plays a whole market and reports whether its books balance.</summary>
internal static class RunVerb
{
    private const int SecondsDefault = 20;

    private const int MessagesMax = 3_000_000;

    private static readonly Option<string> Net =
        Flag.Of("--net", "Packet path: memory (byte pipes inside the process).", "memory");

    private static readonly Option<string> Risk = Flag.Of("--risk", "Risk device: software.", "software");

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

    private static readonly Option<string?> Log = Flag.Of<string?>("--log", "Folder that keeps the log.");

    private static readonly Option<string?> Json = Flag.Of<string?>("--json", "File that receives the report.");

    private static readonly Option<bool> Strict = Flag.Of<bool>("--strict", "A malformed row of the input is fatal.");

    private static readonly Option<string?> Planted =
        Flag.Of<string?>("--fault", "Plant a fault: drop-report, double-fill, lose-record, forget-release.");

    /// <summary>The verb with its flags.</summary>
    internal static Command Command()
    {
        _ = Net.AcceptOnlyFromAmong("memory");
        _ = Risk.AcceptOnlyFromAmong("software");
        _ = Planted.AcceptOnlyFromAmong("drop-report", "double-fill", "lose-record", "forget-release");
        var command = new Command("run", "Plays a market in one process, with clearing beside it, and reports.")
        {
            Net, Risk, Input, Config, Seed, Brokers, Orders, Rate, Seconds, TermLength, Log, Json, Strict, Planted,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (Fault(parsed) is { } usage) return Failure.Say(ExitCode.Usage, usage);
        RunOptions options = Options(parsed);
        if (MarketConfig.Load(options.Config, out IReadOnlyList<ConfigError> errors) is not { } market)
        {
            foreach (ConfigError error in errors) Console.Error.WriteLine($"gateway: {error}");
            return (int)ExitCode.Configuration;
        }

        int firms = options.Brokers ?? market.Firms.Length;
        if (firms < 2 || firms > FirmCopies.FirmsMax(market))
            return Failure.Say(ExitCode.Usage, $"--brokers: 2 to {FirmCopies.FirmsMax(market)} wanted, {firms} given");
        market = market.WithFirms(firms);
        options = options with { Log = options.Log ?? market.LogDirectory };
        if (options.Json != null) ProveWritable(options.Json);
        IInput? input = Source(ref market, options, out ExitCode refused);
        return input == null ? (int)refused : Play(market, input, options);
    }

    private static string? Fault(ParseResult parsed)
    {
        if (parsed.GetValue(Rate) is not (> 0 and <= 10_000_000)) return "--rate: above 0, at most 10,000,000 wanted";
        if (parsed.GetValue(Orders) is <= 0 or > MessagesMax) return $"--orders: 1 to {MessagesMax:N0} wanted";
        double? seconds = parsed.GetValue(Seconds);
        if (seconds is not (null or (> 0 and <= 86_400))) return "--seconds: above 0, at most 86,400 wanted";
        foreach (string? name in new[] { parsed.GetValue(Input), parsed.GetValue(Log), parsed.GetValue(Json) })
        {
            if (name is "") return "--input, --log, --json: a name wanted, an empty one given";
        }

        string? term = parsed.GetValue(TermLength);
        bool known = term == null || TryTermLength(term, out _);
        return known ? null : "--term-length: a power of two from 64k to 1g wanted";
    }

    private static RunOptions Options(ParseResult parsed)
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
            Log = parsed.GetValue(Log),
            Json = parsed.GetValue(Json),
            Strict = parsed.GetValue(Strict),
            Fault = parsed.GetValue(Planted) switch
            {
                "drop-report" => Market.Fault.DropReport,
                "double-fill" => Market.Fault.DoubleFill,
                "lose-record" => Market.Fault.LoseRecord,
                "forget-release" => Market.Fault.ForgetRelease,
                _ => Market.Fault.None,
            },
        };
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

    private static IInput? Source(ref MarketConfig market, RunOptions options, out ExitCode refused)
    {
        refused = ExitCode.Usage;
        if (options.Input == null) return Synthetic(market, options);
        LobsterFile file = LobsterFile.Read(options.Input);
        string end = options.Strict ? "" : "; left out";
        foreach (string fault in file.Faults) Console.Error.WriteLine($"gateway: {fault}{end}");
        if (file.FaultCount > file.Faults.Count)
            Console.Error.WriteLine($"gateway: {file.FaultCount:N0} rows like these in all");
        if (options.Strict && file.FaultCount > 0)
        {
            refused = ExitCode.DamagedData;
            return null;
        }

        foreach (LobsterRow row in file.Rows)
        {
            if (row.Type is not (1 or 4)) continue;
            market = LobsterMarket.For(market, file);
            var input = new LobsterInput(file, market);
            Console.Error.WriteLine(
                $"{options.Input}: {file.Rows.Count:N0} rows, {input.LeftOut:N0} of them ask nothing of a broker");
            return input;
        }

        _ = Failure.Say(ExitCode.Usage, $"{options.Input}: no order in it");
        return null;
    }

    private static SyntheticInput Synthetic(MarketConfig market, RunOptions options)
    {
        double byTime = options.Seconds is { } seconds ? Math.Ceiling(options.Rate * seconds) : MessagesMax;
        int messages = (int)Math.Clamp(Math.Min(byTime, options.Orders ?? MessagesMax), 1, MessagesMax);
        return new SyntheticInput(market, options.Seed, messages);
    }

    private static int Play(MarketConfig market, IInput input, RunOptions options)
    {
        bool interrupted = false;
        MarketRun? playing = null;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
        try
        {
            int messages = Math.Min(options.Orders ?? int.MaxValue, input.MessagesMax);
            Warmup.Play(market, messages, () => Volatile.Read(ref interrupted));
            using var run = new MarketRun(market, input, options, options.Log ?? folder);
            Volatile.Write(ref playing, run);
            if (Volatile.Read(ref interrupted)) run.Stop();
            Console.Error.WriteLine("net memory, risk software; " + Placement(run));
            var table = new LiveTable();
            MarketResult result = run.Play(table.Show);
            List<string> findings = MarketFindings.Of(result);
            MarketReport.WriteText(Console.Out, result, findings);
            if (options.Json != null) WriteJson(options.Json, result, findings);
            ExitCode code = findings.Count == 0 ? ExitCode.Done : ExitCode.ConditionFails;
            return (int)(interrupted ? ExitCode.Interrupted : code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            Volatile.Write(ref interrupted, true);
            Volatile.Read(ref playing)?.Stop();
        }
    }

    private static string Placement(MarketRun run)
    {
        string others = run.LaneIsAlone ? "the others beside it" : "shared with the others: there is no other core";
        return $"lane on core {run.LaneCore}, {others}; arena in {run.ArenaMemory}";
    }

    /// <summary>A report that cannot be written is better known before the market than after it.</summary>
    private static void ProveWritable(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: a folder; name a file for the report");
        File.Create(path + ".part").Dispose();
        File.Delete(path + ".part");
    }

    private static void WriteJson(string path, MarketResult result, List<string> findings)
    {
        string part = path + ".part";
        using (FileStream stream = File.Create(part)) MarketReport.WriteJson(stream, result, findings);
        File.Move(part, path, overwrite: true);
    }
}
