using Gateway.Lane;
using Gateway.Tests.Venue;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>0 bytes after warm-up, whatever passes through.</summary>
[Collection(BytesAreCounted.Name)]
public sealed class AllocationTests
{
    private const int Measured = 1_000;
    private const int WarmRounds = 50;

    [Fact]
    public void TenThousandMessagesOfEveryKindAllocateNothing()
    {
        LaneSettings sizes = LaneRig.Settings with { RequestsMax = 1 << 16, MatchesMax = 1 << 14 };
        using var rig = new LaneRig(sizes, net: "memory:seed=5");
        rig.Records.Keeps = false;
        Rounds(rig, 0, WarmRounds);
        long allocated = rig.Allocated;
        long messages = rig.Lane.Tally.Messages + rig.Venue.Delivered;
        _ = BytesAreCounted.Of(() => Rounds(rig, WarmRounds + 1, Measured));
        messages = rig.Lane.Tally.Messages + rig.Venue.Delivered - messages;
        Assert.True(messages >= 10_000, $"{messages}");
        Assert.Equal(0, rig.Allocated - allocated);
        Held.Nothing(rig);
    }

    private static void Rounds(LaneRig rig, int from, int count)
    {
        for (int i = from; i < from + count; i++) Round(rig, i);
        Disturb(rig, from + count);
    }

    private static void Round(LaneRig rig, int round)
    {
        int broker = round % 3;
        rig.New(broker, $"n{round}");
        rig.New(broker, $"i{round}", price: "");
        rig.New(broker, $"q{round}", quantity: "0");
        rig.New(broker, $"q{round}", price: "130");
        rig.Cancel(broker, $"u{round}", "never");
        rig.Say(broker, "H", "11=x");
        rig.Say(broker, "D", $"11=m|60={LaneRig.Time}");
        rig.Run();
        Reply[] orders = [.. rig.Venue.Told];
        rig.Venue.Told.Clear();
        foreach (Reply order in orders) rig.Report(order[11], '0');
        rig.Replace(broker, $"r{round}", $"n{round}", quantity: "20", price: "101");
        rig.Replace(broker, $"s{round}", $"n{round}", quantity: "30");
        rig.Run();
        rig.Fill(orders[0][11], "4", "100.5", $"T{round}");
        rig.Fill(orders[1][11], "10", "100.5", $"T{round}");
        rig.Report(rig.Venue.Told[0][11], '5');
        rig.Reject(rig.Venue.Told[1][11], '2');
        rig.Report("77", '4');
        rig.Venue.Say("W", "262=1|55=AAA|268=1|269=2|270=100|271=7", rig.NowNs);
        rig.Venue.Told.Clear();
        rig.Run();
        rig.Cancel(broker, $"c{round}", $"r{round}");
        rig.Run();
        rig.Report(rig.LastAsked, '4');
        rig.Venue.Told.Clear();
        rig.Run();
        foreach (Peer peer in rig.Brokers) peer.Told.Clear();
    }

    /// <summary>A kill, a logon with a resend, an early message, a stranger, a venue that goes and comes.</summary>
    private static void Disturb(LaneRig rig, int round)
    {
        string asked = rig.Open(0, $"k{round}");
        rig.Control(LaneRows.Kill(LimitScope.Account, account: 0));
        rig.Run();
        rig.Report(rig.LastAsked, '4');
        rig.Control(LaneRows.Resume(LimitScope.Account, account: 0));
        rig.Brokers[0].Hang();
        rig.Run();
        rig.Report(asked, '4');
        rig.Run();
        rig.Connect(0);
        rig.Run();
        rig.New(0, $"l{round}", quantity: "0");
        rig.Brokers[0].Session.Out.Clear();
        rig.New(0, $"e{round}", quantity: "0");
        rig.Run();
        using (var stranger = new Peer(LaneRows.Initiator("NOBODY", "GW")))
        {
            stranger.Connect(rig.Address, rig.NowNs);
            rig.Run();
            stranger.SendRaw("noise"u8);
            rig.Run();
        }

        rig.Venue.Hang();
        rig.Run();
        rig.New(1, $"v{round}");
        rig.Run();
        rig.Wait(1_200);
        Assert.True(rig.Lane.VenueIsUp);
        rig.Venue.Told.Clear();
    }
}
