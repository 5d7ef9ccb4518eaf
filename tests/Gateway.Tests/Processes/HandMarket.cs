using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Host.Processes;
using Gateway.Tests.Market;

namespace Gateway.Tests.Processes;

/// <summary>The parts of a market started by hand in one folder, at an address that no other test has.</summary>
internal sealed class HandMarket : IDisposable
{
    private readonly List<HandPart> _parts = [];

    internal Workspace At { get; } = new();

    internal string Folder => At["gw"];

    internal static string Host { get; } =
        $"127.{129 + (Environment.ProcessId >> 13 & 63)}.{Environment.ProcessId >> 7 & 63}.{1 + (Environment.ProcessId & 127)}";

    /// <summary>What venue, lane and brokers are given; <c>--again</c> spares them the warm-up.</summary>
    internal string[] Flags(params string[] more) =>
        ["--dir", Folder, "--host", Host, "--orders", "1200", "--rate", "600", "--again", .. more];

    internal HandPart Start(string verb, params string[] flags)
    {
        var part = new HandPart(verb, flags);
        _parts.Add(part);
        return part;
    }

    /// <summary>One that tells when it is ready.</summary>
    internal HandPart StartReady(string verb, params string[] more)
    {
        HandPart part = Start(verb, Flags(more));
        _ = part.Next<PartReady>();
        return part;
    }

    internal HandPart StartReader(string verb, params string[] more) => Start(verb, ["--dir", Folder, .. more]);

    public void Dispose()
    {
        foreach (HandPart part in Enumerable.Reverse(_parts)) part.Dispose();
        At.Dispose();
    }
}
