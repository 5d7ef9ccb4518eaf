using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Gateway.Host.Configuration;

/// <summary>An object of which every member is known; what it lacks may come from another that it is `like`.</summary>
internal sealed class ConfigSection
{
    private readonly ConfigSection? _like;
    private readonly string[]? _identity;

    private ConfigSection(ConfigNode node, ConfigErrors errors, ConfigSection? like, string[]? identity) =>
        (Node, Errors, _like, _identity) = (node, errors, like, identity);

    internal ConfigNode Node { get; }

    internal ConfigErrors Errors { get; }

    /// <summary>Checks that a node is an object without unknown members.</summary>
    /// <returns>Null when it is no object.</returns>
    internal static ConfigSection? Open(ConfigNode? node, ConfigErrors errors, params string[] names)
    {
        if (node == null) return null;
        if (node.Kind != JsonTokenType.StartObject)
        {
            errors.Add(node, "must be an object");
            return null;
        }

        foreach (ConfigMember member in node.Members.Where(member => !names.Contains(member.Name)))
        {
            errors.Add(member.Line, member.Column, member.Value.Path, "unknown member");
        }

        return new ConfigSection(node, errors, like: null, identity: null);
    }

    /// <summary>The same object, completed from another in all but what names it; null: from one unknown.</summary>
    internal ConfigSection Like(ConfigSection? other, params string[] identity) => new(Node, Errors, other, identity);

    /// <summary>A member; null when absent or null.</summary>
    internal ConfigNode? Find(string name)
    {
        ConfigNode? own = Node.Find(name);
        if (own == null && _like != null && !_identity!.Contains(name)) return _like.Find(name);
        return own is { IsNull: false } ? own : null;
    }

    /// <summary>A member that must be there.</summary>
    internal ConfigNode? Require(string name)
    {
        ConfigNode? found = Find(name);
        bool elsewhere = _like == null && _identity != null && !_identity.Contains(name); // which was said
        if (found == null && !elsewhere) Errors.Add(Node, $"missing {name}");
        return found;
    }

    /// <summary>The items of an array; none when it is absent or no array.</summary>
    internal List<ConfigNode> Items(string name) => Array(Find(name));

    /// <summary>The items of an array of at least one.</summary>
    internal List<ConfigNode> RequireItems(string name)
    {
        ConfigNode? found = Require(name);
        List<ConfigNode> items = Array(found);
        if (found is { Kind: JsonTokenType.StartArray } && items.Count == 0) Errors.Add(found, "needs at least one");
        return items;
    }

    private List<ConfigNode> Array(ConfigNode? node)
    {
        if (node == null) return [];
        if (node.Kind != JsonTokenType.StartArray) Errors.Add(node, "must be an array");
        return node.Items;
    }
}
