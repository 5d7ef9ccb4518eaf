using System;
using Gateway.Wire;

namespace Gateway.Fix.Messages;

/// <summary>
/// What a broker asks for: NewOrderSingle (D), OrderCancelRequest (F), OrderCancelReplaceRequest (G).
/// </summary>
/// <remarks>
/// Written in the order in which FIX 4.4 vol. 4 lists the fields, header fields first:
/// <code>
/// D      50 97  11 1 18 55 54 60 38 40 44 59 528
/// G      50 97  41 11 1 18 55 54 60 38 40 44 59 528
/// F      50 97  41 11 1 55 54 60 38
/// </code>
/// Spans point into the message. Of a repeated tag the first counts; one that is not listed is passed over.
/// </remarks>
public ref struct OrderRequest
{
    /// <summary>
    /// Longest ClOrdID (11) that can be kept; a longer one is malformed. Spec: records.md section 1, Name.
    /// </summary>
    public const int ClOrdIdBytesMax = 32;

    /// <summary>From 35: New, Cancel or Replace; None when it is another message.</summary>
    public Operation Operation;

    /// <summary>54 as a number: 1 buy; 2, 5, 6 sell, short, short exempt.</summary>
    public byte Side;

    /// <summary>40 as a number: 1 market, 2 limit.</summary>
    public byte Kind;

    /// <summary>59 as a number: 0 day (also when absent), 1 GTC, 3 IOC, 4 FOK.</summary>
    public byte TimeInForce;

    /// <summary>Reduce-only and post-only from 18, PossResend from 97, capacity from 528.</summary>
    public OrderFlags Flags;

    /// <summary>There is a price (44).</summary>
    public bool HasPrice;

    /// <summary>A value that is there is wrong: unknown, empty, no number, off the scale, out of range.</summary>
    public bool Malformed;

    /// <summary>44 × 10⁸; either sign.</summary>
    public long PriceE8;

    /// <summary>38 × 10⁴; above 0 unless absent or malformed.</summary>
    public long QuantityE4;

    /// <summary>60, ns since the UNIX epoch.</summary>
    public ulong TransactTimeNs;

    /// <summary>11.</summary>
    public ReadOnlySpan<byte> ClOrdId;

    /// <summary>
    /// 41; empty when absent and in a new order. Of any length: one that was never taken is an unknown order.
    /// </summary>
    public ReadOnlySpan<byte> OrigClOrdId;

    /// <summary>1; empty when absent.</summary>
    public ReadOnlySpan<byte> Account;

    /// <summary>55.</summary>
    public ReadOnlySpan<byte> Symbol;

    /// <summary>SenderSubID (50) of the header; empty when absent.</summary>
    public ReadOnlySpan<byte> Trader;

    private const int MsgTypeIndex = 2;
    private const int PossResendBit = 2;
    private const int CapacityBit = 3;
    private const byte Limit = 2;
    private const int PriceTag = 44;
    private const ulong RequiredNew = 1UL << 11 | 1UL << 38 | 1UL << 40 | 1UL << 54 | 1UL << 55 | 1UL << 60;
    private const ulong RequiredCancel = 1UL << 11 | 1UL << 41 | 1UL << 54 | 1UL << 55 | 1UL << 60;
    private const ulong RequiredReplace = RequiredNew | RequiredCancel;
    private const ulong TermsOfOrder = 1UL << 18 | 1UL << 40 | 1UL << 44 | 1UL << 59 | 1UL << CapacityBit;

    /// <summary>Value of 35 for an operation.</summary>
    /// <param name="operation">New, Cancel or Replace.</param>
    /// <returns>D, F or G; empty for any other.</returns>
    public static ReadOnlySpan<byte> MsgTypeOf(Operation operation) => operation switch
    {
        Operation.New => "D"u8,
        Operation.Cancel => "F"u8,
        Operation.Replace => "G"u8,
        _ => default,
    };

    /// <summary>Reads a request.</summary>
    /// <param name="message">A D, F or G; any other gives Malformed.</param>
    /// <param name="request">What it says, as far as it says it, whatever the result.</param>
    /// <param name="tag">With a fault: the lowest tag that is missing; else 0.</param>
    /// <returns>A required tag missing before a conditionally required one: 44 of a limit order.</returns>
    public static CodecFault Decode(in FixMessage message, out OrderRequest request, out int tag)
    {
        request = default;
        request.Operation = OperationOf(message.MsgType);
        TagMarks marks = request.ReadFields(message);
        request.Forget(ref marks);
        request.Malformed = marks.AnyWrong || request.Operation == Operation.None;

        tag = marks.Missing(RequiredBy(request.Operation));
        if (tag < TagMarks.None) return CodecFault.RequiredTagMissing;

        tag = request.Kind == Limit && !marks.Has(PriceTag) ? PriceTag : 0;
        return tag == 0 ? CodecFault.None : CodecFault.ConditionallyRequiredMissing;
    }

    /// <summary>Writes the fields behind the header; tags that the operation does not know are left out.</summary>
    /// <param name="output">A message has begun in it, with the 35 of <see cref="MsgTypeOf"/>.</param>
    public readonly void Write(FixOutput output)
    {
        output.Optional("50="u8, Trader);
        if ((Flags & OrderFlags.PossResend) != 0) output.Code("97="u8, (byte)'Y');
        if (Operation != Operation.New) output.Text("41="u8, OrigClOrdId);
        output.Text("11="u8, ClOrdId);
        output.Optional("1="u8, Account);
        if (Operation != Operation.Cancel) OrderCode.WriteExecInst(output, Flags);
        output.Text("55="u8, Symbol);
        output.Digit("54="u8, Side);
        output.Time("60="u8, TransactTimeNs);
        if (QuantityE4 != 0) output.Quantity("38="u8, QuantityE4);
        if (Operation == Operation.Cancel) return;

        output.Digit("40="u8, Kind);
        if (HasPrice) output.Price("44="u8, PriceE8);
        output.Digit("59="u8, TimeInForce);
        OrderCode.WriteCapacity(output, Flags);
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
                case 11: good = FieldValue.Text(value, out ClOrdId) && value.Length <= ClOrdIdBytesMax; break;
                case 18: good = OrderCode.ExecInst(value, ref Flags); break;
                case 38: good = FieldValue.Quantity(value, out QuantityE4) && QuantityE4 != 0; break;
                case 40: good = OrderCode.Kind(value, out Kind); break;
                case 41: good = FieldValue.Text(value, out OrigClOrdId); break;
                case 44: good = HasPrice = FieldValue.Price(value, out PriceE8); break;
                case 50: good = FieldValue.Text(value, out Trader); break;
                case 54: good = OrderCode.Side(value, out Side); break;
                case 55: good = FieldValue.Text(value, out Symbol); break;
                case 59: good = OrderCode.TimeInForce(value, out TimeInForce); break;
                case 60: good = FixTime.TryParse(value, out TransactTimeNs); break;
                case 97: good = OrderCode.PossResend(value, ref Flags); bit = PossResendBit; break;
                case 528: good = OrderCode.Capacity(value, ref Flags); bit = CapacityBit; break;
                default: continue;
            }

            marks.Note(bit, good);
        }

        return marks;
    }

    /// <summary>
    /// What does not belong to the operation is passed over, right or wrong: it cannot refuse a cancel.
    /// </summary>
    private void Forget(ref TagMarks marks)
    {
        if (Operation == Operation.New)
        {
            OrigClOrdId = default;
            marks.Forget(1UL << 41);
        }
        else if (Operation == Operation.Cancel)
        {
            Kind = TimeInForce = 0;
            HasPrice = false;
            PriceE8 = 0;
            Flags &= OrderFlags.PossResend;
            marks.Forget(TermsOfOrder);
        }
    }

    private static Operation OperationOf(ReadOnlySpan<byte> msgType) => (msgType.Length == 1 ? msgType[0] : 0) switch
    {
        'D' => Operation.New,
        'F' => Operation.Cancel,
        'G' => Operation.Replace,
        _ => Operation.None,
    };

    private static ulong RequiredBy(Operation operation) => operation switch
    {
        Operation.New => RequiredNew,
        Operation.Cancel => RequiredCancel,
        Operation.Replace => RequiredReplace,
        _ => 0,
    };
}
