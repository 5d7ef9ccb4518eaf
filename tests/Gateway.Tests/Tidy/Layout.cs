using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gateway.Tests.Tidy;

/// <summary>One field of a record as each language states it: name in snake case, place, width, sign.</summary>
internal sealed record Layout(string Name, int Offset, int Bytes, bool Signed)
{
    private const int HeaderBytes = 8;

    private static readonly Layout Header = new("header", 0, HeaderBytes, Signed: false);

    /// <summary>The fields of the schema's message, in its order.</summary>
    internal static Layout[] OfSchema(Type record) =>
        [Header, .. Message(record).Descendants("field").Select(f =>
        {
            (int bytes, bool signed) = Primitive(Schema(record), f.Attribute("type")!.Value);
            string name = Member(record, Snake(f.Attribute("name")!.Value));
            return new Layout(name, HeaderBytes + int.Parse(f.Attribute("offset")!.Value), bytes, signed);
        })];

    /// <summary>The fields of the C# struct, in its order.</summary>
    internal static Layout[] OfCSharp(Type record) =>
        [.. record.GetFields(BindingFlags.Public | BindingFlags.Instance).Select(f => new Layout(
            Snake(f.Name),
            f.GetCustomAttribute<FieldOffsetAttribute>()!.Value,
            Width(f.FieldType),
            f.FieldType == typeof(int) || f.FieldType == typeof(long)))];

    /// <summary>The members of the C struct, laid end to end: gw.h asserts that nothing lies between.</summary>
    internal static Layout[] OfC(Type record, string header)
    {
        string from = $"typedef struct gw_{Snake(record.Name)} {{";
        int start = header.IndexOf(from, StringComparison.Ordinal) + from.Length;
        string body = header[start..header.IndexOf('}', start)];
        int end = 0;
        return [.. Regex.Matches(body, @"(?<u>u?)int(?<bits>\d+)_t (?<name>\w+)(\[(?<count>\d+)\])?;").Select(m =>
        {
            int count = m.Groups["count"].Success ? int.Parse(m.Groups["count"].Value) : 1;
            int bytes = count * int.Parse(m.Groups["bits"].Value) / 8;
            var field = new Layout(m.Groups["name"].Value, end, bytes, m.Groups["u"].Length == 0);
            end += bytes;
            return field;
        })];
    }

    internal static XElement Schema(Type record) =>
        XDocument.Parse(House.Read($"sbe-schemas/{record.Name.ToLowerInvariant()}.xml")).Root!;

    internal static XElement Message(Type record) =>
        Schema(record).Elements().Single(e => e.Name.LocalName == "message");

    /// <summary>Alignment that the field asks for; an array of bytes asks for none.</summary>
    internal int Alignment => Bytes is 1 or 2 or 4 or 8 ? Bytes : 1;

    /// <summary>A member cannot have its type's name: `instrument` of Instrument is Row in C#, `row` in C.</summary>
    private static string Member(Type record, string name) => name == Snake(record.Name) ? "row" : name;

    private static (int Bytes, bool Signed) Primitive(XElement schema, string type)
    {
        Match number = Regex.Match(type, @"^(?<u>u?)int(?<bits>8|16|32|64)$");
        if (number.Success) return (int.Parse(number.Groups["bits"].Value) / 8, number.Groups["u"].Length == 0);

        XElement array = schema.Descendants("type").Single(t => t.Attribute("name")!.Value == type);
        (int bytes, bool signed) = Primitive(schema, array.Attribute("primitiveType")!.Value);
        return (bytes * int.Parse(array.Attribute("length")!.Value), signed);
    }

    private static int Width(Type type) =>
        type.GetCustomAttribute<InlineArrayAttribute>() is { } array ? array.Length
        : Marshal.SizeOf(type.IsEnum ? type.GetEnumUnderlyingType() : type);

    private static string Snake(string name) =>
        Regex.Replace(name, "(?<!^)([A-Z])", m => "_" + m.Value).ToLowerInvariant();
}
