using System.CommandLine;

namespace Gateway.Host.Verbs;

/// <summary>Makes the flags of verbs.</summary>
internal static class Flag
{
    /// <summary>A flag without a value when it is not given.</summary>
    internal static Option<T> Of<T>(string name, string description) => new(name) { Description = description };

    /// <summary>A flag with a value when it is not given.</summary>
    internal static Option<T> Of<T>(string name, string description, T standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
