using System.Numerics;
using System.Text.Json;
using Gateway.Wire;

namespace Gateway.Tests.Market;

/// <summary>One line of <c>log export</c>, read by its names.</summary>
/// <param name="Line">The object.</param>
public readonly record struct ExportedRow(JsonElement Line)
{
    internal long Position => Line.GetProperty("position").GetInt64();

    internal string Record => Line.GetProperty("record").GetString()!;

    internal ulong TimeNs => Line.GetProperty("timeNs").GetUInt64();

    internal string Text => Line.GetProperty("text").GetString()!;

    internal char ExecType => Line.GetProperty("execType").GetString()![0];

    internal bool IsFill => Record == "Execution" && ExecType == 'F';

    internal uint this[string field] => Line.GetProperty(field).GetUInt32();

    internal int Signed(string field) => Line.GetProperty(field).GetInt32();

    internal ulong Long(string field) => Line.GetProperty(field).GetUInt64();

    internal BigInteger Big(string field) => BigInteger.Parse(Line.GetProperty(field).GetRawText());

    internal bool Has(string field) => Line.TryGetProperty(field, out _);

    /// <summary>The row as the record that it was; null for those that no risk engine takes.</summary>
    internal Record? ToRecord() => Record switch
    {
        "Order" => OrderOf(),
        "Execution" => ExecutionOf(),
        "Limit" => LimitOf(),
        "Price" => PriceOf(),
        _ => null,
    };

    private Record OrderOf()
    {
        Record record = default;
        record.Order = new Order
        {
            Header = Order.HeaderBits,
            OrderId = Long("orderId"),
            TimeNs = TimeNs,
            Price = Signed("price"),
            Quantity = this["quantity"],
            HeldPrice = Signed("heldPrice"),
            HeldQuantity = this["heldQuantity"],
            Instrument = this["instrument"],
            Account = this["account"],
            Session = this["session"],
            Request = this["request"],
            Operation = (Operation)this["operation"],
            Side = (byte)this["side"],
            Kind = (byte)this["kind"],
            TimeInForce = (byte)this["timeInForce"],
            Flags = (OrderFlags)this["flags"],
            Trader = (ushort)this["trader"],
        };
        return record;
    }

    private Record ExecutionOf()
    {
        Record record = default;
        record.Execution = new Execution
        {
            Header = Execution.HeaderBits,
            OrderId = Long("orderId"),
            TimeNs = TimeNs,
            Price = Signed("price"),
            Quantity = this["quantity"],
            HeldPrice = Signed("heldPrice"),
            HeldQuantity = this["heldQuantity"],
            Instrument = this["instrument"],
            Account = this["account"],
            Session = this["session"],
            Request = this["request"],
            ExecType = (byte)ExecType,
            Side = (byte)this["side"],
            Reason = (byte)this["reason"],
            Match = this["match"],
        };
        return record;
    }

    private Record LimitOf()
    {
        Record record = default;
        record.Limit = new Limit
        {
            Header = Limit.HeaderBits,
            Sequence = Long("sequence"),
            TimeNs = TimeNs,
            Value = Long("value"),
            Value2 = Long("value2"),
            Instrument = this["instrument"],
            Account = this["account"],
            Session = this["session"],
            Author = this["author"],
            Scope = (LimitScope)this["scope"],
            Check = (Verdict)this["check"],
            Action = (LimitAction)this["action"],
            Version = this["version"],
        };
        return record;
    }

    private Record PriceOf()
    {
        Record record = default;
        record.Price = new Price
        {
            Header = Price.HeaderBits,
            Sequence = Long("sequence"),
            TimeNs = TimeNs,
            Reference = Signed("reference"),
            Low = Signed("low"),
            High = Signed("high"),
            AgeMsMax = this["ageMsMax"],
            Instrument = this["instrument"],
            Source = this["source"],
            Phase = (byte)this["phase"],
        };
        return record;
    }
}
