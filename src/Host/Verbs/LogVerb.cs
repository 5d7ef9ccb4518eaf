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
        new("source") { Description = "Folder that `run --log` wrote, or the file in it." };

    /// <summary>The verb with its flags.</summary>
    internal static Command Command()
    {
        var export = new Command("export", "Prints every record as a line of JSON, fields as raw integers.") { Source };
        export.SetAction(Export);
        return new Command("log", "Kept logs.") { export };
    }

    private static int Export(ParseResult parsed)
    {
        using var reader = new LogReader(parsed.GetValue(Source)!);
        using Stream output = Console.OpenStandardOutput();
        using var lines = new MemoryStream();
        using var json = new Utf8JsonWriter(lines, new JsonWriterOptions { SkipValidation = true });
        while (reader.TryNext(out Record record, out long position))
        {
            RecordJson.Write(json, record, position);
            json.Flush();
            json.Reset();
            lines.WriteByte((byte)'\n');
            if (lines.Length >= FlushBytes) Write(lines, output);
        }

        Write(lines, output);
        if (reader.Torn is { } torn) Console.Error.WriteLine($"gateway: {torn}");
        return (int)ExitCode.Done;
    }

    private static void Write(MemoryStream lines, Stream output)
    {
        lines.WriteTo(output);
        lines.SetLength(0);
    }
}
