using System.Collections.Generic;
using System.Text.Json;

namespace Gateway.Host.Configuration;

/// <summary>One value of a JSON document and where it is.</summary>
internal sealed class ConfigNode(JsonTokenType kind, string text, string path, int line, int column)
{
    /// <summary>StartObject, StartArray, String, Number, True, False or Null.</summary>
    internal JsonTokenType Kind { get; } = kind;

    /// <summary>The string, or the digits of a number.</summary>
    internal string Text { get; } = text;

    internal string Path { get; } = path;

    internal int Line { get; } = line;

    internal int Column { get; } = column;

    /// <summary>Of an object, in the file's order, names unique.</summary>
    internal List<ConfigMember> Members { get; } = [];

    /// <summary>Of an array.</summary>
    internal List<ConfigNode> Items { get; } = [];

    internal bool IsNull => Kind == JsonTokenType.Null;

    internal ConfigNode? Find(string name) => Members.Find(member => member.Name == name)?.Value;
}
