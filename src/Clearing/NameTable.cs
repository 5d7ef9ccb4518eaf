using System;
using System.Collections.Generic;
using System.Text;
using Gateway.Wire;

namespace Gateway.Clearing;

/// <summary>Texts of accounts, symbols and currencies by row. Spec: records.md section 1, Name.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<(NameKind Kind, uint Row), int> _places = [];
    private readonly List<(NameKind Kind, uint Row, string First, string? Second)> _names = [];

    /// <summary>The kinds that clearing reads.</summary>
    internal static bool Takes(NameKind kind) => kind is NameKind.Account or NameKind.Symbol or NameKind.Currency;

    /// <summary>Takes in a name or its second part.</summary>
    /// <param name="name">Of a kind that clearing reads.</param>
    /// <param name="isNew">True when the row had no name before.</param>
    /// <returns>Ok, Malformed (length or part), NameTaken, Exists.</returns>
    internal ClearingResult Add(in Name name, out bool isNew)
    {
        isNew = false;
        if (name.Length is 0 or > Text28.SizeBytes || name.Part > 1) return ClearingResult.Malformed;

        ReadOnlySpan<byte> bytes = name.Text;
        string text = Encoding.UTF8.GetString(bytes[..name.Length]);
        isNew = !_places.TryGetValue((name.Kind, name.Row), out int place);
        if (!isNew) return name.Part == 0 ? Again(text, _names[place].First) : AddSecond(text, place);
        if (name.Part != 0)
        {
            isNew = false;
            return ClearingResult.Malformed;
        }

        _places.Add((name.Kind, name.Row), _names.Count);
        _names.Add((name.Kind, name.Row, text, null));
        return ClearingResult.Ok;
    }

    /// <summary>The text of a row; null when it has none.</summary>
    internal string? Find(NameKind kind, uint row) =>
        _places.TryGetValue((kind, row), out int place)
            ? _names[place].First + _names[place].Second
            : null;

    internal void AddTo(BookHash hash)
    {
        hash.Add((uint)_names.Count);
        foreach (var (kind, row, first, second) in _names)
        {
            hash.Add((uint)kind);
            hash.Add(row);
            hash.Add(first);
            hash.Add(second ?? "");
        }
    }

    private static ClearingResult Again(string text, string? old) =>
        text == old ? ClearingResult.Exists : ClearingResult.NameTaken;

    private ClearingResult AddSecond(string text, int place)
    {
        var (kind, row, first, second) = _names[place];
        if (second != null) return Again(text, second);

        _names[place] = (kind, row, first, text);
        return ClearingResult.Ok;
    }
}
