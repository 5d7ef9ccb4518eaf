using System;
using System.CommandLine;
using Gateway.Aeron;
using Gateway.Host.Logs;
using Gateway.Host.Market;
using Gateway.Host.Processes;

namespace Gateway.Host.Verbs;

/// <summary><c>gateway recorder</c>: the process that records a lane's log.</summary>
internal static class RecorderVerb
{
    private static readonly Option<string?> Log =
        Flag.Of<string?>("--log", "Folder of segments to go on with (default: log in the folder).");

    private static readonly Option<string> SegmentLength =
        Flag.Of("--segment-length", "Longest segment, such as 64m; from 1k.", "64m");

    /// <summary>The verb with its flags.</summary>
    internal static Command Command()
    {
        var command = new Command(
            "recorder",
            "Records a lane's log in a folder; `tally` on standard input is answered with what it has.")
        {
            PartVerb.Dir, PartVerb.Aeron, PartVerb.Temporary, Log, SegmentLength,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        bool known = ByteSize.TryParse(parsed.GetValue(SegmentLength)!, out long length);
        if (!known || length < SegmentWriter.SegmentLengthMin)
            return Failure.Say(ExitCode.Usage, "--segment-length: bytes from 1k to 1024g wanted");
        using PartFolder folder = PartVerb.Folder(parsed);
        string segments = parsed.GetValue(Log) ?? folder.Log;
        using Subscription log = LogPlace.Open(folder.Aeron, Streams.RecorderChannel);
        using SegmentWriter writer =
            SegmentWriter.Open(segments, length, Streams.LogStream, log.SessionId, log.Position);
        if (writer.Cut is { } cut) Console.Error.WriteLine($"recorder: {cut}");
        var recorder = new RecorderProcess(log, writer, Console.Error);
        string? fault = recorder.Run(Console.In, Console.Out);
        return fault == null ? (int)ExitCode.Done : Failure.Say(ExitCode.DamagedData, fault);
    }
}
