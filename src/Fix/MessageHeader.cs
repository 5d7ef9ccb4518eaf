using System;

namespace Gateway.Fix;

/// <summary>What a session reads of each message, and the first thing that is wrong with its structure.</summary>
/// <remarks>
/// Order of the checks: specs/fix.md section 4, c to f; below them the lowest tag decides, the header's before the
/// body's. Without a dictionary: a tag twice is seen for the fields that are read here alone.
/// </remarks>
internal struct MessageHeader
{
    private const int FirstIndex = 3;

    private readonly bool _ordered;
    private readonly bool _valued;
    private bool _trailer;
    private int _misplaced;
    private int _headerFault;
    private int _headerTag;
    private int _bodyFault;
    private int _bodyTag;

    private MessageHeader(FixSessionSettings settings)
    {
        _ordered = settings.FieldsInOrder;
        _valued = settings.FieldsHaveValues;
        _headerTag = _bodyTag = int.MaxValue;
    }

    /// <summary>MsgSeqNum (34); 0 is legal in a SequenceReset.</summary>
    internal ulong Number { get; private set; }

    /// <summary>34 is there and a number.</summary>
    internal bool HasNumber { get; private set; }

    /// <summary>PossDupFlag (43) is Y.</summary>
    internal bool PossDup { get; private set; }

    /// <summary>SenderCompID (49).</summary>
    internal FixField Sender { get; private set; }

    /// <summary>TargetCompID (56).</summary>
    internal FixField Target { get; private set; }

    /// <summary>SendingTime (52).</summary>
    internal FixField SendingTime { get; private set; }

    /// <summary>373 of the first check that failed, or RejectReason.None.</summary>
    internal int Fault { get; private set; }

    /// <summary>371 that goes with it; 0: none.</summary>
    internal int FaultTag { get; private set; }

    /// <summary>The first required field that is not there, not even empty; 0: none.</summary>
    private readonly int MissingTag => Sender.Tag == 0 ? 49 : SendingTime.Tag == 0 ? 52 : Target.Tag == 0 ? 56 : 0;

    /// <summary>Reads a message: one pass over its fields.</summary>
    /// <param name="message">Any message.</param>
    /// <param name="settings">Which checks to make.</param>
    /// <returns>Its header; a field that is missing is default.</returns>
    internal static MessageHeader Read(in FixMessage message, FixSessionSettings settings)
    {
        var header = new MessageHeader(settings);
        ReadOnlySpan<FixField> fields = message.Fields[FirstIndex..^1];
        int i = 0;
        for (; i < fields.Length && HeaderTag.Holds(fields[i].Tag); i++) header.Take(message, fields[i]);
        if (!message.HasPlainBody) header.ReadBody(message, fields[i..]);
        header.Judge(message);
        return header;
    }

    /// <summary>Tells whether a message's body has nothing that a session looks at.</summary>
    /// <param name="fields">The index of a whole message.</param>
    internal static bool HasPlainBody(ReadOnlySpan<FixField> fields)
    {
        fields = fields[FirstIndex..^1];
        while (!fields.IsEmpty && HeaderTag.Holds(fields[0].Tag)) fields = fields[1..];
        foreach (ref readonly FixField field in fields)
        {
            if (HeaderTag.IsOdd(field.Tag) || field.Length == 0) return false;
        }

        return true;
    }

    private void ReadBody(in FixMessage message, ReadOnlySpan<FixField> fields)
    {
        foreach (ref readonly FixField field in fields)
        {
            if (HeaderTag.IsOdd(field.Tag) | field.Length == 0 | _trailer) TakeOdd(message, field);
        }
    }

    private void Take(in FixMessage message, in FixField field)
    {
        ReadOnlySpan<byte> value = message.Value(field);
        bool again = false;
        switch (field.Tag)
        {
            case 34:
                again = HasNumber;
                HasNumber = FixNumber.TryParse(value, out long number);
                Number = (ulong)number;
                break;
            case 43:
                PossDup = value.SequenceEqual("Y"u8);
                break;
            case 49:
                again = Sender.Tag != 0;
                Sender = field;
                break;
            case 52:
                again = SendingTime.Tag != 0;
                SendingTime = field;
                break;
            case 56:
                again = Target.Tag != 0;
                Target = field;
                break;
            case 8 or 9 or 35:
                again = true;
                break;
        }

        if (again) HeaderFault(RejectReason.TagRepeated, field.Tag);
        else if (value.IsEmpty && _valued) HeaderFault(RejectReason.NoValue, field.Tag);
    }

    private void TakeOdd(in FixMessage message, in FixField field)
    {
        int tag = field.Tag;
        bool trailer = HeaderTag.IsTrailer(tag);
        bool inHeader = HeaderTag.Holds(tag);
        if (_misplaced == 0 && (inHeader || (_trailer && !trailer))) _misplaced = tag;
        _trailer |= trailer;
        if (inHeader) Take(message, field);
        else if (tag <= 0) BodyFault(RejectReason.InvalidTag, tag);
        else if (field.Length == 0 && _valued) BodyFault(RejectReason.NoValue, tag);
    }

    private void HeaderFault(int reason, int tag)
    {
        if (tag < _headerTag) (_headerFault, _headerTag) = (reason, tag);
    }

    private void BodyFault(int reason, int tag)
    {
        if (tag < _bodyTag) (_bodyFault, _bodyTag) = (reason, tag);
    }

    private void Judge(in FixMessage message)
    {
        Fault = RejectReason.None;
        if (_misplaced != 0 && _ordered) (Fault, FaultTag) = (RejectReason.OutOfOrder, _misplaced);
        else if (!IsMsgType(message.MsgType)) Fault = RejectReason.InvalidMsgType;
        else if (MissingTag is int missing and not 0) (Fault, FaultTag) = (RejectReason.RequiredTagMissing, missing);
        else if (_headerTag != int.MaxValue) (Fault, FaultTag) = (_headerFault, _headerTag);
        else if (_bodyTag != int.MaxValue) (Fault, FaultTag) = (_bodyFault, _bodyTag);
    }

    private static bool IsMsgType(ReadOnlySpan<byte> msgType)
    {
        foreach (byte b in msgType)
        {
            if (!char.IsAsciiLetterOrDigit((char)b)) return false;
        }

        return !msgType.IsEmpty;
    }
}
