using System.Collections.Generic;

namespace Gateway.Host.Configuration;

/// <summary>The whole document: what is common, then each table in the order in which they name each other.</summary>
internal static class MarketReader
{
    private const int CoresMax = 1024;

    private static readonly string[] Members =
        ["$schema", "version", "node", "cpu", "net", "risk", "log", "venues", "instruments", "firms", "limits"];

    internal static MarketConfig? Read(ConfigNode root, ConfigErrors errors)
    {
        if (ConfigSection.Open(root, errors, Members) is not { } section) return null;

        section.Integer("version", 1, 1);
        VenueConfig? venue = Venue(section);
        var instruments = InstrumentReader.Read(section, venue?.Id);
        FirmReader firms = FirmReader.Read(section, instruments, venue);
        LimitConfig[] limits = LimitReader.Read(section, instruments, firms);
        string node = Opened(section, "node", "name")?.Name("name") ?? "";
        string net = Net(section);
        string risk = Opened(section, "risk", "backend")?.OneOf("backend", "software") ?? "";
        int? core = LaneCore(section);
        string? log = LogDirectory(section);
        if (errors.Any || venue == null) return null;

        return new MarketConfig
        {
            NodeName = node,
            LaneCore = core,
            NetBackend = net,
            RiskBackend = risk,
            LogDirectory = log,
            RiskCurrency = instruments.Currency,
            Venue = venue,
            Instruments = [.. instruments.Rows],
            Firms = [.. firms.Firms],
            Accounts = [.. firms.Accounts],
            Sessions = [.. firms.Sessions],
            Traders = [.. firms.Traders],
            Limits = [.. limits],
        };
    }

    private static ConfigSection? Opened(ConfigSection root, string name, params string[] names) =>
        ConfigSection.Open(root.Require(name), root.Errors, names);

    /// <summary>A file that names none leaves it to the program.</summary>
    private static string Net(ConfigSection root)
    {
        if (root.Find("net") == null) return MarketConfig.NetBackendDefault;
        return Opened(root, "net", "backend")?.OneOf("backend", "memory", "kernel") ?? "";
    }

    private static int? LaneCore(ConfigSection root)
    {
        var cpu = ConfigSection.Open(root.Find("cpu"), root.Errors, "lanes");
        if (cpu == null) return null;

        List<ConfigNode> lanes = cpu.RequireItems("lanes");
        if (lanes.Count > 1) root.Errors.Add(lanes[1], "one lane so far");
        if (lanes.Count == 0 || ConfigSection.Open(lanes[0], root.Errors, "id", "core") is not { } lane) return null;

        lane.Integer("id", 0, 0);
        return lane.Find("core") == null ? null : (int)lane.Integer("core", 0, CoresMax - 1);
    }

    private static string? LogDirectory(ConfigSection root)
    {
        var log = ConfigSection.Open(root.Find("log"), root.Errors, "directory");
        return log?.Find("directory") == null ? null : log.Text("directory");
    }

    private static VenueConfig? Venue(ConfigSection root)
    {
        List<ConfigNode> venues = root.RequireItems("venues");
        if (venues.Count > 1) root.Errors.Add(venues[1], "one venue so far");
        if (venues.Count == 0) return null;

        var venue = ConfigSection.Open(venues[0], root.Errors, "id", "protocol", "connect", "comp");
        if (venue == null) return null;

        venue.OneOf("protocol", "fix44");
        (string ours, string theirs) = venue.Comp();
        return new VenueConfig(venue.Name("id"), venue.Address("connect"), ours, theirs);
    }
}
