namespace Gateway.Perf.Throughput;

/// <summary>Messages that went through the lane, by kind.</summary>
/// <param name="News">35=D from brokers.</param>
/// <param name="Replaces">35=G from brokers.</param>
/// <param name="Cancels">35=F from brokers.</param>
/// <param name="Fills">Reports of the venue with 150=F.</param>
/// <param name="RequestBytes">Bytes of D, F and G as the brokers sent them.</param>
/// <param name="Reports">35=8 and 9 to brokers.</param>
/// <param name="Snapshots">35=W from the venue.</param>
/// <param name="Carried">Messages that came in two pieces.</param>
internal readonly record struct Passed(
    long News,
    long Replaces,
    long Cancels,
    long Fills,
    long RequestBytes,
    long Reports,
    long Snapshots,
    long Carried)
{
    internal long Requests => News + Replaces + Cancels;

    public static Passed operator -(in Passed a, in Passed b) => new(
        a.News - b.News,
        a.Replaces - b.Replaces,
        a.Cancels - b.Cancels,
        a.Fills - b.Fills,
        a.RequestBytes - b.RequestBytes,
        a.Reports - b.Reports,
        a.Snapshots - b.Snapshots,
        a.Carried - b.Carried);
}
