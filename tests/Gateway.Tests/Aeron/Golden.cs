using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Gateway.Tests.Aeron;

/// <summary>Bytes of the real driver and client; description in shared/golden/aeron/README.md.</summary>
internal static class Golden
{
    private static readonly string? Folder = Find();

    /// <summary>One call of the golden run, or a checkpoint.</summary>
    internal sealed record Step(int I, string Op, int Len, long Result);

    internal static byte[] Bytes(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(Required, name + ".gz"));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    internal static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Required, name));

    internal static List<Step> Steps(string series)
    {
        using FileStream file = File.OpenRead(Path.Combine(Required, "ipc-expected.json"));
        using JsonDocument json = JsonDocument.Parse(file);
        JsonElement run = json.RootElement.EnumerateArray()
            .First(e => e.TryGetProperty("name", out JsonElement name) && name.GetString() == series);
        return [.. run.GetProperty("steps").EnumerateArray()
            .Where(e => e.TryGetProperty("op", out _))
            .Select(e => new Step(
                e.GetProperty("i").GetInt32(),
                e.GetProperty("op").GetString()!,
                e.GetProperty("len").GetInt32(),
                e.GetProperty("result").GetInt64()))];
    }

    internal static byte[] Payload(Step step)
    {
        var payload = new byte[step.Len];
        for (int k = 0; k < payload.Length; k++) payload[k] = (byte)((step.I * 31) + k);
        return payload;
    }

    private static string Required
    {
        get
        {
            Assert.SkipUnless(Folder != null, "../shared/golden/aeron/ipc is not beside the repository");
            return Folder!;
        }
    }

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at != null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Gateway.sln"))) continue;
            string golden = Path.Combine(at.FullName, "..", "shared", "golden", "aeron", "ipc");
            return Directory.Exists(golden) ? golden : null;
        }

        return null;
    }
}
