using System;
using System.IO;

namespace Gateway.Tests.Aeron;

/// <summary>A folder of this test alone; gone afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-aeron-");

    /// <summary>A path in it that does not exist yet.</summary>
    internal string Aeron => Path.Combine(_folder.FullName, "aeron");

    internal string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
