using System;

namespace Gateway.Fix;

/// <summary>
/// SessionRejectReason (373) and the texts that go with it. Spec: FIX 4.4 vol. 2, Reject; specs/fix.md section 4.
/// </summary>
public static class RejectReason
{
    /// <summary>Nothing is wrong.</summary>
    public const int None = -1;

    /// <summary>Invalid tag number.</summary>
    public const int InvalidTag = 0;

    /// <summary>Required tag missing.</summary>
    public const int RequiredTagMissing = 1;

    /// <summary>Tag specified without a value.</summary>
    public const int NoValue = 4;

    /// <summary>Value is incorrect (out of range) for this tag.</summary>
    public const int ValueOutOfRange = 5;

    /// <summary>Incorrect data format for value.</summary>
    public const int IncorrectFormat = 6;

    /// <summary>CompID problem.</summary>
    public const int CompIdProblem = 9;

    /// <summary>SendingTime accuracy problem.</summary>
    public const int SendingTimeProblem = 10;

    /// <summary>Invalid MsgType.</summary>
    public const int InvalidMsgType = 11;

    /// <summary>Tag appears more than once.</summary>
    public const int TagRepeated = 13;

    /// <summary>Tag specified out of required order.</summary>
    public const int OutOfOrder = 14;

    /// <summary>The text (58) of a reason.</summary>
    /// <param name="reason">373.</param>
    /// <returns>Text; <c>Other</c> for a reason without one.</returns>
    public static ReadOnlySpan<byte> Text(int reason) => reason switch
    {
        InvalidTag => "Invalid tag number"u8,
        RequiredTagMissing => "Required tag missing"u8,
        2 => "Tag not defined for this message type"u8,
        3 => "Undefined tag"u8,
        NoValue => "Tag specified without a value"u8,
        ValueOutOfRange => "Value is incorrect (out of range) for this tag"u8,
        IncorrectFormat => "Incorrect data format for value"u8,
        7 => "Decryption problem"u8,
        8 => "Signature problem"u8,
        CompIdProblem => "CompID problem"u8,
        SendingTimeProblem => "SendingTime accuracy problem"u8,
        InvalidMsgType => "Invalid MsgType"u8,
        12 => "XML validation error"u8,
        TagRepeated => "Tag appears more than once"u8,
        OutOfOrder => "Tag specified out of required order"u8,
        15 => "Repeating group fields out of order"u8,
        16 => "Incorrect NumInGroup count for repeating group"u8,
        17 => "Non-data value includes field delimiter"u8,
        _ => "Other"u8,
    };
}
