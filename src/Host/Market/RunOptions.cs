using System;

namespace Gateway.Host.Market;

/// <summary>What <c>run</c> was told on the command line.</summary>
public sealed record RunOptions
{
    /// <summary>Terms of the lane's log when nothing else is said, bytes.</summary>
    public const int TermLengthDefault = 1 << 24;

    /// <summary>Configuration file.</summary>
    public required string Config { get; init; }

    /// <summary>LOBSTER file; null: synthetic.</summary>
    public string? Input { get; init; }

    /// <summary>Seed of the synthetic flow and of the pieces in which bytes arrive.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Firms; null: as the configuration has.</summary>
    public int? Brokers { get; init; }

    /// <summary>Stop after so many messages; null: no such limit.</summary>
    public int? Orders { get; init; }

    /// <summary>Messages a second.</summary>
    public double Rate { get; init; } = 5_000;

    /// <summary>Send for at most so many seconds; null: the default.</summary>
    public double? Seconds { get; init; }

    /// <summary>Length of a term, bytes; a power of two.</summary>
    public int TermLength { get; init; } = TermLengthDefault;

    /// <summary>Folder that keeps the log; null: it goes with the run.</summary>
    public string? Log { get; init; }

    /// <summary>File that receives the report as JSON.</summary>
    public string? Json { get; init; }

    /// <summary>A malformed row of the input is fatal.</summary>
    public bool Strict { get; init; }

    /// <summary>IP address in place of every one of the configuration; null: they stay.</summary>
    public string? Host { get; init; }

    /// <summary>What is done to parts while they play; null: nothing.</summary>
    public string? Chaos { get; init; }

    /// <summary>A connection of the brokers is cut every so many seconds on average; null: none.</summary>
    public double? CutSeconds { get; init; }

    /// <summary>Of each direction of the brokers' connections.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The brokers' connections go through a relay.</summary>
    internal bool IsRelayed => CutSeconds != null || Delay > TimeSpan.Zero;

    /// <summary>A fault to plant.</summary>
    public Fault Fault { get; init; }
}

/// <summary>A fault that is planted where it would happen, to see that the books find it.</summary>
public enum Fault
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The lane does not send one fill's report.</summary>
    DropReport = 1,

    /// <summary>The venue sends one fill's report twice.</summary>
    DoubleFill = 2,

    /// <summary>The lane does not log one fill.</summary>
    LoseRecord = 3,

    /// <summary>The risk engine does not release one order's exposure.</summary>
    ForgetRelease = 4,
}
