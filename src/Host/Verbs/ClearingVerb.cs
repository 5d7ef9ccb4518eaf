using System;
using System.CommandLine;
using System.IO;
using System.Text.Json;
using Gateway.Aeron;
using Gateway.Host.Clearing;
using Gateway.Host.Market;
using Gateway.Host.Processes;

namespace Gateway.Host.Verbs;

/// <summary><c>gateway clearing</c>: the clearing process, or the replay of a journal.</summary>
internal static class ClearingVerb
{
    private static readonly Option<string?> JournalFile =
        Flag.Of<string?>("--journal", "Journal to go on with (default: clearing.journal in the folder).");

    private static readonly Option<string?> Replay = Flag.Of<string?>("--replay", "Read this journal and report.");
    private static readonly Option<bool> Json = Flag.Of<bool>("--json", "Report on one line, for programs.");

    /// <summary>The verb with its flags.</summary>
    internal static Command Command()
    {
        var command = new Command(
            "clearing",
            "Clears a lane's log: novation, ledger, journal; `settle` on standard input settles, so does its end.")
        {
            PartVerb.Dir, PartVerb.Aeron, PartVerb.Temporary, JournalFile, Replay, Json,
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

        using PartFolder folder = PartVerb.Folder(parsed);
        string path = parsed.GetValue(JournalFile) ?? folder.ClearingJournal;
        using Subscription log = LogPlace.Open(folder.Aeron, Streams.ClearingChannel);
        using ClearingRun run = ClearingRun.Open(path, Streams.LogStream, log.SessionId);
        if (run.JournalCut > 0)
        {
            Console.Error.WriteLine(
                $"gateway: {path}: torn at byte {run.JournalCutOffset}, {run.JournalCut} bytes cut off");
        }

        string? fault = new ClearingProcess(log, run, Console.Error).Run(Console.In);
        if (fault != null) return Failure.Say(ExitCode.DamagedData, fault);
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
