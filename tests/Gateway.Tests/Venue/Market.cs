using System;
using System.Text;
using System.Threading;
using Gateway.Fix;
using Gateway.Native;
using Gateway.Venue;
using Gateway.Wire;

namespace Gateway.Tests.Venue;

/// <summary>A venue with its members over byte pipes, all on one thread, with a clock of its own.</summary>
internal sealed class Market : IDisposable
{
    public const ulong StartNs = 1_700_000_000_000_000_000;

    private static int _markets;

    private readonly Net _net;

    /// <summary>Opens a venue for GW1 and GW2 and logs the first on; AAA: tick 0.01, lot 1, BBB: 0.5, 10.</summary>
    public Market(
        Func<ExchangeSettings, ExchangeSettings>? change = null, string net = "memory:", string traderNet = "memory:")
    {
        _net = Net.Open(net);
        var settings = new ExchangeSettings
        {
            Address = $"venue-{Interlocked.Increment(ref _markets)}:1",
            Sessions = [Session("GW1"), Session("GW2")],
            Instruments =
            [
                new VenueInstrument("AAA"u8.ToArray(), Units(1_000_000, 10_000)),
                new VenueInstrument("BBB"u8.ToArray(), Units(50_000_000, 100_000)),
            ],
            OrdersOpenMax = 1 << 14,
            ClOrdIdsMax = 1 << 16,
            StoredMessagesMax = 1 << 12,
            StoredBytesMax = 1 << 20,
        };
        settings = change?.Invoke(settings) ?? settings;
        Venue = new Exchange(_net, settings);
        Address = settings.Address;
        One = new Trader(settings.Address, "GW1", traderNet);
        Two = new Trader(settings.Address, "GW2", traderNet);
        One.Connect(NowNs);
        Run();
    }

    public string Address { get; }

    public Exchange Venue { get; }

    public Trader One { get; }

    public Trader Two { get; }

    public ulong NowNs { get; private set; } = StartNs;

    /// <summary>What Poll allocated so far.</summary>
    public long Allocated { get; private set; }

    /// <summary>Polls everybody until nobody has anything to do.</summary>
    public void Run()
    {
        for (int idle = 0; idle < 3;)
        {
            int done = One.Poll(NowNs) + Two.Poll(NowNs) + Poll();
            idle = done == 0 ? idle + 1 : 0;
        }
    }

    public int Poll()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        int done = Venue.Poll(NowNs);
        Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        return done;
    }

    public void Wait(ulong ms)
    {
        for (ulong i = 0; i < ms; i++)
        {
            NowNs += 1_000_000;
            Run();
        }
    }

    public void LogOnTwo()
    {
        Two.Connect(NowNs);
        Run();
    }

    public void Dispose()
    {
        One.Dispose();
        Two.Dispose();
        _net.Dispose();
    }

    private static FixSessionSettings Session(string member) => new()
    {
        SenderCompId = "VENUE"u8.ToArray(),
        TargetCompId = Encoding.ASCII.GetBytes(member),
        SendingTimeSecondsMax = 0,
    };

    private static Units Units(long tickE8, uint lotE4) =>
        Gateway.Wire.Units.TryMake(tickE8, lotE4, 10_000, 2, out Units units)
            ? units
            : throw new InvalidOperationException();
}
