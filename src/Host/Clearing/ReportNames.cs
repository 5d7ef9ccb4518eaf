using System;
using System.Collections.Generic;
using Gateway.Clearing;

namespace Gateway.Host.Clearing;

/// <summary>Names that may be keys of a JSON object: of two equal ones the second gets `#` and its number.</summary>
internal sealed class ReportNames
{
    private readonly string[] _holders;
    private readonly string[] _assets;

    internal ReportNames(ClearingBook book)
    {
        _holders = Distinct(book.HolderCount, book.HolderName);
        _assets = Distinct(book.AssetCount, book.AssetName);
    }

    internal string Holder(uint holder) => _holders[holder - 1];

    internal string Asset(uint asset) => _assets[asset - 1];

    private static string[] Distinct(uint count, Func<uint, string> nameOf)
    {
        var names = new string[count];
        var taken = new HashSet<string>();
        for (uint number = 1; number <= count; number++)
        {
            string name = nameOf(number);
            while (!taken.Add(name)) name = $"{name}#{number}";
            names[number - 1] = name;
        }

        return names;
    }
}
