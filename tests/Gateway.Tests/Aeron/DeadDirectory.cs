using System;
using System.IO;
using Gateway.Aeron;
using Gateway.Native;

namespace Gateway.Tests.Aeron;

/// <summary>The files of a rig as its death would leave them: a copy that no lock holds, open to changes.</summary>
internal sealed class DeadDirectory : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    internal DeadDirectory(IpcRig rig)
        : this(File.ReadAllBytes(Path.Combine(rig.Directory, CncFile.Name)), File.ReadAllBytes(rig.LogPath))
    {
    }

    internal DeadDirectory(byte[] cnc, byte[] log)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(Directory, "publications"));
        File.WriteAllBytes(Cnc, cnc);
        File.WriteAllBytes(Log, log);
        File.WriteAllBytes(Path.Combine(Directory, "conductor.lock"), []);
    }

    internal string Directory => _folder.Aeron;

    internal string Cnc => Path.Combine(Directory, CncFile.Name);

    internal string Log => AeronDirectory.LogPath(Directory, 1);

    internal static void Put(string path, long offset, int value)
    {
        using MappedFile file = MappedFile.Open(path, 0, readOnly: false);
        file.WriteInt(offset, value);
    }

    internal void SetCounter(int id, long value)
    {
        using CncFile cnc = CncFile.Open(Directory);
        cnc.Counters.Write(id, value);
    }

    internal IpcConductor TakeOver() => IpcConductor.TakeOver(Directory, Environment.ProcessId, IpcRig.NowMs);

    public void Dispose() => _folder.Dispose();
}
