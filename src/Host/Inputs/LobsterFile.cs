using System;
using System.Collections.Generic;
using System.IO;

namespace Gateway.Host.Inputs;

/// <summary>A whole LOBSTER message file in memory: the reader of a market must know its extremes before it
/// opens.</summary>
public sealed class LobsterFile
{
    private const int FaultsNamed = 20;
    private readonly List<LobsterRow> _rows = [];
    private readonly List<string> _faults = [];

    private LobsterFile(string path) => Path = path;

    /// <summary>As the user named it.</summary>
    public string Path { get; }

    /// <summary>Rows in the file's order.</summary>
    public IReadOnlyList<LobsterRow> Rows => _rows;

    /// <summary>The first rows that were left out, each with file, line and what is wrong.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How many rows were left out.</summary>
    public int FaultCount { get; private set; }

    /// <summary>Reads a file; a first line that begins with a letter is a header.</summary>
    /// <param name="path">File.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LobsterFile Read(string path)
    {
        if (Directory.Exists(path)) throw new FileNotFoundException($"{path}: a folder; name a LOBSTER message file");
        var file = new LobsterFile(path);
        byte[] bytes = File.ReadAllBytes(path);
        int number = 0;
        for (int start = 0; start < bytes.Length;)
        {
            ReadOnlySpan<byte> rest = bytes.AsSpan(start);
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            start += line.Length + 1;
            file.Add(line.TrimEnd((byte)'\r'), ++number);
        }

        return file;
    }

    private void Add(ReadOnlySpan<byte> line, int number)
    {
        if (number == 1 && line.Length > 0 && char.IsAsciiLetter((char)line[0])) return;
        string? fault = LobsterRow.Parse(line, out LobsterRow row);
        if (fault == null)
        {
            _rows.Add(row);
            return;
        }

        if (FaultCount++ < FaultsNamed) _faults.Add($"{Path}:{number}: {fault}");
    }
}
