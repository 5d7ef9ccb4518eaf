namespace Gateway.Venue;

/// <summary>What a member wants to hear about one instrument.</summary>
internal struct Subscription
{
    /// <summary>A snapshot for each trade, and again and again afterwards.</summary>
    internal bool Always;

    /// <summary>A snapshot as soon as there is room.</summary>
    internal bool Due;
}
