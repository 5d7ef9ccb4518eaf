using System;
using System.IO;
using Gateway.Native;

namespace Gateway.Aeron;

/// <summary>The file cnc.dat of an Aeron directory, as <see cref="CncLayout"/> draws it.</summary>
/// <remarks>
/// Small: nobody sends commands here, so the rings are there only because every tool expects them, and 512 counters
/// do. Owner threads: of what is stored the conductor's, but for the counters' values.
/// </remarks>
public sealed class CncFile : IDisposable
{
    /// <summary>Name of the file in its directory.</summary>
    public const string Name = "cnc.dat";

    private const int RingBytes = (64 * 1024) + CncLayout.RingTrailerBytes;
    private const int BroadcastBytes = (64 * 1024) + CncLayout.BroadcastTrailerBytes;
    private const int ValuesBytes = 64 * 1024;
    private const int MetadataBytes = ValuesBytes / CncLayout.CounterValueBytes * CncLayout.CounterMetadataBytes;
    private const int ErrorLogBytes = 64 * 1024;
    private const long ClientLivenessNs = 10_000_000_000;

    private readonly MappedFile _file;
    private readonly long _trailer;

    private CncFile(string path, MappedFile file)
    {
        Path = path;
        _file = file;
        long broadcast = CncLayout.HeaderBytes + Length(file, 0);
        long metadata = broadcast + Length(file, 1);
        long values = metadata + Length(file, 2);
        _trailer = broadcast - CncLayout.RingTrailerBytes;
        Counters = new Counters(file, metadata, values, Length(file, 3) / CncLayout.CounterValueBytes);
    }

    /// <summary>File.</summary>
    internal string Path { get; }

    /// <summary>The counters in it.</summary>
    public Counters Counters { get; }

    /// <summary>Process that conducts.</summary>
    public long Pid => _file.ReadLong(CncLayout.Pid);

    /// <summary>When it began, ms since 1970.</summary>
    public long StartMs => _file.ReadLong(CncLayout.StartMs);

    /// <summary>When the conductor was last seen alive, ms since 1970; -1 once it has shut down.</summary>
    public long HeartbeatMs
    {
        get => _file.ReadLongVolatile(_trailer + CncLayout.RingHeartbeat);
        internal set => _file.WriteLongVolatile(_trailer + CncLayout.RingHeartbeat, value);
    }

    /// <summary>Maps the file of a directory that is ready, after a check of everything that is used later.</summary>
    /// <param name="directory">Aeron directory.</param>
    /// <returns>The mapped file.</returns>
    /// <exception cref="IOException">The file is missing or too short.</exception>
    /// <exception cref="InvalidDataException">It is not ready, of another version, or a length is wrong.</exception>
    public static CncFile Open(string directory)
    {
        string path = System.IO.Path.Combine(directory, Name);
        MappedFile file = MappedFile.Open(path, CncLayout.HeaderBytes, readOnly: false);
        string? fault = Fault(file);
        if (fault == null) return new CncFile(path, file);
        file.Dispose();
        throw new InvalidDataException($"{path}: {fault}");
    }

    /// <summary>Whether a directory has the file and its conductor has finished making it.</summary>
    /// <param name="directory">Aeron directory.</param>
    public static bool IsReady(string directory)
    {
        string path = System.IO.Path.Combine(directory, Name);
        if (!File.Exists(path) || new FileInfo(path).Length < CncLayout.HeaderBytes) return false;
        using MappedFile file = MappedFile.Open(path, CncLayout.HeaderBytes, readOnly: true);
        return file.ReadIntVolatile(CncLayout.Version) != 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Makes the file; the version, which tells others that it is ready, is stored last.</summary>
    internal static CncFile Create(string directory, long pid, long nowMs)
    {
        long bytes = CncLayout.HeaderBytes + RingBytes + BroadcastBytes + MetadataBytes + ValuesBytes + ErrorLogBytes;
        long length = (bytes + CncLayout.PageSizeBytes - 1) & -CncLayout.PageSizeBytes;
        string path = System.IO.Path.Combine(directory, Name);
        MappedFile file = ZeroedFile.Create(path, length);
        ReadOnlySpan<int> lengths = [RingBytes, BroadcastBytes, MetadataBytes, ValuesBytes, ErrorLogBytes];
        for (int i = 0; i < lengths.Length; i++) file.WriteInt(CncLayout.FirstLength + (i * sizeof(int)), lengths[i]);
        file.WriteLong(CncLayout.ClientLivenessNs, ClientLivenessNs);
        file.WriteLong(CncLayout.StartMs, nowMs);
        file.WriteLong(CncLayout.Pid, pid);
        file.WriteInt(CncLayout.PageSize, CncLayout.PageSizeBytes);
        var cnc = new CncFile(path, file);
        _ = cnc.NextCorrelationId(); // 0 stands for "never used"
        cnc.HeartbeatMs = nowMs;
        file.WriteIntVolatile(CncLayout.Version, CncLayout.SemanticVersion);
        return cnc;
    }

    /// <summary>An id that nothing else in the directory has; clients of other makes may take some too.</summary>
    internal long NextCorrelationId()
    {
        long offset = _trailer + CncLayout.RingCorrelation;
        long id = _file.ReadLongVolatile(offset);
        while (!_file.TryExchangeLong(offset, id, id + 1)) id = _file.ReadLongVolatile(offset);
        return id;
    }

    /// <summary>Why its conductor cannot be followed by another; null when it can.</summary>
    internal string? TakeOverFault()
    {
        int version = _file.ReadIntVolatile(CncLayout.Version);
        if (version != CncLayout.SemanticVersion)
        {
            return $"version {version >> 16}.{(version >> 8) & 255}.{version & 255}: only 0.2.0 is taken over";
        }

        return HeartbeatMs == CncLayout.HeartbeatShutDown ? "heartbeat -1: its conductor has shut down" : null;
    }

    /// <summary>Says who conducts from now on; the caller holds the directory's lock.</summary>
    internal void TakeOver(long pid, long nowMs)
    {
        _file.WriteLong(CncLayout.Pid, pid);
        _file.WriteLong(CncLayout.StartMs, nowMs);
        HeartbeatMs = nowMs;
    }

    /// <summary>Ids that were given are below it.</summary>
    internal long CorrelationId => _file.ReadLongVolatile(_trailer + CncLayout.RingCorrelation);

    /// <summary>The first thing that is wrong; the order is that of the fields.</summary>
    internal static string? Fault(MappedFile file)
    {
        int version = file.ReadIntVolatile(CncLayout.Version);
        if (version == 0) return "not ready";
        if (version >> 16 != 0) return $"version {version >> 16}.{(version >> 8) & 255}: only 0.x is understood";
        if (!IsCapacity(Length(file, 0) - CncLayout.RingTrailerBytes)) return LengthFault(file, 0, "to-driver ring");
        if (!IsCapacity(Length(file, 1) - CncLayout.BroadcastTrailerBytes)) return LengthFault(file, 1, "broadcast");
        if (!IsCapacity(Length(file, 3))) return LengthFault(file, 3, "counters values");
        int counters = Length(file, 3) / CncLayout.CounterValueBytes;
        bool fits = Length(file, 2) == (long)counters * CncLayout.CounterMetadataBytes;
        if (!fits) return LengthFault(file, 2, "counters metadata");
        if (Length(file, 4) < 0) return LengthFault(file, 4, "error log");

        long needed = CncLayout.HeaderBytes;
        for (int i = 0; i < CncLayout.LengthCount; i++) needed += Length(file, i);
        return file.Length >= needed ? null : $"{file.Length} bytes: its parts take {needed}";
    }

    private static bool IsCapacity(int bytes) => LogLayout.IsPowerOfTwo(bytes, CncLayout.PageSizeBytes, 1 << 30);

    private static string LengthFault(MappedFile file, int part, string name) =>
        $"length {Length(file, part)} of the {name} does not fit";

    private static int Length(MappedFile file, int part) => file.ReadInt(CncLayout.FirstLength + (part * sizeof(int)));
}
