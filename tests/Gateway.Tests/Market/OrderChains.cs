using System;
using System.Collections.Generic;

namespace Gateway.Tests.Market;

/// <summary>Follows what each order holds through a log: each record says before what the last one left.</summary>
internal sealed class OrderChains
{
    private readonly Dictionary<ulong, (int Price, uint Lots)> _held = [];

    /// <summary>Lots that orders hold which the log leaves open.</summary>
    internal Dictionary<ulong, (int Price, uint Lots)> Held => _held;

    /// <summary>Takes one line.</summary>
    /// <returns>What does not follow from the lines before it; null when it does.</returns>
    internal string? Break(ExportedRow row)
    {
        if (row.Record is not ("Order" or "Execution") || row.Long("orderId") is 0 and var id) return null;
        id = row.Long("orderId");
        (int Price, uint Lots) before = (row.Signed("heldPrice"), row["heldQuantity"]);
        if (row.Record == "Order" && row["verdict"] != 0) return null;
        (int Price, uint Lots) known = _held.GetValueOrDefault(id);
        (int Price, uint Lots) after = row.Record == "Order" ? Asked(row, before) : Answered(row, before);
        if (after.Lots == 0) _held.Remove(id);
        else _held[id] = after;
        if (before != known) return $"{row.Line.GetRawText()}: {known} was held";
        return after.Lots == 0 && after.Price != 0 ? $"{row.Line.GetRawText()}: a price for no lots" : null;
    }

    private static (int, uint) Asked(ExportedRow row, (int Price, uint Lots) held)
    {
        (int price, uint lots) = (row.Signed("price"), row["quantity"]);
        return (Math.Abs((long)price) > Math.Abs((long)held.Price) ? price : held.Price, Math.Max(lots, held.Lots));
    }

    private static (int, uint) Answered(ExportedRow row, (int Price, uint Lots) held)
    {
        (int price, uint lots) = (row.Signed("price"), row["quantity"]);
        if (row.ExecType == 'H') return held;
        if (row.ExecType != 'F') return (price, lots);
        uint left = held.Lots > lots ? held.Lots - lots : 0;
        return (left == 0 ? 0 : held.Price, left);
    }
}
