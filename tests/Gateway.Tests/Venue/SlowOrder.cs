using Gateway.Venue;

namespace Gateway.Tests.Venue;

internal sealed record SlowOrder(int Row, bool Buy, bool Market, Validity Validity)
{
    public int Price { get; init; }

    public uint Quantity { get; init; }

    public bool PostOnly { get; init; }

    public uint Filled { get; set; }

    public int Time { get; set; }

    public uint Open => Quantity - Filled;
}
