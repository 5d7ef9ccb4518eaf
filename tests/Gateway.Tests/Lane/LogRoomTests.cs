using System.Collections.Generic;
using System.Linq;
using Gateway.Lane;
using Gateway.Tests.Venue;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Lane;

/// <summary>Log before route: no room, nothing taken, nothing out; nothing lost or doubled afterwards.</summary>
public sealed class LogRoomTests
{
    private const int SmallTerm = 64 * 1024;
    private const int FrameBytes = 96;

    [Fact]
    public void WithAFullLogNothingIsTakenAndTimeGoesOn()
    {
        using var rig = new LaneRig(termLength: SmallTerm);
        rig.LogIsRead = false;
        for (int i = 0; i < 600; i++) rig.New(i % 3, $"a{i}");
        rig.Run();
        long full = rig.Publication.Position;
        int asked = rig.Venue.Told.Count;
        Assert.InRange(asked, 1, 599);
        long left = rig.Publication.PublisherLimit - full;
        Assert.True(left < OrderLane.RecordsPerEventMax * FrameBytes, $"stands {left} bytes before the limit");
        long read = rig.Brokers[0].BytesRead;
        rig.Wait(31_000, 1_000);
        Assert.Equal((full, asked), (rig.Publication.Position, rig.Venue.Told.Count));
        Assert.True(rig.Brokers[0].BytesRead > read);
        Assert.True(rig.Lane.VenueIsUp);
        Assert.All(rig.Brokers, b => Assert.True(b.Up));

        rig.LogIsRead = true;
        rig.Run();
        Assert.Equal(600, rig.Records.Orders.Count());
        Assert.Equal(600, rig.Venue.Told.Select(t => t[11]).Distinct().Count());
        Assert.Equal(600, rig.Venue.Told.Count);
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void EarlyMessagesWaitForRoomToo()
    {
        const int Early = 200;
        using var rig = new LaneRig(termLength: SmallTerm);
        Peer broker = rig.Brokers[0];
        rig.New(0, "lost");
        broker.Session.Out.Clear();
        for (int i = 0; i < Early; i++) rig.New(0, $"{i:d3}-an-id-that-takes-two-names-");
        rig.LogIsRead = false;
        rig.Run();
        Assert.InRange(rig.Venue.Told.Count, 1, Early);
        rig.LogIsRead = true;
        rig.Run();
        Assert.Equal(Early + 1, rig.Venue.Told.Count);
        Assert.Equal("lost", LaneLog.TextOf(rig.Records.Names.First(n => n.Kind == NameKind.ClOrdId)));
        string[] asked = [.. Enumerable.Range(1, Early + 1).Select(i => LaneRig.VenueId(0, (uint)i))];
        Assert.Equal(asked, rig.Venue.Told.Select(t => t[11]));
        Held.Replays(rig);
    }

    /// <summary>Corrections are the shortest messages for the records that they make: nine of a name of two parts.
    /// </summary>
    [Theory]
    [InlineData(29)]
    [InlineData(1)]
    public void TheDensestMessagesDoNotOutrunTheRoom(int execIdBytes)
    {
        const int Corrections = 600;
        using var rig = new LaneRig(termLength: SmallTerm);
        string asked = rig.Open(0, "a");
        rig.Fill(asked, "1", match: "M");
        rig.LogIsRead = false;
        string padding = new('x', execIdBytes - 1);
        for (int i = 0; i < Corrections; i++)
        {
            string ids = $"37=V|11={asked}|17={padding}y|19=M|880=M";
            rig.Venue.Say("8", $"{ids}|150=G|39=1|55=A|54=1|31={99 + (i % 2)}|32=1|151=0|14=0|6=0", rig.NowNs);
        }

        rig.Run();
        rig.LogIsRead = true;
        rig.Run();
        Assert.Equal(Corrections, rig.Brokers[0].Told.Count(t => t[150] == "G"));
        Assert.Equal((0L, 1), (rig.Lane.UnknownAnswers, rig.Risk.Pair(0, 0).Position));
        Held.Check(rig);
        Held.Replays(rig);
    }

    [Fact]
    public void HundredsOfRotationsLoseAndDoubleNothing()
    {
        const int Orders = 20_000;
        LaneSettings sizes = LaneRig.Settings with { RequestsMax = 1 << 15, OpenOrdersMax = 1 << 15 };
        using var rig = new LaneRig(sizes, SmallTerm);
        rig.Records.Keeps = false;
        var (open, ended) = (new HashSet<string>(), 0);
        for (int sent = 0, turns = 0; ended < Orders; turns++)
        {
            Assert.True(turns < Orders, $"{sent} sent, {rig.Lane.Tally.OrdersIn} taken, {ended} ended");
            for (int i = 0; i < 50 && sent < Orders; i++, sent++) rig.New(sent % 3, $"a{sent}");
            rig.LogIsRead = sent % 3 != 0;
            rig.Send();
            _ = rig.Cycle();
            _ = rig.Receive();
            foreach (Reply asked in rig.Venue.Told)
            {
                Assert.True(open.Add(asked[11]));
                rig.Report(asked[11], '0');
                rig.Report(asked[11], '4');
                ended++;
            }

            rig.Venue.Told.Clear();
        }

        rig.LogIsRead = true;
        rig.Run();
        Held.Nothing(rig);
        Assert.Equal(Orders * 2, rig.Brokers.Sum(b => b.Told.Count));
        Assert.Equal(Orders, rig.Brokers.Sum(b => b.Told.Count(t => t[150] == "4")));
        Assert.True(rig.Publication.Position > 100L * SmallTerm, $"{rig.Publication.Position}");
    }
}
