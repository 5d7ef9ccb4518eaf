namespace Gateway.Clearing;

/// <summary>What is wrong with the head of a journal, in order of precedence.</summary>
public enum JournalFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Shorter than a header, and so far like one: it tore while the journal was made.</summary>
    TornHeader,

    /// <summary>Does not begin as a journal does.</summary>
    NoJournal,

    /// <summary>The header's checksum does not fit its bytes.</summary>
    DamagedHeader,

    /// <summary>Another format version.</summary>
    OtherFormat,

    /// <summary>Records of another schema.</summary>
    OtherSchema,

    /// <summary>Records of another version of the schema.</summary>
    OtherSchemaVersion,
}
