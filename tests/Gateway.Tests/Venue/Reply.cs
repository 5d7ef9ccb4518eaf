using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Gateway.Fix;

namespace Gateway.Tests.Venue;

/// <summary>A message that a member received: its fields in the order they were sent.</summary>
internal sealed class Reply
{
    private readonly List<(int Tag, string Value)> _fields = [];

    public Reply(in FixMessage message)
    {
        foreach (FixField field in message.Fields)
        {
            _fields.Add((field.Tag, Encoding.ASCII.GetString(message.Value(field))));
        }
    }

    public string Type => this[35];

    /// <summary>The first field with a tag; empty when there is none.</summary>
    public string this[int tag] => _fields.Find(field => field.Tag == tag).Value ?? "";

    /// <summary>What is told, in short: type, then 150 39 of a report, 434 102 39 of a 9.</summary>
    public string Kind => Type switch
    {
        "8" => $"8 {this[150]} {this[39]}",
        "9" => $"9 {this[434]} {this[102]} {this[39]}",
        _ => Type,
    };

    /// <summary>Price and quantity of the snapshot's entry of a type (269).</summary>
    public (decimal Price, decimal Quantity) Entry(string type)
    {
        int at = _fields.IndexOf((269, type));
        return (Number(at + 1), Number(at + 2));
    }

    public override string ToString() => string.Join('|', _fields.Select(field => $"{field.Tag}={field.Value}"));

    private decimal Number(int at) => decimal.Parse(_fields[at].Value, CultureInfo.InvariantCulture);
}
