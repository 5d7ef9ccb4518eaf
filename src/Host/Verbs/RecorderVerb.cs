using System;
using System.CommandLine;
using Gateway.Aeron;
using Gateway.Host.Logs;
using Gateway.Host.Market;

namespace Gateway.Host.Verbs;

/// <summary><c>gateway recorder</c>: the process that records a lane's log.</summary>
internal static class RecorderVerb
{
    private static readonly Option<string?> Aeron =
        Flag.Of<string?>("--aeron", "Aeron directory of the lane's log.");

    private static readonly Option<long> Publication = Flag.Of<long>("--publication", "Registration id of the log.");
    private static readonly Option<int> Counter = Flag.Of<int>("--counter", "Counter of this reader's position.");
    private static readonly Option<string?> Log = Flag.Of<string?>("--log", "Folder of segments to go on with.");

    private static readonly Option<string> SegmentLength =
        Flag.Of("--segment-length", "Longest segment, such as 64m; from 1k.", "64m");

    /// <summary>The verb with its flags.</summary>
    internal static Command Command()
    {
        var command = new Command(
            "recorder",
            "Records a lane's log in a folder; `tally` on standard input is answered with what it has.")
        {
            Aeron, Publication, Counter, Log, SegmentLength,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(Aeron) is not { Length: > 0 } aeron || parsed.GetValue(Log) is not { Length: > 0 } folder)
            return Failure.Say(ExitCode.Usage, "recorder: --aeron, --publication, --counter and --log wanted");
        bool known = ByteSize.TryParse(parsed.GetValue(SegmentLength)!, out long length);
        if (!known || length < SegmentWriter.SegmentLengthMin)
            return Failure.Say(ExitCode.Usage, "--segment-length: bytes from 1k to 1024g wanted");
        using Subscription log = Subscription.Open(aeron, parsed.GetValue(Publication), parsed.GetValue(Counter));
        using SegmentWriter writer =
            SegmentWriter.Open(folder, length, Streams.LogStream, log.SessionId, log.Position);
        if (writer.Cut is { } cut) Console.Error.WriteLine($"recorder: {cut}");
        var recorder = new RecorderProcess(log, writer, Console.Error);
        string? fault = recorder.Run(Console.In, Console.Out);
        return fault == null ? (int)ExitCode.Done : Failure.Say(ExitCode.DamagedData, fault);
    }
}
