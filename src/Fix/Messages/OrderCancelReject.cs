using System;

namespace Gateway.Fix.Messages;

/// <summary>OrderCancelReject (9): a cancel or replace that was refused.</summary>
/// <remarks>
/// Written in the order in which FIX 4.4 vol. 4 lists the fields:
/// <code>
/// 37 11 41 39 60 434 102 58
/// </code>
/// Spans point into the message. Of a repeated tag the first counts.
/// </remarks>
public ref struct OrderCancelReject
{
    /// <summary>102 when absent.</summary>
    public const int Absent = -1;

    /// <summary>CxlRejResponseTo (434) of a refused F.</summary>
    public const byte ToCancel = (byte)'1';

    /// <summary>CxlRejResponseTo (434) of a refused G.</summary>
    public const byte ToReplace = (byte)'2';

    /// <summary>Value of 35.</summary>
    public static ReadOnlySpan<byte> MsgType => "9"u8;

    /// <summary>39's character.</summary>
    public byte OrdStatus;

    /// <summary>434's character: <see cref="ToCancel"/> or <see cref="ToReplace"/>.</summary>
    public byte ResponseTo;

    /// <summary>A value that is there is wrong: unknown, empty, no number, out of range.</summary>
    public bool Malformed;

    /// <summary>CxlRejReason (102), or <see cref="Absent"/>.</summary>
    public int Reason;

    /// <summary>60, ns since the UNIX epoch; 0 when absent.</summary>
    public ulong TransactTimeNs;

    /// <summary>37; empty stands for NONE, as of an unknown order.</summary>
    public ReadOnlySpan<byte> OrderId;

    /// <summary>11 of the refused request.</summary>
    public ReadOnlySpan<byte> ClOrdId;

    /// <summary>41 of the refused request.</summary>
    public ReadOnlySpan<byte> OrigClOrdId;

    /// <summary>58; empty when absent.</summary>
    public ReadOnlySpan<byte> Text;

    private const int MsgTypeIndex = 2;
    private const int ReasonBit = 2;
    private const int ResponseToBit = TagMarks.HighRequired;
    private const int ResponseToTag = 434;
    private const ulong Required = 1UL << 11 | 1UL << 37 | 1UL << 39 | 1UL << 41 | 1UL << ResponseToBit;

    /// <summary>Reads a refusal.</summary>
    /// <param name="message">A 9.</param>
    /// <param name="reject">What it says, as far as it says it, whatever the result.</param>
    /// <param name="tag">With a fault: the lowest tag that is missing; else 0.</param>
    /// <returns>None or RequiredTagMissing.</returns>
    public static CodecFault Decode(in FixMessage message, out OrderCancelReject reject, out int tag)
    {
        reject = default;
        reject.Reason = Absent;
        TagMarks marks = reject.ReadFields(message);
        reject.Malformed = marks.AnyWrong;

        int missing = marks.Missing(Required);
        tag = missing switch
        {
            TagMarks.None => 0,
            ResponseToBit => ResponseToTag,
            _ => missing,
        };
        return tag == 0 ? CodecFault.None : CodecFault.RequiredTagMissing;
    }

    /// <summary>Writes the fields behind the header. What is required and empty is written as NONE.</summary>
    /// <param name="output">A message has begun in it, with 35=9.</param>
    public readonly void Write(FixOutput output)
    {
        output.Required("37="u8, OrderId);
        output.Required("11="u8, ClOrdId);
        output.Required("41="u8, OrigClOrdId);
        output.Code("39="u8, OrdStatus);
        if (TransactTimeNs != 0) output.Time("60="u8, TransactTimeNs);
        output.Code("434="u8, ResponseTo);
        if (Reason >= 0) output.Number("102="u8, (ulong)Reason);
        output.Optional("58="u8, Text);
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
                case 11: good = FieldValue.Text(value, out ClOrdId); break;
                case 37: good = FieldValue.OrderId(value, out OrderId); break;
                case 39: good = FieldValue.Character(value, out OrdStatus); break;
                case 41: good = FieldValue.Text(value, out OrigClOrdId); break;
                case 58: good = FieldValue.Text(value, out Text); break;
                case 60: good = FixTime.TryParse(value, out TransactTimeNs); break;
                case 102: good = FieldValue.Integer(value, out Reason); bit = ReasonBit; break;
                case ResponseToTag:
                    good = FieldValue.Character(value, out ResponseTo) && ResponseTo is ToCancel or ToReplace;
                    bit = ResponseToBit;
                    break;
                default: continue;
            }

            marks.Note(bit, good);
        }

        return marks;
    }
}
