using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Gateway.Wire;

namespace Gateway.Host.Configuration;

/// <summary>Limits as rows: what `set` names, then `default` wherever no `set` has taken its place.</summary>
/// <remarks>
/// Every row that covers an order holds (records.md section 4), so a default that stayed beside a wider `set` would
/// make the `set` void. A `set` therefore replaces the default for all that it covers: a firm its accounts, an account
/// or an instrument its pairs. Order and position defaults are rows of pairs, open exposure one of each account.
/// </remarks>
internal sealed class LimitReader
{
    private static readonly string[] Values = ["maxOrderQty", "maxOrderValue", "openExposure", "position"];

    private readonly ConfigErrors _errors;
    private readonly InstrumentReader _instruments;
    private readonly FirmReader _firms;
    private readonly List<LimitConfig> _rows = [];

    private LimitReader(ConfigErrors errors, InstrumentReader instruments, FirmReader firms) =>
        (_errors, _instruments, _firms) = (errors, instruments, firms);

    internal static LimitConfig[] Read(ConfigSection root, InstrumentReader instruments, FirmReader firms)
    {
        var reader = new LimitReader(root.Errors, instruments, firms);
        if (ConfigSection.Open(root.Require("limits"), root.Errors, "default", "set") is not { } limits) return [];

        foreach (ConfigNode item in limits.Items("set")) reader.AddSet(item);
        if (ConfigSection.Open(limits.Require("default"), root.Errors, Values) is { } defaults)
        {
            reader.AddDefaults(defaults, [.. reader._rows]);
        }

        reader.AddThrottles();
        return [.. reader._rows];
    }

    private void AddSet(ConfigNode item)
    {
        if (ConfigSection.Open(item, _errors, ["account", "firm", "instrument", .. Values]) is not { } section) return;
        string[] given = [.. Values.Where(value => section.Find(value) != null)];
        if (Target(section) is not { } target) return;
        if (given.Length == 0) _errors.Add(item, "sets nothing");

        foreach (string value in given) AddValue(target, value, section.Find(value)!);
    }

    private void AddValue(LimitConfig target, string value, ConfigNode node)
    {
        if (!Holds(target.Scope, value))
        {
            _errors.Add(node, $"{value} does not hold for {Words(target.Scope)}");
            return;
        }

        LimitConfig row = Row(target, value, node);
        if (_rows.Any(other => SameRow(other, row))) _errors.Add(node, "set a second time");
        else _rows.Add(row);
    }

    /// <summary>Whom a `set` names, as a row without a check; null with an error when it names nobody.</summary>
    private LimitConfig? Target(ConfigSection section)
    {
        int errors = _errors.Count;
        uint? firm = Named(section, "firm", _firms.FirmNames);
        uint? account = Named(section, "account", _firms.AccountNames);
        uint? instrument = Named(section, "instrument", _instruments.Symbols);
        if (_errors.Count > errors) return null;

        LimitScope scope = (firm, account, instrument) switch
        {
            (not null, null, null) => LimitScope.Firm,
            (null, not null, null) => LimitScope.Account,
            (null, null, not null) => LimitScope.Instrument,
            (null, not null, not null) => LimitScope.AccountInstrument,
            _ => LimitScope.None,
        };
        if (scope != LimitScope.None)
        {
            return new LimitConfig(scope, Verdict.Accept, firm, account, instrument, Session: null, 0, 0);
        }

        _errors.Add(section.Node, "must name a firm, an account, an instrument, or an account and an instrument");
        return null;
    }

    private static uint? Named(ConfigSection section, string member, ConfigNames names) =>
        section.Find(member) is { } node ? (uint?)names.Row(node) : null;

    /// <summary>Scopes of each check: records.md section 4.</summary>
    private static bool Holds(LimitScope scope, string value) => value switch
    {
        "openExposure" => scope != LimitScope.Instrument,
        "position" => scope is LimitScope.Account or LimitScope.AccountInstrument,
        _ => true,
    };

    private static string Words(LimitScope scope) => scope switch
    {
        LimitScope.Firm => "a firm",
        LimitScope.Instrument => "an instrument alone",
        _ => "an account",
    };

    private static bool SameRow(LimitConfig a, LimitConfig b) =>
        a with { Value = 0, Value2 = 0 } == b with { Value = 0, Value2 = 0 };

    private LimitConfig Row(LimitConfig target, string value, ConfigNode node) => value switch
    {
        "maxOrderQty" => target with { Check = Verdict.OrderQuantity, Value = Lots(target, node) },
        "maxOrderValue" => target with { Check = Verdict.OrderValue, Value = Money(node) },
        "openExposure" => target with { Check = Verdict.OpenExposure, Value = Money(node) },
        _ => Position(target, Lots(target, node)),
    };

    private static LimitConfig Position(LimitConfig target, uint lots) =>
        target with { Check = Verdict.Position, Value = lots, Value2 = lots };

    /// <summary>Money such as "250000 USD", in the market's currency.</summary>
    private UInt128 Money(ConfigNode node)
    {
        if (_instruments.Currency.Length == 0) return 0; // already said

        string[] parts = node.Text.Split(' ');
        if (node.Kind == JsonTokenType.String && parts.Length == 2 && parts[1] == _instruments.Currency)
        {
            return (UInt128)ConfigNumbers.MoneyE8(node, _errors, parts[0], parts[1]);
        }

        _errors.Add(node, $"must be money such as \"250000 {_instruments.Currency}\"");
        return 0;
    }

    private uint Lots(LimitConfig target, ConfigNode node)
    {
        if (target.Instrument is { } instrument) return _instruments.Lots(node, (int)instrument);
        if (_instruments.Rows.Count == 0) return 0;

        uint lotE4 = _instruments.Rows[0].Units.LotE4;
        if (_instruments.Rows.All(row => row.Units.LotE4 == lotE4)) return _instruments.Lots(node, 0);

        _errors.Add(node, "the instruments have different lots: name one");
        return 0;
    }

    private void AddDefaults(ConfigSection section, LimitConfig[] sets)
    {
        ConfigNode?[] nodes = [.. Values.Select(section.Require)];
        for (int account = 0; account < _firms.Accounts.Count; account++)
        {
            var whole = new LimitConfig(
                LimitScope.Account, Verdict.OpenExposure, null, (uint)account, null, Session: null, 0, 0);
            if (nodes[2] is { } exposure && !IsCovered(whole, sets)) _rows.Add(Row(whole, Values[2], exposure));
            for (int instrument = 0; instrument < _instruments.Rows.Count; instrument++)
            {
                if (!_firms.Accounts[account].InstrumentAllowed[instrument]) continue;

                LimitConfig pair = whole with { Scope = LimitScope.AccountInstrument, Instrument = (uint)instrument };
                AddDefault(pair, Values[0], nodes[0], sets);
                AddDefault(pair, Values[1], nodes[1], sets);
                AddDefault(pair, Values[3], nodes[3], sets);
            }
        }
    }

    private void AddDefault(LimitConfig target, string value, ConfigNode? node, LimitConfig[] sets)
    {
        if (node == null) return;
        LimitConfig row = Row(target, value, node);
        if (!IsCovered(row, sets)) _rows.Add(row);
    }

    /// <summary>Whether a `set` of the same check stands for all that a default row would.</summary>
    private bool IsCovered(LimitConfig row, LimitConfig[] sets)
    {
        int firm = _firms.Accounts[(int)row.Account!].FirmRow;
        return sets.Any(set => set.Check == row.Check && set.Scope switch
        {
            LimitScope.Firm => set.Firm == firm,
            LimitScope.Account => set.Account == row.Account,
            LimitScope.Instrument => set.Instrument == row.Instrument,
            _ => set.Account == row.Account && set.Instrument == row.Instrument,
        });
    }

    private void AddThrottles()
    {
        for (int session = 0; session < _firms.Sessions.Count; session++)
        {
            SessionConfig row = _firms.Sessions[session];
            _rows.Add(new LimitConfig(
                LimitScope.Session, Verdict.MessageRate, null, null, null, (uint)session, row.Rate, row.Burst));
        }
    }
}
