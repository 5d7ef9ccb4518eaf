using System.Collections.Generic;

namespace Gateway.Host.Configuration;

/// <summary>The firms with their sessions and traders; the accounts are <see cref="AccountReader"/>'s.</summary>
internal sealed class FirmReader
{
    private const long RateMax = 1_000_000_000;

    private readonly ConfigErrors _errors;
    private readonly AccountReader _accounts;
    private readonly ConfigNames _sessionNames;
    private readonly ConfigNames _traderNames;
    private readonly Dictionary<string, string> _addresses = [];
    private readonly Dictionary<(string, string), string> _comps = [];

    private FirmReader(ConfigErrors errors, InstrumentReader instruments, VenueConfig? venue)
    {
        _errors = errors;
        _accounts = new AccountReader(errors, instruments);
        _sessionNames = new ConfigNames("session", errors);
        _traderNames = new ConfigNames("trader", errors);
        FirmNames = new ConfigNames("firm", errors);
        if (venue != null) _addresses[venue.Connect] = venue.Id;
    }

    internal List<FirmConfig> Firms { get; } = [];

    internal List<AccountConfig> Accounts => _accounts.Rows;

    internal List<SessionConfig> Sessions { get; } = [];

    internal List<TraderConfig> Traders { get; } = [];

    internal ConfigNames FirmNames { get; }

    internal ConfigNames AccountNames => _accounts.Names;

    internal static FirmReader Read(ConfigSection root, InstrumentReader instruments, VenueConfig? venue)
    {
        var reader = new FirmReader(root.Errors, instruments, venue);
        foreach (ConfigNode item in root.RequireItems("firms")) reader.AddFirm(item);
        reader.CheckSizes(root, instruments);
        return reader;
    }

    private void AddFirm(ConfigNode item)
    {
        if (ConfigSection.Open(item, _errors, "id", "accounts", "sessions", "traders") is not { } section) return;
        int row = Firms.Count;
        Firms.Add(new FirmConfig(section.Name("id")));
        FirmNames.Add(section.Find("id"), row, section);
        foreach (ConfigNode account in section.RequireItems("accounts")) _accounts.Add(account, row);
        foreach (ConfigNode session in section.RequireItems("sessions")) AddSession(session, row);
        foreach (ConfigNode trader in section.Items("traders")) AddTrader(trader, row);
    }

    private void AddTrader(ConfigNode item, int firm)
    {
        if (ConfigSection.Open(item, _errors, "name") is not { } section) return;
        _traderNames.Add(section.Require("name"), Traders.Count, section);
        Traders.Add(new TraderConfig(section.Name("name"), firm));
    }

    private void AddSession(ConfigNode item, int firm)
    {
        var section = ConfigSection.Open(
            item, _errors, "name", "like", "protocol", "listen", "comp", "heartbeat", "throttle", "cancelOnDisconnect");
        if (section == null) return;
        if (section.Find("like") is { } like)
        {
            section = section.Like(_sessionNames.Section(like), "name", "like", "listen", "comp");
        }

        string name = section.Name("name");
        _sessionNames.Add(section.Find("name"), Sessions.Count, section);
        section.OneOf("protocol", "fix44");
        string listen = Listen(section, name);
        (string ours, string theirs) = Comp(section, name);
        (int min, int max) = section.Seconds("heartbeat");
        (uint rate, uint burst) = Throttle(section);
        (uint? grace, bool sparesGtc) = CancelOnDisconnect(section);
        Sessions.Add(new SessionConfig(name, firm, listen, ours, theirs, min, max, rate, burst)
        {
            CancelGraceMs = grace,
            CancelSparesGtc = sparesGtc,
        });
    }

    private (uint? GraceMs, bool SparesGtc) CancelOnDisconnect(ConfigSection session)
    {
        if (session.Find("cancelOnDisconnect") is not { } node) return (null, false);
        if (ConfigSection.Open(node, _errors, "grace", "exempt") is not { } section) return (null, false);
        bool sparesGtc = false;
        foreach (ConfigNode exempt in section.Items("exempt"))
        {
            if (exempt.Text == "gtc") sparesGtc = true;
            else _errors.Add(exempt, "must be gtc");
        }

        return (section.Milliseconds("grace"), sparesGtc);
    }

    private string Listen(ConfigSection section, string name)
    {
        string listen = section.Address("listen");
        if (listen.Length > 0 && !_addresses.TryAdd(listen, name))
        {
            _errors.Add(section.Find("listen")!, $"port {listen.Split(':')[1]} belongs to {_addresses[listen]}");
        }

        return listen;
    }

    private (string Ours, string Theirs) Comp(ConfigSection section, string name)
    {
        (string Ours, string Theirs) comp = section.Comp();
        if (comp.Ours.Length > 0 && !_comps.TryAdd(comp, name))
        {
            _errors.Add(section.Find("comp")!, $"{comp.Ours}, {comp.Theirs} belong to {_comps[comp]}");
        }

        return comp;
    }

    private (uint Rate, uint Burst) Throttle(ConfigSection section)
    {
        var throttle = ConfigSection.Open(section.Require("throttle"), _errors, "rate", "burst");
        return throttle == null
            ? (0, 0)
            : ((uint)throttle.Integer("rate", 1, RateMax), (uint)throttle.Integer("burst", 1, RateMax));
    }

    private void CheckSizes(ConfigSection root, InstrumentReader instruments)
    {
        if (Sessions.Count > FirmCopies.SessionsMax)
        {
            _errors.Add(root.Find("firms")!, $"more than {FirmCopies.SessionsMax} sessions");
        }

        if ((long)Accounts.Count * instruments.Rows.Count > MarketConfig.PairsMax)
        {
            _errors.Add(root.Find("firms")!, $"more than {MarketConfig.PairsMax} pairs of account and instrument");
        }
    }
}
