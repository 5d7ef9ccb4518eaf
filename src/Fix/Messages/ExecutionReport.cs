using System;

namespace Gateway.Fix.Messages;

/// <summary>ExecutionReport (8): what became of an order.</summary>
/// <remarks>
/// Written in the order in which FIX 4.4 vol. 4 lists the fields; 880, which 4.4 has in trade reports alone, last:
/// <code>
/// 37 11 41 17 19 150 39 103 378 1 55 54 38 40 44 59 32 31 151 14 6 60 58 851 880
/// </code>
/// Spans point into the message. Of a repeated tag the first counts. Codes that only repeat the order (40, 59) are
/// not judged: a report that cannot be refused has to be taken.
/// </remarks>
public ref struct ExecutionReport
{
    /// <summary>103 and 378 when absent.</summary>
    public const int Absent = -1;

    /// <summary>Value of 35.</summary>
    public static ReadOnlySpan<byte> MsgType => "8"u8;

    /// <summary>150's character.</summary>
    public byte ExecType;

    /// <summary>39's character.</summary>
    public byte OrdStatus;

    /// <summary>54 as a number.</summary>
    public byte Side;

    /// <summary>40 as a number; 0 when absent or no digit.</summary>
    public byte Kind;

    /// <summary>59 as a number; 0 (day) when absent or no digit.</summary>
    public byte TimeInForce;

    /// <summary>LastLiquidityInd (851); 0 when absent.</summary>
    public byte Liquidity;

    /// <summary>There is a price (44).</summary>
    public bool HasPrice;

    /// <summary>A value that is there is wrong: empty, no number, off the scale, out of range.</summary>
    public bool Malformed;

    /// <summary>OrdRejReason (103), or <see cref="Absent"/>.</summary>
    public int RejectReason;

    /// <summary>ExecRestatementReason (378), or <see cref="Absent"/>.</summary>
    public int RestatementReason;

    /// <summary>44 × 10⁸.</summary>
    public long PriceE8;

    /// <summary>38 × 10⁴; 0 when absent.</summary>
    public long OrderQtyE4;

    /// <summary>32 × 10⁴; 0 when absent.</summary>
    public long LastQtyE4;

    /// <summary>31 × 10⁸; written of a trade or correction, or with a LastQty.</summary>
    public long LastPxE8;

    /// <summary>151 × 10⁴.</summary>
    public long LeavesQtyE4;

    /// <summary>14 × 10⁴.</summary>
    public long CumQtyE4;

    /// <summary>6 × 10⁸; digits beyond are cut off.</summary>
    public long AvgPxE8;

    /// <summary>60, ns since the UNIX epoch; 0 when absent.</summary>
    public ulong TransactTimeNs;

    /// <summary>37; empty stands for NONE.</summary>
    public ReadOnlySpan<byte> OrderId;

    /// <summary>11; empty when absent.</summary>
    public ReadOnlySpan<byte> ClOrdId;

    /// <summary>41; empty when absent.</summary>
    public ReadOnlySpan<byte> OrigClOrdId;

    /// <summary>17.</summary>
    public ReadOnlySpan<byte> ExecId;

    /// <summary>19, of a bust or correction; empty when absent.</summary>
    public ReadOnlySpan<byte> ExecRefId;

    /// <summary>1; empty when absent.</summary>
    public ReadOnlySpan<byte> Account;

    /// <summary>55.</summary>
    public ReadOnlySpan<byte> Symbol;

    /// <summary>58; empty when absent.</summary>
    public ReadOnlySpan<byte> Text;

    /// <summary>TrdMatchID (880), the same on both sides of a match; empty when absent.</summary>
    public ReadOnlySpan<byte> MatchId;

    private const int MsgTypeIndex = 2;
    private const int RejectReasonBit = 2;
    private const int RestatementReasonBit = 3;
    private const int LiquidityBit = 4;
    private const int MatchIdBit = 5;
    private const int ExecTypeBit = TagMarks.HighRequired;
    private const int LeavesQtyBit = TagMarks.HighRequired + 1;
    private const ulong Required = 1UL << 6 | 1UL << 14 | 1UL << 17 | 1UL << 37 | 1UL << 39 | 1UL << 54 | 1UL << 55
        | 1UL << ExecTypeBit | 1UL << LeavesQtyBit;
    private const ulong OfTrade = 1UL << 31 | 1UL << 32;
    private const ulong OfBust = 1UL << 19;

    /// <summary>Reads a report.</summary>
    /// <param name="message">An 8.</param>
    /// <param name="report">What it says, as far as it says it, whatever the result.</param>
    /// <param name="tag">With a fault: the lowest tag that is missing; else 0.</param>
    /// <returns>
    /// A required tag missing before a conditionally required one: 31, 32 of a trade (F) or correction (G), 19 of a
    /// correction or bust (H).
    /// </returns>
    public static CodecFault Decode(in FixMessage message, out ExecutionReport report, out int tag)
    {
        report = default;
        report.RejectReason = report.RestatementReason = Absent;
        TagMarks marks = report.ReadFields(message);
        report.Malformed = marks.AnyWrong;

        tag = marks.Missing(Required) switch
        {
            ExecTypeBit => 150,
            LeavesQtyBit => 151,
            int low => low,
        };
        if (tag != TagMarks.None) return CodecFault.RequiredTagMissing;

        tag = marks.Missing(RequiredBy(report.ExecType));
        if (tag != TagMarks.None) return CodecFault.ConditionallyRequiredMissing;

        tag = 0;
        return CodecFault.None;
    }

    /// <summary>Writes the fields behind the header. What is required and empty is written as NONE.</summary>
    /// <param name="output">A message has begun in it, with 35=8.</param>
    public readonly void Write(FixOutput output)
    {
        output.Required("37="u8, OrderId);
        output.Optional("11="u8, ClOrdId);
        output.Optional("41="u8, OrigClOrdId);
        output.Required("17="u8, ExecId);
        output.Optional("19="u8, ExecRefId);
        output.Code("150="u8, ExecType);
        output.Code("39="u8, OrdStatus);
        if (RejectReason >= 0) output.Number("103="u8, (ulong)RejectReason);
        if (RestatementReason >= 0) output.Number("378="u8, (ulong)RestatementReason);
        output.Optional("1="u8, Account);
        output.Required("55="u8, Symbol);
        output.Digit("54="u8, Side);
        WriteOrder(output);
        WriteQuantities(output);
        if (TransactTimeNs != 0) output.Time("60="u8, TransactTimeNs);
        output.Optional("58="u8, Text);
        if (Liquidity != 0) output.Number("851="u8, Liquidity);
        output.Optional("880="u8, MatchId);
    }

    private readonly void WriteOrder(FixOutput output)
    {
        if (OrderQtyE4 != 0) output.Quantity("38="u8, OrderQtyE4);
        if (Kind != 0) output.Digit("40="u8, Kind);
        if (HasPrice) output.Price("44="u8, PriceE8);
        if (TimeInForce != 0) output.Digit("59="u8, TimeInForce);
    }

    private readonly void WriteQuantities(FixOutput output)
    {
        if (ExecType is (byte)'F' or (byte)'G' || LastQtyE4 != 0)
        {
            output.Quantity("32="u8, LastQtyE4);
            output.Price("31="u8, LastPxE8);
        }

        output.Quantity("151="u8, LeavesQtyE4);
        output.Quantity("14="u8, CumQtyE4);
        output.Price("6="u8, AvgPxE8);
    }

    private TagMarks ReadFields(in FixMessage message)
    {
        var marks = default(TagMarks);
        ReadOnlySpan<FixField> fields = message.Fields;
        for (int i = fields.Length - 1; i > MsgTypeIndex; i--)
        {
            ref readonly FixField field = ref fields[i];
            ReadOnlySpan<byte> value = message.Value(in field);
            int bit = field.Tag;
            bool good;
            switch (field.Tag)
            {
                case 1: good = FieldValue.Text(value, out Account); break;
                case 6: good = FieldValue.Average(value, out AvgPxE8); break;
                case 11: good = FieldValue.Text(value, out ClOrdId); break;
                case 14: good = FieldValue.Quantity(value, out CumQtyE4); break;
                case 17: good = FieldValue.Text(value, out ExecId); break;
                case 19: good = FieldValue.Text(value, out ExecRefId); break;
                case 31: good = FieldValue.Price(value, out LastPxE8); break;
                case 32: good = FieldValue.Quantity(value, out LastQtyE4); break;
                case 37: good = FieldValue.OrderId(value, out OrderId); break;
                case 38: good = FieldValue.Quantity(value, out OrderQtyE4); break;
                case 39: good = FieldValue.Character(value, out OrdStatus); break;
                case 40: good = FieldValue.Digit(value, out Kind); break;
                case 41: good = FieldValue.Text(value, out OrigClOrdId); break;
                case 44: good = HasPrice = FieldValue.Price(value, out PriceE8); break;
                case 54: good = FieldValue.Digit(value, out Side) && Side != 0; break;
                case 55: good = FieldValue.Text(value, out Symbol); break;
                case 58: good = FieldValue.Text(value, out Text); break;
                case 59: good = FieldValue.Digit(value, out TimeInForce); break;
                case 60: good = FixTime.TryParse(value, out TransactTimeNs); break;
                case 103: good = FieldValue.Integer(value, out RejectReason); bit = RejectReasonBit; break;
                case 150: good = FieldValue.Character(value, out ExecType); bit = ExecTypeBit; break;
                case 151: good = FieldValue.Quantity(value, out LeavesQtyE4); bit = LeavesQtyBit; break;
                case 378: good = FieldValue.Integer(value, out RestatementReason); bit = RestatementReasonBit; break;
                case 851: good = FieldValue.Byte(value, out Liquidity); bit = LiquidityBit; break;
                case 880: good = FieldValue.Text(value, out MatchId); bit = MatchIdBit; break;
                default: continue;
            }

            marks.Note(bit, good);
        }

        return marks;
    }

    private static ulong RequiredBy(byte execType) => execType switch
    {
        (byte)'F' => OfTrade,
        (byte)'G' => OfTrade | OfBust,
        (byte)'H' => OfBust,
        _ => 0,
    };
}
