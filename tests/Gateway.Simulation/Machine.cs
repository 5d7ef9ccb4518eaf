using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Gateway.Fix;
using Gateway.Host.Configuration;
using Gateway.Host.Processes;

namespace Gateway.Simulation;

/// <summary>What no process takes with it: files, mapped memory, the clock, and the dice.</summary>
internal sealed class Machine : IDisposable
{
    private const ulong Begin = 1_700_000_000_000_000_000;
    private const int FirmsMin = 2;
    private const int FirmsMax = 4;
    private const int StoreMessages = 1 << 12;
    private const int StoreBytes = 1 << 20;

    private static int _machines;

    private readonly Dictionary<string, byte[]> _memories = [];
    private readonly string _path;

    internal Machine(int seed)
    {
        int number = Interlocked.Increment(ref _machines);
        _path = Path.Combine(PartFolder.SharedMemory, $"gateway-{Environment.ProcessId}-sim{number}");
        Folder = new PartFolder(_path, Path.Combine(_path, "aeron")).Make();
        Dice = new Random(seed);
        MarketConfig market = Read().WithFirms(Dice.Next(FirmsMin, FirmsMax + 1));
        MarketConfig parts = At(market, $"sim{number}-");
        MarketConfig lines = At(market, $"sim{number}-line-");
        Gateway = parts with { Venue = lines.Venue };
        Outside = lines with { Venue = parts.Venue };
    }

    /// <summary>Every choice of a run is drawn from these.</summary>
    internal Random Dice { get; }

    /// <summary>UTC, ns since the UNIX epoch.</summary>
    internal ulong NowNs { get; set; } = Begin;

    /// <summary>Steps of all parts so far.</summary>
    internal long Steps { get; set; }

    /// <summary>What has happened to parts and lines, one line each.</summary>
    internal List<string> Happened { get; } = [];

    /// <summary>ms since the UNIX epoch.</summary>
    internal long NowMs => (long)(NowNs / 1_000_000);

    /// <summary>Files.</summary>
    internal PartFolder Folder { get; }

    /// <summary>The market as the gateway knows it: it listens for brokers, and dials the line to the venue.</summary>
    internal MarketConfig Gateway { get; }

    /// <summary>The market as the others know it: brokers dial lines, the venue listens.</summary>
    internal MarketConfig Outside { get; }

    /// <summary>The journal of a session.</summary>
    /// <param name="part">The process.</param>
    /// <param name="session">Whose.</param>
    /// <param name="map">Maps what survives into the process.</param>
    internal MessageStore Store(string part, FixSessionSettings session, Func<byte[], Memory<byte>> map)
    {
        string name = $"{part}-{Encoding.ASCII.GetString(session.TargetCompId)}";
        byte[] bytes = Kept(name, MessageStore.BytesOf(StoreMessages, StoreBytes));
        return new MessageStore(map(bytes), StoreMessages, StoreBytes);
    }

    /// <summary>Memory that outlives the processes; zero at first.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="length">Bytes.</param>
    internal byte[] Kept(string name, int length)
    {
        if (!_memories.TryGetValue(name, out byte[]? bytes)) _memories.Add(name, bytes = new byte[length]);
        return bytes;
    }

    /// <summary>Notes what happens to a part or a line.</summary>
    internal void Note(string what) => Happened.Add($"step {Steps}: {what}");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static MarketConfig At(MarketConfig market, string prefix) => market with
    {
        Venue = market.Venue with { Connect = prefix + market.Venue.Connect },
        Sessions = [.. market.Sessions.Select(session => session with { Listen = prefix + session.Listen })],
    };

    private static MarketConfig Read()
    {
        using Stream stream = typeof(Machine).Assembly.GetManifestResourceStream("market.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return MarketConfig.Parse(bytes.ToArray(), "market.json", out IReadOnlyList<ConfigError> errors)
            ?? throw new InvalidDataException(errors[0].ToString());
    }
}
