using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Gateway.Host.Logs;
using Gateway.Tests.Tidy;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Logs;

/// <summary>Exported records against the schemas: each field under its name, with the number at its offset.</summary>
public sealed class RecordJsonTests
{
    private const int HeaderBytes = 8;

    [Theory]
    [InlineData("order", "Order")]
    [InlineData("execution", "Execution")]
    [InlineData("limit", "Limit")]
    [InlineData("price", "Price")]
    [InlineData("name", "Name")]
    [InlineData("instrument", "Instrument")]
    [InlineData("quote", "Quote")]
    [InlineData("movement", "Movement")]
    public void EveryFieldOfTheSchemaIsExported(string schema, string name)
    {
        XElement message = XDocument.Parse(House.Read($"sbe-schemas/{schema}.xml")).Root!.Elements()
            .Single(element => element.Name.LocalName == "message");
        byte[] bytes = [.. Enumerable.Range(0, 64).Select(i => (byte)(i * 37 + 129))];
        BitConverter.TryWriteBytes(bytes, 56UL | ((ulong)(int)message.Attribute("id")! << 16) | (901UL << 32));
        if (name == "Name") bytes[62] = 28;
        using JsonDocument json = Export(bytes, 96);

        Assert.Equal(96, json.RootElement.GetProperty("position").GetInt64());
        Assert.Equal(name, json.RootElement.GetProperty("record").GetString());
        var fields = new HashSet<string> { "position", "record" };
        foreach (XElement field in message.Elements().Where(element => element.Name.LocalName == "field"))
        {
            (string key, string type) = Merged((string)field.Attribute("name")!, (string)field.Attribute("type")!);
            if (key.StartsWith("reserved", StringComparison.Ordinal)) continue;
            fields.Add(key);
            int offset = HeaderBytes + (int)field.Attribute("offset")!;
            Assert.True(json.RootElement.TryGetProperty(key, out JsonElement value), $"{name}.{key} is not exported");
            Assert.Equal($"{key} {Wanted(key, type, bytes.AsSpan(offset))}", $"{key} {Text(value)}");
        }

        Assert.Equal(fields.Order(), json.RootElement.EnumerateObject().Select(property => property.Name).Order());
    }

    [Fact]
    public void AnUnknownTemplateIsALineToo()
    {
        byte[] bytes = new byte[64];
        BitConverter.TryWriteBytes(bytes, 56UL | (200UL << 16) | (901UL << 32));
        using JsonDocument json = Export(bytes, 192);
        Assert.Equal("Unknown", json.RootElement.GetProperty("record").GetString());
        Assert.Equal(192, json.RootElement.GetProperty("position").GetInt64());
    }

    /// <summary>SBE has no 128-bit number: its two halves are one field of the text.</summary>
    private static (string Key, string Type) Merged(string key, string type) => key switch
    {
        "amountLow" => ("amount", "int128"),
        "amountHigh" => ("reserved", type),
        _ => (key, type),
    };

    private static string Wanted(string key, string type, ReadOnlySpan<byte> at) => (key, type) switch
    {
        ("execType", _) => ((char)at[0]).ToString(),
        ("text", _) => Encoding.Latin1.GetString(at[..28]),
        (_, "uint8") => $"{at[0]}",
        (_, "uint16") => $"{BitConverter.ToUInt16(at)}",
        (_, "uint32") => $"{BitConverter.ToUInt32(at)}",
        (_, "int32") => $"{BitConverter.ToInt32(at)}",
        (_, "uint64") => $"{BitConverter.ToUInt64(at)}",
        _ => $"{BitConverter.ToInt128(at)}",
    };

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static JsonDocument Export(byte[] bytes, long position)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            RecordJson.Write(json, MemoryMarshal.Read<Record>(bytes), position);
        return JsonDocument.Parse(stream.ToArray());
    }
}
