using System;
using System.IO;
using Xunit;

namespace Gateway.Tests.Market;

/// <summary>One run in one process, made short, for several tests; it starts when the first one asks.</summary>
public sealed class DefaultRun : IDisposable
{
    private readonly Workspace _at = new();
    private readonly Lazy<Outcome> _outcome;
    private readonly Lazy<ExportedLog> _log;

    public DefaultRun()
    {
        _outcome = new Lazy<Outcome>(() => GatewayProgram.Run(
            _at, "run", "--net", "memory", "--seconds", "4", "--rate", "7500", "--log", _at.Log, "--json", _at.Json));
        _log = new Lazy<ExportedLog>(Export);
    }

    /// <summary>Messages that it has to send.</summary>
    internal const int Messages = 30_000;

    internal Outcome Outcome => _outcome.Value;

    /// <summary>What <c>log export</c> prints of it.</summary>
    internal ExportedLog Log => _log.Value;

    internal Workspace At => _at;

    internal string Journal => Path.Combine(_at.Log, "clearing.journal");

    internal MarketReportJson Report()
    {
        Assert.Equal(0, Outcome.Code);
        return new MarketReportJson(_at.Json);
    }

    public void Dispose() => _at.Dispose();

    private ExportedLog Export()
    {
        Assert.Equal(0, Outcome.Code);
        Outcome export = GatewayProgram.Run(_at, "log", "export", _at.Log);
        Assert.Equal((0, ""), (export.Code, export.Error));
        return ExportedLog.Parse(export.Output);
    }
}
