using System;
using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Host.Configuration;

/// <summary>JSON with comments into nodes that know their place; a duplicate member is an error.</summary>
internal ref struct ConfigParser
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly ConfigErrors _errors;
    private Utf8JsonReader _reader;
    private int _at;
    private int _line = 1;
    private int _column = 1;

    private ConfigParser(ReadOnlySpan<byte> json, ConfigErrors errors)
    {
        _json = json;
        _errors = errors;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
    }

    /// <summary>Reads a whole document.</summary>
    /// <param name="json">UTF-8, with or without a byte order mark.</param>
    /// <param name="errors">Receives what is wrong; of several syntax errors the first.</param>
    /// <returns>The document, or null when it is no JSON.</returns>
    internal static ConfigNode? Parse(ReadOnlySpan<byte> json, ConfigErrors errors)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];

        var parser = new ConfigParser(json, errors);
        if (!Utf8.IsValid(json))
        {
            parser.MoveTo(ValidBytes(json));
            errors.Add(parser._line, parser._column, "", "not UTF-8");
            return null;
        }

        try
        {
            parser._reader.Read();
            ConfigNode root = parser.Value("");
            parser._reader.Read(); // throws when something follows
            return root;
        }
        catch (JsonException fault)
        {
            Add(errors, fault);
            return null;
        }
        catch (InvalidOperationException) // how GetString refuses half of a surrogate pair
        {
            errors.Add(parser._line, parser._column, "", "an escape in this text is half a character");
            return null;
        }
    }

    private static void Add(ConfigErrors errors, JsonException fault)
    {
        int end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string text = end < 0 ? fault.Message : fault.Message[..end];
        errors.Add((int)(fault.LineNumber ?? 0) + 1, (int)(fault.BytePositionInLine ?? 0) + 1, "", text);
    }

    private static int ValidBytes(ReadOnlySpan<byte> json)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(json[at..], out _, out int bytes) == OperationStatus.Done) at += bytes;
        return at;
    }

    private ConfigNode Value(string path)
    {
        MoveTo((int)_reader.TokenStartIndex);
        var node = new ConfigNode(_reader.TokenType, Text(), path, _line, _column);
        if (node.Kind == JsonTokenType.StartObject) Members(node);
        if (node.Kind == JsonTokenType.StartArray) Items(node);
        return node;
    }

    private readonly string Text() => _reader.TokenType switch
    {
        JsonTokenType.String => _reader.GetString()!,
        JsonTokenType.Number => Encoding.ASCII.GetString(_reader.ValueSpan),
        _ => "",
    };

    private void Members(ConfigNode node)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            MoveTo((int)_reader.TokenStartIndex);
            string name = _reader.GetString()!;
            string path = node.Path.Length == 0 ? name : $"{node.Path}.{name}";
            (int line, int column) = (_line, _column);
            _reader.Read();
            ConfigNode value = Value(path);
            if (node.Find(name) != null) _errors.Add(line, column, path, "given twice");
            else node.Members.Add(new ConfigMember(name, line, column, value));
        }
    }

    private void Items(ConfigNode node)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            node.Items.Add(Value($"{node.Path}[{node.Items.Count}]"));
        }
    }

    /// <summary>Counts lines and characters up to a byte; tokens only come forward.</summary>
    private void MoveTo(int offset)
    {
        for (; _at < offset; _at++)
        {
            bool continues = (_json[_at] & 0xC0) == 0x80;
            (_line, _column) = _json[_at] == '\n' ? (_line + 1, 1) : (_line, _column + (continues ? 0 : 1));
        }
    }
}
