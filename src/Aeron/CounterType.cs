namespace Gateway.Aeron;

/// <summary>Type ids of the counters that are kept here; Aeron's numbers.</summary>
public static class CounterType
{
    /// <summary>How far a publication may write.</summary>
    public const int PublisherLimit = 1;

    /// <summary>How far a subscription has read; its process alone stores it.</summary>
    public const int SubscriberPosition = 4;

    /// <summary>How far a publication has written.</summary>
    public const int PublisherPosition = 12;
}
