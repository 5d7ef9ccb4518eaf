using System;
using System.IO;

namespace Gateway.Tests.Clearing;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-journal-");

    internal string File(string name) => Path.Combine(_folder.FullName, name);

    internal string Name => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
