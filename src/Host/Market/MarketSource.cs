using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Host.Verbs;

namespace Gateway.Host.Market;

/// <summary>The market and what its brokers send, from the configuration and the options; every part of a market that
/// is given the same ones makes the same.</summary>
internal sealed class MarketSource
{
    /// <summary>Most messages of a run.</summary>
    internal const int MessagesMax = 3_000_000;

    private MarketSource(MarketConfig market, IInput input) => (Market, Input) = (market, input);

    /// <summary>What is played.</summary>
    internal MarketConfig Market { get; }

    /// <summary>What its brokers send.</summary>
    internal IInput Input { get; }

    /// <summary>No more messages than this are sent.</summary>
    internal int Messages(RunOptions options) => Math.Min(options.Orders ?? int.MaxValue, Input.MessagesMax);

    /// <summary>Reads both.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="refused">Why there is none: the exit code, and the lines that say so.</param>
    /// <param name="lines">What the user should know, also when there is a source.</param>
    /// <returns>Null when they cannot be used.</returns>
    internal static MarketSource? Read(RunOptions options, out ExitCode refused, out IReadOnlyList<string> lines)
    {
        refused = ExitCode.Configuration;
        if (MarketConfig.Load(options.Config, out IReadOnlyList<ConfigError> errors) is not { } market)
        {
            lines = [.. errors.Select(error => $"{Failure.Prefix}{error}")];
            return null;
        }

        refused = ExitCode.Usage;
        int firms = options.Brokers ?? market.Firms.Length;
        if (firms < 2 || firms > market.FirmsMax)
        {
            lines = [$"{Failure.Prefix}--brokers: 2 to {market.FirmsMax} wanted, {firms} given"];
            return null;
        }

        market = market.WithFirms(firms);
        if (options.Host != null) market = market.WithHost(options.Host);
        if (options.Input != null) return Lobster(market, options, out refused, out lines);
        lines = [];
        return new MarketSource(market, Synthetic(market, options));
    }

    private static SyntheticInput Synthetic(MarketConfig market, RunOptions options)
    {
        double byTime = options.Seconds is { } seconds ? Math.Ceiling(options.Rate * seconds) : MessagesMax;
        int messages = (int)Math.Clamp(Math.Min(byTime, options.Orders ?? MessagesMax), 1, MessagesMax);
        return new SyntheticInput(market, options.Seed, messages);
    }

    private static MarketSource? Lobster(
        MarketConfig market, RunOptions options, out ExitCode refused, out IReadOnlyList<string> lines)
    {
        LobsterFile file = LobsterFile.Read(options.Input!);
        string end = options.Strict ? "" : "; left out";
        List<string> told = [.. file.Faults.Select(fault => Failure.Prefix + fault + end)];
        if (file.FaultCount > file.Faults.Count)
            told.Add($"{Failure.Prefix}{file.FaultCount:N0} rows like these in all");
        lines = told;
        refused = ExitCode.DamagedData;
        if (options.Strict && file.FaultCount > 0) return null;

        refused = ExitCode.Usage;
        foreach (LobsterRow row in file.Rows)
        {
            if (row.Type is not (1 or 4)) continue;
            market = LobsterMarket.For(market, file);
            var input = new LobsterInput(file, market);
            told.Add($"{options.Input}: {file.Rows.Count:N0} rows, {input.LeftOut:N0} of them ask nothing of a broker");
            return new MarketSource(market, input);
        }

        told.Add($"{Failure.Prefix}{options.Input}: no order in it");
        return null;
    }
}
