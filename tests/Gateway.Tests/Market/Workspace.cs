using System;
using System.IO;
using System.Linq;

namespace Gateway.Tests.Market;

/// <summary>A folder of one test, with an empty one beside it that its programs use for temporary files.</summary>
public sealed class Workspace : IDisposable
{
    private const string Memory = "/dev/shm";

    private readonly DirectoryInfo _folder;

    internal Workspace(bool inMemory = false)
    {
        _folder = Directory.CreateTempSubdirectory("market-tests-");
        if (inMemory && Directory.Exists(Memory))
        {
            _folder.Delete();
            _folder = Directory.CreateDirectory(Path.Combine(Memory, _folder.Name));
        }

        Directory.CreateDirectory(Temporary);
    }

    /// <summary>Where programs of this test put temporary files.</summary>
    internal string Temporary => Path.Combine(_folder.FullName, "tmp");

    internal string Log => this["log"];

    internal string Json => this["out.json"];

    /// <summary>A market's clearing process has journalled more than the rows that a market opens with.</summary>
    internal bool HasPlayed =>
        Directory.GetFiles(this[""], "clearing.journal", SearchOption.AllDirectories)
            .Any(path => new FileInfo(path).Length > 40_000);

    internal string this[string name] => Path.Combine(_folder.FullName, name);

    internal string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
