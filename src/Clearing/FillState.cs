namespace Gateway.Clearing;

/// <summary>Where a fill stands.</summary>
internal enum FillState : byte
{
    /// <summary>Its other half has not come.</summary>
    Unmatched,

    /// <summary>Part of a trade.</summary>
    Traded,

    /// <summary>Busted; a corrected fill may take its name.</summary>
    Busted,
}
