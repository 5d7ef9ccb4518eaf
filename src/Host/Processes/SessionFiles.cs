using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Gateway.Fix;
using Gateway.Host.Market;
using Gateway.Native;

namespace Gateway.Host.Processes;

/// <summary>The session journals of one process: mapped files that survive it, one a session.</summary>
/// <param name="folder">Where they lie; made when it is missing.</param>
/// <param name="part">Whose they are.</param>
/// <param name="sessions">How many share the room that stores may have.</param>
internal sealed class SessionFiles(string folder, string part, int sessions) : IDisposable
{
    private readonly List<MappedFile> _files = [];

    /// <summary>Opens or makes the journal of a session.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of another version.</exception>
    internal MessageStore Open(FixSessionSettings session)
    {
        (int messages, int bytes) = (MarketSizes.StoreMessages(sessions), MarketSizes.StoreBytes(sessions));
        string path = Path.Combine(folder, $"{part}-{Text(session.SenderCompId)}-{Text(session.TargetCompId)}.session");
        MappedFile file = Map(path, MessageStore.BytesOf(messages, bytes));
        _files.Add(file);
        try
        {
            return new MessageStore(file.AsMemory(), messages, bytes);
        }
        catch (Exception fault) when (fault is InvalidDataException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"{path}: {fault.Message}");
        }
    }

    /// <summary>The part has been here before.</summary>
    internal bool HasAny => Directory.Exists(folder) && Directory.GetFiles(folder, part + "-*").Length > 0;

    /// <summary>Opens or makes what else the part remembers; zero at first.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    internal Memory<byte> Open(int bytes)
    {
        MappedFile file = Map(Path.Combine(folder, part + ".kept"), bytes);
        _files.Add(file);
        return file.AsMemory();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (MappedFile file in _files) file.Dispose();
    }

    /// <summary>A file has its name once it has its length: a process that died while making it left none.</summary>
    private MappedFile Map(string path, long length)
    {
        Directory.CreateDirectory(folder);
        if (File.Exists(path)) return MappedFile.Open(path, length, readOnly: false);
        string part = path + ".part";
        File.Delete(part);
        MappedFile file = MappedFile.Create(part, length);
        File.Move(part, path);
        return file;
    }

    private static string Text(byte[] compId) => Uri.EscapeDataString(Encoding.ASCII.GetString(compId));
}
