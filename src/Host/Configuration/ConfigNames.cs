using System.Collections.Generic;

namespace Gateway.Host.Configuration;

/// <summary>The names of one table: each stands for the row at its place.</summary>
internal sealed class ConfigNames(string what, ConfigErrors errors)
{
    private readonly Dictionary<string, (int Row, ConfigSection Section)> _rows = [];

    /// <summary>Gives a name its row.</summary>
    internal void Add(ConfigNode? name, int row, ConfigSection section)
    {
        if (name == null || name.Text.Length == 0) return; // already said
        if (!_rows.TryAdd(name.Text, (row, section)))
        {
            errors.Add(name, $"{what} {name.Text} is already at {_rows[name.Text].Section.Node.Path}");
        }
    }

    /// <summary>The row of a name, or null.</summary>
    internal int? Find(string name) => _rows.TryGetValue(name, out (int Row, ConfigSection) found) ? found.Row : null;

    /// <summary>The row of a name, or null with an error.</summary>
    internal int? Row(ConfigNode name) => Known(name)?.Row;

    /// <summary>What was read under a name, or null with an error.</summary>
    internal ConfigSection? Section(ConfigNode name) => Known(name)?.Section;

    private (int Row, ConfigSection Section)? Known(ConfigNode name)
    {
        if (_rows.TryGetValue(name.Text, out (int, ConfigSection) found)) return found;

        errors.Add(name, $"unknown {what} {name.Text}");
        return null;
    }
}
