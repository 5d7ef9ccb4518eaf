using System.Collections.Generic;
using System.Linq;

namespace Gateway.Host.Configuration;

/// <summary>The faults of one file; reading goes on behind a fault, so that a user sees them all at once.</summary>
internal sealed class ConfigErrors(string file)
{
    internal const int Max = 20;

    // A member that many copy with `like` is read many times and wrong once.
    private readonly HashSet<ConfigError> _errors = [];

    internal int Count => _errors.Count;

    internal bool Any => _errors.Count > 0;

    internal void Add(ConfigNode node, string text) => Add(node.Line, node.Column, node.Path, text);

    internal void Add(int line, int column, string path, string text) =>
        _errors.Add(new ConfigError(file, line, column, path, text));

    /// <summary>Whether a value has been refused already: it is not refused for what follows from that.</summary>
    internal bool Has(ConfigNode node) => _errors.Any(e => e.Line == node.Line && e.Column == node.Column);

    /// <summary>At most <see cref="Max"/>, as they come in the file.</summary>
    internal ConfigError[] ToArray() => [.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column).Take(Max)];
}
