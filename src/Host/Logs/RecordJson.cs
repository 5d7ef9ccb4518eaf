using System;
using System.Text;
using System.Text.Json;
using Gateway.Wire;

namespace Gateway.Host.Logs;

/// <summary>A record as one JSON object: the fields of records.md under their names, raw integers.</summary>
internal static class RecordJson
{
    /// <summary>Writes one record; reserved fields are left out.</summary>
    /// <param name="json">Receives an object.</param>
    /// <param name="record">Any record.</param>
    /// <param name="position">End of the record in the stream.</param>
    internal static void Write(Utf8JsonWriter json, in Record record, long position)
    {
        json.WriteStartObject();
        json.WriteNumber("position", position);
        switch (record.TemplateId)
        {
            case Order.TemplateId: Write(json, record.Order); break;
            case Execution.TemplateId: Write(json, record.Execution); break;
            case Limit.TemplateId: Write(json, record.Limit); break;
            case Price.TemplateId: Write(json, record.Price); break;
            case Name.TemplateId: Write(json, record.Name); break;
            case Instrument.TemplateId: Write(json, record.Instrument); break;
            case Quote.TemplateId: Write(json, record.Quote); break;
            case Movement.TemplateId: Write(json, record.Movement); break;
            default:
                json.WriteString("record", "Unknown");
                json.WriteNumber("header", record.Header);
                break;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in Order order)
    {
        json.WriteString("record", "Order");
        json.WriteNumber("orderId", order.OrderId);
        json.WriteNumber("timeNs", order.TimeNs);
        json.WriteNumber("price", order.Price);
        json.WriteNumber("quantity", order.Quantity);
        json.WriteNumber("heldPrice", order.HeldPrice);
        json.WriteNumber("heldQuantity", order.HeldQuantity);
        json.WriteNumber("instrument", order.Instrument);
        json.WriteNumber("account", order.Account);
        json.WriteNumber("session", order.Session);
        json.WriteNumber("request", order.Request);
        json.WriteNumber("operation", (int)order.Operation);
        json.WriteNumber("side", order.Side);
        json.WriteNumber("kind", order.Kind);
        json.WriteNumber("verdict", (int)order.Verdict);
        json.WriteNumber("timeInForce", order.TimeInForce);
        json.WriteNumber("flags", (int)order.Flags);
        json.WriteNumber("trader", order.Trader);
    }

    private static void Write(Utf8JsonWriter json, in Execution execution)
    {
        json.WriteString("record", "Execution");
        json.WriteNumber("orderId", execution.OrderId);
        json.WriteNumber("timeNs", execution.TimeNs);
        json.WriteNumber("price", execution.Price);
        json.WriteNumber("quantity", execution.Quantity);
        json.WriteNumber("heldPrice", execution.HeldPrice);
        json.WriteNumber("heldQuantity", execution.HeldQuantity);
        json.WriteNumber("instrument", execution.Instrument);
        json.WriteNumber("account", execution.Account);
        json.WriteNumber("session", execution.Session);
        json.WriteNumber("request", execution.Request);
        json.WriteString("execType", ((char)execution.ExecType).ToString());
        json.WriteNumber("side", execution.Side);
        json.WriteNumber("reason", execution.Reason);
        json.WriteNumber("verdict", (int)execution.Verdict);
        json.WriteNumber("match", execution.Match);
    }

    private static void Write(Utf8JsonWriter json, in Limit limit)
    {
        Begin(json, "Limit", limit.Sequence, limit.TimeNs);
        json.WriteNumber("value", limit.Value);
        json.WriteNumber("value2", limit.Value2);
        json.WriteNumber("instrument", limit.Instrument);
        json.WriteNumber("account", limit.Account);
        json.WriteNumber("session", limit.Session);
        json.WriteNumber("author", limit.Author);
        json.WriteNumber("scope", (int)limit.Scope);
        json.WriteNumber("check", (int)limit.Check);
        json.WriteNumber("action", (int)limit.Action);
        json.WriteNumber("verdict", (int)limit.Verdict);
        json.WriteNumber("version", limit.Version);
    }

    private static void Write(Utf8JsonWriter json, in Price price)
    {
        Begin(json, "Price", price.Sequence, price.TimeNs);
        json.WriteNumber("reference", price.Reference);
        json.WriteNumber("low", price.Low);
        json.WriteNumber("high", price.High);
        json.WriteNumber("ageMsMax", price.AgeMsMax);
        json.WriteNumber("instrument", price.Instrument);
        json.WriteNumber("source", price.Source);
        json.WriteNumber("phase", price.Phase);
        json.WriteNumber("verdict", (int)price.Verdict);
    }

    private static void Write(Utf8JsonWriter json, in Name name)
    {
        Begin(json, "Name", name.Sequence, name.TimeNs);
        json.WriteNumber("row", name.Row);
        json.WriteNumber("session", name.Session);
        ReadOnlySpan<byte> text = name.Text;
        json.WriteString("text", Encoding.Latin1.GetString(text[..Math.Min((int)name.Length, text.Length)]));
        json.WriteNumber("kind", (int)name.Kind);
        json.WriteNumber("part", name.Part);
        json.WriteNumber("length", name.Length);
    }

    private static void Write(Utf8JsonWriter json, in Instrument instrument)
    {
        Begin(json, "Instrument", instrument.Sequence, instrument.TimeNs);
        json.WriteNumber("tickE8", instrument.TickE8);
        json.WriteNumber("multiplierE4", instrument.MultiplierE4);
        json.WriteNumber("instrument", instrument.Row);
        json.WriteNumber("symbol", instrument.Symbol);
        json.WriteNumber("lotE4", instrument.LotE4);
        json.WriteNumber("venue", instrument.Venue);
        json.WriteNumber("reference", instrument.Reference);
        json.WriteNumber("collar", instrument.Collar);
        json.WriteNumber("currency", instrument.Currency);
        json.WriteNumber("flags", instrument.Flags);
    }

    private static void Write(Utf8JsonWriter json, in Quote quote)
    {
        Begin(json, "Quote", quote.Sequence, quote.TimeNs);
        json.WriteNumber("bid", quote.Bid);
        json.WriteNumber("bidQuantity", quote.BidQuantity);
        json.WriteNumber("ask", quote.Ask);
        json.WriteNumber("askQuantity", quote.AskQuantity);
        json.WriteNumber("instrument", quote.Instrument);
        json.WriteNumber("last", quote.Last);
        json.WriteNumber("lastQuantity", quote.LastQuantity);
        json.WriteNumber("source", quote.Source);
        json.WriteNumber("phase", quote.Phase);
        json.WriteNumber("flags", quote.Flags);
    }

    private static void Write(Utf8JsonWriter json, in Movement movement)
    {
        Begin(json, "Movement", movement.Sequence, movement.TimeNs);
        json.WritePropertyName("amount");
        json.WriteRawValue(movement.Amount.ToString());
        json.WriteNumber("instrument", movement.Instrument);
        json.WriteNumber("account", movement.Account);
        json.WriteNumber("currency", movement.Currency);
        json.WriteNumber("author", movement.Author);
        json.WriteNumber("kind", (int)movement.Kind);
        json.WriteNumber("reference", movement.Reference);
    }

    private static void Begin(Utf8JsonWriter json, string record, ulong sequence, ulong timeNs)
    {
        json.WriteString("record", record);
        json.WriteNumber("sequence", sequence);
        json.WriteNumber("timeNs", timeNs);
    }
}
