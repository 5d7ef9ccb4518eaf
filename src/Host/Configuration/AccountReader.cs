using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;

namespace Gateway.Host.Configuration;

/// <summary>The account table: what an account may trade and what it holds at the opening.</summary>
internal sealed class AccountReader(ConfigErrors errors, InstrumentReader instruments)
{
    private const string All = "*";

    internal List<AccountConfig> Rows { get; } = [];

    internal ConfigNames Names { get; } = new("account", errors);

    internal void Add(ConfigNode item, int firm)
    {
        var section = ConfigSection.Open(item, errors, "name", "like", "instruments", "cash", "securities");
        if (section == null) return;
        if (section.Find("like") is { } like) section = section.Like(Names.Section(like), "name", "like");

        string name = section.Name("name");
        Names.Add(section.Find("name"), Rows.Count, section);
        Rows.Add(new AccountConfig(name, firm, Allowed(section), Cash(section), Securities(section)));
    }

    private ImmutableArray<bool> Allowed(ConfigSection section)
    {
        bool[] allowed = new bool[instruments.Rows.Count];
        ConfigNode? node = section.Require("instruments");
        if (node is { Kind: JsonTokenType.String, Text: All })
        {
            System.Array.Fill(allowed, true);
        }
        else if (node is { Kind: JsonTokenType.String })
        {
            errors.Add(node, "must be \"*\" or an array of symbols");
        }
        else
        {
            foreach (ConfigNode symbol in section.RequireItems("instruments"))
            {
                if (instruments.Symbols.Row(symbol) is { } row) allowed[row] = true;
            }
        }

        return [.. allowed];
    }

    private ImmutableArray<OpeningCash> Cash(ConfigSection section)
    {
        var cash = ImmutableArray.CreateBuilder<OpeningCash>();
        foreach (ConfigMember member in Members(section, "cash"))
        {
            if (instruments.Currency.Length == 0) continue; // already said
            if (member.Name != instruments.Currency)
            {
                errors.Add(member.Line, member.Column, member.Value.Path, $"no instrument is in {member.Name}");
                continue;
            }

            cash.Add(new OpeningCash(
                member.Name, ConfigNumbers.MoneyE8(member.Value, errors, member.Value.Text, member.Name)));
        }

        return cash.ToImmutable();
    }

    private ImmutableArray<OpeningSecurities> Securities(ConfigSection section)
    {
        var securities = ImmutableArray.CreateBuilder<OpeningSecurities>();
        foreach (ConfigMember member in Members(section, "securities"))
        {
            if (instruments.Symbols.Find(member.Name) is not { } row)
            {
                errors.Add(member.Line, member.Column, member.Value.Path, $"unknown instrument {member.Name}");
                continue;
            }

            securities.Add(new OpeningSecurities(row, instruments.Lots(member.Value, row)));
        }

        return securities.ToImmutable();
    }

    private List<ConfigMember> Members(ConfigSection section, string name)
    {
        if (section.Find(name) is not { } node) return [];
        if (node.Kind != JsonTokenType.StartObject) errors.Add(node, "must be an object");
        return node.Members;
    }
}
