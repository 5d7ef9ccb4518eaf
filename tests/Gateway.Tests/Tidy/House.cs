using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Gateway.Tests.Tidy;

/// <summary>Where the repository is, for tests that read it.</summary>
internal static class House
{
    private static readonly string[] NotSources = ["artifacts", ".git", "bin", "obj"];

    internal static readonly string Root = Find(AppContext.BaseDirectory);

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Paths from the root of the files of one kind below a folder ("" is the root), sorted.</summary>
    internal static IEnumerable<string> Files(string folder, string pattern)
    {
        string top = Path.Combine(Root, folder);
        if (!Directory.Exists(top)) return [];

        return Directory.EnumerateFiles(top, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Any(NotSources.Contains))
            .Order(StringComparer.Ordinal);
    }

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "Gateway.sln")) ? directory : Find(Path.GetDirectoryName(directory)!);
}
