namespace Gateway.Fix.Messages;

/// <summary>Why a message carries no request that could be answered by an application message.</summary>
public enum CodecFault : byte
{
    /// <summary>Every field that the message must have is there.</summary>
    None = 0,

    /// <summary>A field that the message always has is missing: Reject (35=3) with 373=1.</summary>
    RequiredTagMissing = 1,

    /// <summary>
    /// A field that another field's value asks for is missing: BusinessMessageReject (35=j) with 380=5.
    /// </summary>
    ConditionallyRequiredMissing = 2,
}
