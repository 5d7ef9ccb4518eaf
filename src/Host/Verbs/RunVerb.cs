using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Gateway.Host.Market;
using Gateway.Host.Processes;

namespace Gateway.Host.Verbs;

/// <summary><c>gateway run</c>: plays a whole market and reports whether its books balance.</summary>
internal static class RunVerb
{
    private const string Memory = "memory";

    private static readonly Option<string?> Net = Flag.Of<string?>(
        "--net", "Packet path: memory (byte pipes in one process) or kernel (TCP between processes).");

    private static readonly Option<string> Risk = Flag.Of("--risk", "Risk device: software.", "software");

    private static readonly Option<string?> Log = Flag.Of<string?>("--log", "Folder that keeps the log.");

    private static readonly Option<string?> Json = Flag.Of<string?>("--json", "File that receives the report.");

    private static readonly Option<string?> Chaos = Flag.Of<string?>(
        "--chaos", "Kill or stop parts while they play: " + string.Join(", ", ChaosPlan.Names) + ".");

    /// <summary>The verb with its flags.</summary>
    internal static Command Command()
    {
        _ = Net.AcceptOnlyFromAmong("kernel", Memory);
        _ = Chaos.AcceptOnlyFromAmong(ChaosPlan.Names);
        _ = Risk.AcceptOnlyFromAmong("software");
        var command = new Command("run", "Plays a market, every part a process, and reports whether it balances.")
        {
            Net, Risk, Log, Json, Chaos,
        };
        MarketFlags.AddTo(command);
        NetworkFlags.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (Fault(parsed) is { } usage) return Failure.Say(ExitCode.Usage, usage);
        RunOptions options = MarketFlags.Options(parsed) with
        {
            Log = parsed.GetValue(Log),
            Json = parsed.GetValue(Json),
            Chaos = parsed.GetValue(Chaos),
            CutSeconds = NetworkFlags.CutSeconds(parsed),
            Delay = NetworkFlags.Delay(parsed),
        };
        MarketSource? source = MarketSource.Read(options, out ExitCode refused, out IReadOnlyList<string> lines);
        foreach (string line in lines) Console.Error.WriteLine(line);
        if (source == null) return (int)refused;
        if (options.Json != null) ProveWritable(options.Json);
        string net = parsed.GetValue(Net) ?? source.Market.NetBackend;
        options = options with { Log = options.Log ?? source.Market.LogDirectory };
        if (Conflict(options, net) is { } conflict) return Failure.Say(ExitCode.Usage, conflict);
        return Play(source, options, net);
    }

    private static string? Fault(ParseResult parsed)
    {
        foreach (string? name in new[] { parsed.GetValue(Log), parsed.GetValue(Json) })
        {
            if (name is "") return "--log, --json: a name wanted, an empty one given";
        }

        return MarketFlags.Fault(parsed) ?? NetworkFlags.Fault(parsed);
    }

    private static string? Conflict(RunOptions options, string net)
    {
        if (options.Chaos != null && net == Memory) return "--chaos: parts are processes with --net kernel alone";
        if (options.IsRelayed && net == Memory) return "--cut, --delay: connections are those of --net kernel";
        bool lost = options.Chaos == ChaosPlan.FullDisk && options.Log != null;
        return lost ? "--chaos full-disk: the disk that is filled goes with the run: no --log beside it" : null;
    }

    private static int Play(MarketSource source, RunOptions options, string net)
    {
        using var interrupted = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
        try
        {
            var table = new LiveTable();
            MarketResult result = net == Memory
                ? InMemory(source, options, folder, table.Show, interrupted.Token)
                : InProcesses(source, options, folder, table.Show, interrupted.Token);
            List<string> findings = MarketFindings.Of(result);
            MarketReport.WriteText(Console.Out, result, findings);
            if (options.Json != null) WriteJson(options.Json, result, findings);
            ExitCode code = findings.Count == 0 ? ExitCode.Done : ExitCode.ConditionFails;
            return (int)(interrupted.IsCancellationRequested ? ExitCode.Interrupted : code);
        }
        finally
        {
            PartFolder.TryRemove(folder);
        }

        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.Cancel();
        }
    }

    private static MarketResult InMemory(
        MarketSource source, RunOptions options, string folder, Action<MarketFigures> turn, CancellationToken stop)
    {
        int messages = source.Messages(options);
        Warmup.Play(source.Market, messages, () => stop.IsCancellationRequested);
        using var run = new MarketRun(source, options, options.Log ?? folder);
        using CancellationTokenRegistration stopping = stop.Register(run.Stop);
        Console.Error.WriteLine("net memory, risk software; " + run.Where);
        return run.Play(turn);
    }

    private static MarketResult InProcesses(
        MarketSource source, RunOptions options, string folder, Action<MarketFigures> turn, CancellationToken stop)
    {
        using var run = new ProcessRun(source, options, folder, stop);
        Console.Error.WriteLine("net kernel, risk software; " + run.Where);
        return run.Play(turn);
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
