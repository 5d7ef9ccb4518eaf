using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;

namespace Gateway.Host.Configuration;

/// <summary>What a gateway plays: tables in row order, every cross-check passed, every number exact.</summary>
/// <remarks>Shape: operations.md section 2, as far as this version goes. A row is a place from 0.</remarks>
public sealed record MarketConfig
{
    /// <summary>Most accounts × instruments, the pairs that the risk tables hold.</summary>
    public const int PairsMax = 1 << 22;

    /// <summary>Name of this gateway.</summary>
    public required string NodeName { get; init; }

    /// <summary>Core of the lane's thread; null: the last one.</summary>
    public required int? LaneCore { get; init; }

    /// <summary>The packet path where nobody names one: sockets of the kernel.</summary>
    internal const string NetBackendDefault = "kernel";

    /// <summary>Packet path: memory or kernel.</summary>
    public required string NetBackend { get; init; }

    /// <summary>Risk device: software.</summary>
    public required string RiskBackend { get; init; }

    /// <summary>Where the log is kept; null: nowhere unless a flag says so.</summary>
    public required string? LogDirectory { get; init; }

    /// <summary>Currency of every instrument and limit.</summary>
    public required string RiskCurrency { get; init; }

    /// <summary>The venue.</summary>
    public required VenueConfig Venue { get; init; }

    /// <summary>Instruments, at least one.</summary>
    public required ImmutableArray<InstrumentConfig> Instruments { get; init; }

    /// <summary>Firms, at least one.</summary>
    public required ImmutableArray<FirmConfig> Firms { get; init; }

    /// <summary>Accounts of all firms, at least one a firm, in the order of firms.</summary>
    public required ImmutableArray<AccountConfig> Accounts { get; init; }

    /// <summary>Sessions of all firms, at least one a firm, in the order of firms.</summary>
    public required ImmutableArray<SessionConfig> Sessions { get; init; }

    /// <summary>Traders of all firms, in the order of firms.</summary>
    public required ImmutableArray<TraderConfig> Traders { get; init; }

    /// <summary>Limits of checks 7 to 11.</summary>
    public required ImmutableArray<LimitConfig> Limits { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">As the user named it; errors repeat it.</param>
    /// <param name="errors">At most 20, in the file's order; empty on success.</param>
    /// <returns>The configuration, or null with errors; never throws for a file's content or absence.</returns>
    public static MarketConfig? Load(string path, out IReadOnlyList<ConfigError> errors)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), path, out errors);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors = [new ConfigError(path, 0, 0, "", $"cannot be read: {fault.Message}")];
            return null;
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="json">UTF-8 JSON with comments.</param>
    /// <param name="file">Name for the errors.</param>
    /// <param name="errors">At most 20, in the file's order; empty on success.</param>
    /// <returns>The configuration, or null with errors; never throws.</returns>
    public static MarketConfig? Parse(ReadOnlySpan<byte> json, string file, out IReadOnlyList<ConfigError> errors)
    {
        var faults = new ConfigErrors(file);
        MarketConfig? market = ConfigParser.Parse(json, faults) is { } root ? MarketReader.Read(root, faults) : null;
        errors = faults.ToArray();
        return faults.Any ? null : market;
    }

    /// <summary>Most firms that <see cref="WithFirms"/> makes: their sessions fit one network stack.</summary>
    public int FirmsMax => FirmCopies.FirmsMax(this);

    /// <summary>The same market with another number of firms: the first ones, or more made like the last.</summary>
    /// <param name="count">Firms, from 1, as many as <see cref="FirmsMax"/> says.</param>
    /// <returns>A market in which a made firm has names, CompIDs, ports of its own and the last one's limits.</returns>
    public MarketConfig WithFirms(int count) => FirmCopies.Make(this, count);

    /// <summary>The same market at another address: every part listens there, on the configured ports.</summary>
    /// <param name="host">IPv4 address.</param>
    /// <returns>A market whose addresses differ in their ports alone.</returns>
    public MarketConfig WithHost(string host) => this with
    {
        Venue = Venue with { Connect = At(host, Venue.Connect) },
        Sessions = [.. Sessions.Select(session => session with { Listen = At(host, session.Listen) })],
    };

    private static string At(string host, string address) => host + address[address.IndexOf(':')..];
}
