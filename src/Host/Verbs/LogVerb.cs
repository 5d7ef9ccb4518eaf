using System;
using System.CommandLine;
using System.IO;
using System.Text.Json;
using Gateway.Host.Logs;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Verbs;

/// <summary><c>gateway log</c>: what a kept log holds.</summary>
internal static class LogVerb
{
    private const int FlushBytes = 1 << 16;

    private static readonly Argument<string> Source =
        new("source") { Description = "Folder of a recorded log, or one segment of it." };

    private static readonly Argument<string> Folder = new("folder") { Description = "Folder of a recorded log." };
    private static readonly Option<long> From = Flag.Of("--from", "First position to print.", 0L);
    private static readonly Option<long> To = Flag.Of("--to", "Last position to print.", long.MaxValue);

    /// <summary>The verb with its flags.</summary>
    internal static Command Command()
    {
        var export = new Command("export", "Prints every record as a line of JSON, fields as raw integers.")
        {
            Source, From, To,
        };
        export.SetAction(Export);
        var verify = new Command("verify", "Reads every frame and says what there is; 1: its end is torn.") { Folder };
        verify.SetAction(Verify);
        return new Command("log", "Recorded logs.") { export, verify };
    }

    private static int Export(ParseResult parsed)
    {
        long to = parsed.GetValue(To);
        using var reader = new SegmentReader(parsed.GetValue(Source)!, parsed.GetValue(From));
        using Stream output = Console.OpenStandardOutput();
        using var lines = new MemoryStream();
        using var json = new Utf8JsonWriter(lines, new JsonWriterOptions { SkipValidation = true });
        while (reader.TryNext(out Record record, out long position) && position <= to)
        {
            RecordJson.Write(json, record, position);
            json.Flush();
            json.Reset();
            lines.WriteByte((byte)'\n');
            if (lines.Length >= FlushBytes) Write(lines, output);
        }

        Write(lines, output);
        if (reader.Torn is { } torn && reader.Count.Position <= to) Console.Error.WriteLine($"gateway: {torn}");
        return (int)ExitCode.Done;
    }

    private static int Verify(ParseResult parsed)
    {
        string folder = parsed.GetValue(Folder)!;
        if (!Directory.Exists(folder)) return Failure.Say(ExitCode.Usage, $"{folder}: no such folder");
        using var reader = new SegmentReader(folder);
        long first = 0;
        long records = 0;
        while (reader.TryNext(out _, out long position))
        {
            if (records++ == 0) first = position;
        }

        Console.WriteLine(
            $"{folder}: {reader.SegmentCount:N0} segments, {records:N0} records, positions {first} to "
            + $"{reader.Count.Position}");
        if (reader.Torn is not { } torn) return (int)ExitCode.Done;
        return Failure.Say(ExitCode.ConditionFails, torn);
    }

    private static void Write(MemoryStream lines, Stream output)
    {
        lines.WriteTo(output);
        lines.SetLength(0);
    }
}
