using System;
using System.CommandLine;
using System.IO;
using System.Text.Json;
using Gateway.Aeron;
using Gateway.Host.Clearing;
using Gateway.Host.Market;

namespace Gateway.Host.Verbs;

/// <summary><c>gateway clearing</c>: the clearing process, or the replay of a journal.</summary>
internal static class ClearingVerb
{
    private static readonly Option<string?> Dir = Flag.Of<string?>("--dir", "Aeron directory of the lane's log.");
    private static readonly Option<long> Publication = Flag.Of<long>("--publication", "Registration id of the log.");
    private static readonly Option<int> Counter = Flag.Of<int>("--counter", "Counter of this reader's position.");
    private static readonly Option<string?> JournalFile = Flag.Of<string?>("--journal", "Journal to go on with.");
    private static readonly Option<string?> Replay = Flag.Of<string?>("--replay", "Read this journal and report.");
    private static readonly Option<bool> Json = Flag.Of<bool>("--json", "Report on one line, for programs.");

    /// <summary>The verb with its flags.</summary>
    internal static Command Command()
    {
        var command = new Command(
            "clearing",
            "Clears a lane's log: novation, ledger, journal; `settle` on standard input settles, so does its end.")
        {
            Dir, Publication, Counter, JournalFile, Replay, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        bool json = parsed.GetValue(Json);
        if (parsed.GetValue(Replay) is { } journal)
        {
            using ClearingRun replayed = ClearingRun.Replay(journal);
            if (replayed.IsEmpty) return Failure.Say(ExitCode.DamagedData, $"{journal}: empty: it holds no record");
            Report(replayed, json);
            return (int)ExitCode.Done;
        }

        if (parsed.GetValue(Dir) is not { } directory || parsed.GetValue(JournalFile) is not { } path)
        {
            const string wanted = "clearing: --dir, --publication, --counter and --journal wanted, or --replay";
            return Failure.Say(ExitCode.Usage, wanted);
        }

        using Subscription log = Subscription.Open(directory, parsed.GetValue(Publication), parsed.GetValue(Counter));
        using ClearingRun run = ClearingRun.Open(path, Streams.LogStream, log.SessionId);
        if (run.JournalCut > 0)
        {
            Console.Error.WriteLine(
                $"gateway: {path}: torn at byte {run.JournalCutOffset}, {run.JournalCut} bytes cut off");
        }

        if (new ClearingProcess(log, run).Run(Console.In) is { } fault) return Failure.Say(ExitCode.DamagedData, fault);
        Report(run, json);
        return (int)ExitCode.Done;
    }

    private static void Report(ClearingRun run, bool indentedNot)
    {
        using Stream output = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = !indentedNot });
        run.WriteReport(json);
    }
}
