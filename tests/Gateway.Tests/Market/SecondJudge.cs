using System.Collections.Generic;
using Gateway.Risk;
using Gateway.Tests.Risk;
using Gateway.Wire;

namespace Gateway.Tests.Market;

/// <summary>Judges every record of a log again by the slow model, and names what comes out otherwise.</summary>
/// <remarks>
/// What the decoder refused never reached the device: such a verdict is taken over, and it must be one that only the
/// decoder can give. Asked as the decoder wrote it, a market order has no price.
/// </remarks>
internal sealed class SecondJudge
{
    private const byte Market = 1;
    private const int HistoryMax = 64;

    private readonly SlowRisk _model;
    private readonly HashSet<ulong> _ended = [];
    private int _sinceShort;

    internal SecondJudge(ExportedLog log)
    {
        int Count(int kind) => log.Names(kind).Count + 1;
        _model = new SlowRisk(new RiskSizes(Count(2), Count(3), Count(4), Count(7), Count(5)));
    }

    /// <summary>Records judged.</summary>
    internal int Judged { get; private set; }

    /// <summary>How often each verdict came out.</summary>
    internal Dictionary<Verdict, int> Verdicts { get; } = [];

    internal int Underflows => _model.Underflows;

    /// <summary>Judges one line.</summary>
    /// <returns>What is otherwise; null when nothing is, or the line is not judged.</returns>
    internal string? Difference(ExportedRow row)
    {
        if (row.ToRecord() is not { } record) return null;
        var logged = (Verdict)row["verdict"];
        bool decoders = row.Record == "Order" && IsDecoders(row, logged);
        if (decoders) record.Order.Verdict = logged;
        bool asks = row.Record == "Order" && row["operation"] is 1 or 3;
        if (asks && row["kind"] == Market && !decoders) record.Order.Price = 0;
        _model.Judge(ref record);
        if (++_sinceShort % HistoryMax == 0) _model.Shorten();
        Judged++;
        Verdicts[record.Order.Verdict] = Verdicts.GetValueOrDefault(record.Order.Verdict) + 1;
        if (row.Record == "Execution" && "348C".Contains(row.ExecType)) _ended.Add(row.Long("orderId"));
        if (record.Order.Verdict != logged) return $"{row.Line.GetRawText()}: {record.Order.Verdict} by the model";
        if (row.Record != "Order" || record.Order.Price == row.Signed("price")) return null;
        return $"{row.Line.GetRawText()}: price {record.Order.Price} by the model";
    }

    private bool IsDecoders(ExportedRow row, Verdict logged) => logged switch
    {
        Verdict.Malformed => true,
        Verdict.UnknownRow => row["instrument"] == Record.NoRow || row["account"] == Record.NoRow
            || (row["operation"] != 1 && IsOver(row)),
        _ => false,
    };

    /// <summary>It names no order, or one that has ended, filled ones among them.</summary>
    private bool IsOver(ExportedRow row) =>
        row.Long("orderId") == 0 || row["heldQuantity"] == 0 || _ended.Contains(row.Long("orderId"));
}
