using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Gateway.Wire;

namespace Gateway.Host.Configuration;

/// <summary>Markets with more firms than the file has: each made like the last one, rows behind all others.</summary>
internal static class FirmCopies
{
    /// <summary>Most sessions: connections of one network stack, less the venue's and one that is closing.</summary>
    internal const int SessionsMax = Native.Net.ConnectionsMax - 2;

    private const int PortMin = 1024;
    private const int PortMax = 65_535;

    /// <summary>See <see cref="MarketConfig.WithFirms"/>.</summary>
    internal static MarketConfig Make(MarketConfig market, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, FirmsMax(market));

        if (count <= market.Firms.Length) return First(market, count);
        MarketConfig made = market;
        for (int number = market.Firms.Length + 1; number <= count; number++) made = Append(made, market, number);
        return made;
    }

    /// <summary>See <see cref="MarketConfig.FirmsMax"/>.</summary>
    internal static int FirmsMax(MarketConfig market)
    {
        int last = market.Firms.Length - 1;
        int bySessions = (SessionsMax - market.Sessions.Length) / market.Sessions.Count(s => s.FirmRow == last);
        int pairs = market.Accounts.Count(a => a.FirmRow == last) * market.Instruments.Length;
        int byPairs = (MarketConfig.PairsMax - (market.Accounts.Length * market.Instruments.Length)) / pairs;
        return market.Firms.Length + Math.Min(bySessions, byPairs);
    }

    /// <summary>Rows are numbered in the order of firms: the first ones keep theirs.</summary>
    private static MarketConfig First(MarketConfig market, int count)
    {
        int accounts = market.Accounts.Count(account => account.FirmRow < count);
        int sessions = market.Sessions.Count(session => session.FirmRow < count);
        return market with
        {
            Firms = market.Firms[..count],
            Accounts = market.Accounts[..accounts],
            Sessions = market.Sessions[..sessions],
            Traders = [.. market.Traders.Where(trader => trader.FirmRow < count)],
            Limits =
            [
                .. market.Limits.Where(limit =>
                    !(limit.Firm >= count) && !(limit.Account >= accounts) && !(limit.Session >= sessions)),
            ],
        };
    }

    private static MarketConfig Append(MarketConfig made, MarketConfig file, int number)
    {
        int last = file.Firms.Length - 1;
        int firm = made.Firms.Length;
        AccountConfig[] accounts = [.. file.Accounts.Where(account => account.FirmRow == last)];
        SessionConfig[] sessions = [.. file.Sessions.Where(session => session.FirmRow == last)];
        TraderConfig[] traders = [.. file.Traders.Where(trader => trader.FirmRow == last)];
        uint accountShift = (uint)(made.Accounts.Length - file.Accounts.Length + accounts.Length);
        uint sessionShift = (uint)(made.Sessions.Length - file.Sessions.Length + sessions.Length);
        Func<string, string> firmName = Fresh(made.Firms.Select(f => f.Id), number);
        Func<string, string> accountName = Fresh(made.Accounts.Select(a => a.Name), number);
        Func<string, string> traderName = Fresh(made.Traders.Select(t => t.Name), number);
        return made with
        {
            Firms = [.. made.Firms, new FirmConfig(firmName(file.Firms[last].Id))],
            Accounts =
            [
                .. made.Accounts,
                .. accounts.Select(a => a with { Name = accountName(a.Name), FirmRow = firm }),
            ],
            Sessions = [.. made.Sessions, .. Sessions(made, sessions, firm, number)],
            Traders = [.. made.Traders, .. traders.Select(t => new TraderConfig(traderName(t.Name), firm))],
            Limits =
            [
                .. made.Limits,
                .. file.Limits.Where(limit => IsOf(limit, file, last)).Select(limit => limit with
                {
                    Firm = limit.Firm == null ? null : (uint)firm,
                    Account = limit.Account + accountShift,
                    Session = limit.Session + sessionShift,
                }),
            ],
        };
    }

    private static IEnumerable<SessionConfig> Sessions(
        MarketConfig made, SessionConfig[] sessions, int firm, int number)
    {
        Func<string, string> name = Fresh(made.Sessions.Select(s => s.Name), number);
        Func<string, string> comp = Fresh(made.Sessions.Select(s => s.TargetCompId), number);
        Func<string, string> listen = FreshPort(made);
        return sessions.Select(s => s with
        {
            Name = name(s.Name),
            FirmRow = firm,
            TargetCompId = comp(s.TargetCompId),
            Listen = listen(s.Listen),
        });
    }

    /// <summary>Names with the firm's number behind, twice where the file has that one already.</summary>
    private static Func<string, string> Fresh(IEnumerable<string> names, int number)
    {
        HashSet<string> taken = [.. names];
        return name =>
        {
            do name = string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");
            while (!taken.Add(name));
            return name;
        };
    }

    /// <summary>The next port behind an address that nobody has, from 1024 again behind the last.</summary>
    private static Func<string, string> FreshPort(MarketConfig made)
    {
        HashSet<string> taken = [.. made.Sessions.Select(s => s.Listen), made.Venue.Connect];
        return listen =>
        {
            string[] parts = listen.Split(':');
            int port = int.Parse(parts[1], CultureInfo.InvariantCulture);
            string next;
            do
            {
                port = port == PortMax ? PortMin : port + 1;
                next = string.Create(CultureInfo.InvariantCulture, $"{parts[0]}:{port}");
            }
            while (!taken.Add(next));
            return next;
        };
    }

    private static bool IsOf(LimitConfig limit, MarketConfig file, int firm) => limit.Scope switch
    {
        LimitScope.Firm => limit.Firm == firm,
        LimitScope.Instrument => false,
        LimitScope.Session => file.Sessions[(int)limit.Session!].FirmRow == firm,
        _ => file.Accounts[(int)limit.Account!].FirmRow == firm,
    };
}
