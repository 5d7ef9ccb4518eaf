using System.Collections.Generic;
using System.Linq;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

/// <summary>One acceptor, ISLD, against literal messages of TW. Texts: <see cref="FixText.Short"/>.</summary>
public sealed class FixSessionTests
{
    private const ulong NowNs = FixText.NowNs;
    private const string LoggedOn = "35=A|34=1|98=0|108=30";

    /// <summary>What is received after the Logon, what is answered; "X" ends a row whose session closes.</summary>
    public static TheoryData<string, string[], string> Situations => new()
    {
        { "heartbeats only count", ["0 2", "0 3", "0 4"], "" },
        { "a TestRequest is echoed", ["1 2|112=a b"], "35=0|34=2|112=a b" },
        { "a TestRequest without id", ["1 2"], "35=3|34=2|45=2|58=Required tag missing|371=112|372=1|373=1" },
        { "a Reject only counts", ["3 2|45=1", "1 3|112=x"], "35=0|34=2|112=x" },
        { "a faulty Reject is not answered", ["3 2|45=|58=x", "1 3|112=x"], "35=0|34=2|112=x" },
        { "too low ends it", ["0 2", "0 2"], "35=5|34=2|58=MsgSeqNum too low, expecting 3 but received 2 X" },
        { "too high asks", ["0 5"], "35=2|34=2|7=2|16=0" },
        { "one request is open at a time", ["0 5", "0 6", "0 9"], "35=2|34=2|7=2|16=0" },
        {
            "early ones follow in turn", ["1 4|112=4", "1 3|112=3", "0 2"],
            "35=2|34=2|7=2|16=0 35=0|34=3|112=3 35=0|34=4|112=4"
        },
        { "a new gap asks anew", ["0 4", "0 2", "0 3", "0 9"], "35=2|34=2|7=2|16=0 35=2|34=3|7=5|16=0" },
        { "a gap fill moves on", ["4 2|123=Y|36=20", "1 20|112=x"], "35=0|34=2|112=x" },
        {
            "a gap fill forgets early ones", ["1 4|112=4", "4 2|123=Y|36=5", "1 5|112=5"],
            "35=2|34=2|7=2|16=0 35=0|34=3|112=5"
        },
        { "a gap fill up to an early one", ["1 4|112=4", "4 2|123=Y|36=4"], "35=2|34=2|7=2|16=0 35=0|34=3|112=4" },
        {
            "an early gap fill has its turn", ["4 3|123=Y|36=9", "0 2", "1 9|112=x"],
            "35=2|34=2|7=2|16=0 35=0|34=3|112=x"
        },
        {
            "a gap fill back", ["4 2|123=Y|36=1"],
            "35=3|34=2|45=2|58=Value is incorrect (out of range) for this tag|372=4|373=5"
        },
        { "a reset ignores its number", ["4 0|36=25", "4 99|36=50|123=N", "1 50|112=x"], "35=0|34=2|112=x" },
        { "a reset to what is expected", ["4 7|36=2", "1 2|112=x"], "35=0|34=2|112=x" },
        {
            "a reset back", ["4 0|36=1"],
            "35=3|34=2|45=0|58=Value is incorrect (out of range) for this tag|372=4|373=5"
        },
        { "a reset without number", ["4 2"], "35=3|34=2|45=2|58=Required tag missing|371=36|372=4|373=1" },
        {
            "a reset to no number", ["4 2|36=-3"],
            "35=3|34=2|45=2|58=Incorrect data format for value|371=36|372=4|373=6"
        },
        { "a duplicate is ignored", ["0 2", "0 2|43=Y|122=~", "1 3|112=x"], "35=0|34=2|112=x" },
        { "a duplicate not seen yet is taken", ["1 2|43=Y|122=~|112=x"], "35=0|34=2|112=x" },
        {
            "a duplicate without 122", ["0 2", "0 2|43=Y"],
            "35=3|34=2|45=2|58=Required tag missing|371=122|372=0|373=1"
        },
        {
            "a duplicate with a bad 122", ["0 2", "0 2|43=Y|122=x"],
            "35=3|34=2|45=2|58=Incorrect data format for value|371=122|372=0|373=6"
        },
        { "a duplicate reset needs no 122", ["0 2", "4 2|43=Y|123=Y|36=9", "1 3|112=x"], "35=0|34=2|112=x" },
        {
            "only 43=Y is a duplicate", ["0 2", "0 2|43=N"],
            "35=5|34=2|58=MsgSeqNum too low, expecting 3 but received 2 X"
        },
        {
            "nothing to resend is a gap fill", ["1 2|112=x", "2 3|7=1|16=0"],
            "35=0|34=2|112=x 35=4|34=1|43=Y|36=3|123=Y"
        },
        { "a request beyond the last", ["2 2|7=5|16=9"], "" },
        { "a request from 0", ["2 2|7=0|16=0"], "35=4|34=1|43=Y|36=2|123=Y" },
        { "a request turned round", ["1 2|112=x", "2 3|7=2|16=1"], "35=0|34=2|112=x" },
        { "a request with an old number", ["0 2", "2 2|7=1|16=1"], "35=4|34=1|43=Y|36=2|123=Y" },
        {
            "an early request is served, then counted", ["2 3|7=1|16=0", "0 2", "1 4|112=x"],
            "35=4|34=1|43=Y|36=2|123=Y 35=2|34=2|7=2|16=0 35=0|34=3|112=x"
        },
        { "a request without begin", ["2 2|16=0"], "35=3|34=2|45=2|58=Required tag missing|371=7|372=2|373=1" },
        { "a request without end", ["2 2|7=1"], "35=3|34=2|45=2|58=Required tag missing|371=16|372=2|373=1" },
        {
            "a request that is no number", ["2 2|7=x|16=0"],
            "35=3|34=2|45=2|58=Incorrect data format for value|371=7|372=2|373=6"
        },
        { "a Logout is answered", ["5 2"], "35=5|34=2 X" },
        { "a Logout is not numbered", ["5 9"], "35=5|34=2 X" },
        { "a second Logon", ["A 2|98=0|108=30"], "35=5|34=2|58=Already logged on X" },
        {
            "a second Logon resets", ["0 2", "A 1|98=0|108=30|141=Y", "1 2|112=x"],
            "35=A|34=1|98=0|108=30|141=Y 35=0|34=2|112=x"
        },
        { "a Logon sent again", ["0 2", "A 1|43=Y|122=~|98=0|108=30", "1 3|112=x"], "35=0|34=2|112=x" },
        { "no number", ["0 "], "35=5|34=2|58=MsgSeqNum missing X" },
        { "a number that is none", ["0 2x"], "35=5|34=2|58=MsgSeqNum missing X" },
        {
            "a number twice", ["0 2|34=2", "1 3|112=x"],
            "35=3|34=2|45=2|58=Tag appears more than once|371=34|372=0|373=13 35=0|34=3|112=x"
        },
        { "an empty field", ["1 2|112="], "35=3|34=2|45=2|58=Tag specified without a value|371=112|372=1|373=4" },
        {
            "the lowest of the header first", ["1 2|144=|116=|112="],
            "35=3|34=2|45=2|58=Tag specified without a value|371=116|372=1|373=4"
        },
        { "a tag of 0", ["0 2|0=HI"], "35=3|34=2|45=2|58=Invalid tag number|371=0|372=0|373=0" },
        { "a negative tag", ["0 2|-1=HI"], "35=3|34=2|45=2|58=Invalid tag number|371=-1|372=0|373=0" },
        {
            "a header field in the body", ["1 2|112=x|115=y"],
            "35=3|34=2|128=y|45=2|58=Tag specified out of required order|371=115|372=1|373=14"
        },
        {
            "a body field in the trailer", ["1 2|93=1|89=x|112=x"],
            "35=3|34=2|45=2|58=Tag specified out of required order|371=112|372=1|373=14"
        },
        { "a MsgType that is none", ["* 2"], "35=3|34=2|45=2|58=Invalid MsgType|372=*|373=11" },
        {
            "the way back", ["1 2|115=A|116=B|128=C|129=D|144=E|145=F|112="],
            "35=3|34=2|115=C|116=D|128=A|129=B|144=F|145=E|45=2|58=Tag specified without a value|371=112|372=1|373=4"
        },
    };

    [Theory]
    [MemberData(nameof(Situations))]
    public void ASituationHasItsAnswer(string why, string[] received, string answer)
    {
        Assert.NotEmpty(why);
        SessionPeer peer = LogOn(out _);
        IEnumerable<string> answers = received.Select(text => Receive(peer, From(text))).Where(text => text.Length > 0);
        string sent = string.Join(" ", answers);
        Assert.Equal(answer, sent.Replace('\n', ' ') + (peer.Closed ? " X" : ""));
    }

    [Theory]
    [InlineData("A 1|98=0|108=30", LoggedOn)]
    [InlineData("A 1|98=0|108=0", "35=A|34=1|98=0|108=0")]
    [InlineData("A 1|98=0|108=30|141=Y", LoggedOn + "|141=Y")]
    [InlineData("A 5|98=0|108=30", LoggedOn + "\n35=2|34=2|7=1|16=0")]
    [InlineData("A 5|98=0|108=30|141=Y", LoggedOn + "|141=Y\n35=2|34=2|7=1|16=0")]
    [InlineData("A 0|98=0|108=30", "35=5|34=1|58=MsgSeqNum too low, expecting 1 but received 0 X")]
    [InlineData("A 1|98=0|108=301", "35=5|34=1|58=HeartBtInt out of range X")]
    [InlineData("A 1|98=0|108=-1", "35=5|34=1|58=HeartBtInt out of range X")]
    [InlineData("A 1|98=0", "35=5|34=1|58=HeartBtInt out of range X")]
    [InlineData("A 1|98=1|108=30", "35=5|34=1|58=EncryptMethod has to be 0 X")]
    [InlineData("A 1|98=0|108=30|789=2", "35=5|34=1|58=NextExpectedMsgSeqNum too high, expecting 1 but received 2 X")]
    [InlineData("A |98=0|108=30", " X")]
    [InlineData("A 1|98=|108=30", " X")]
    [InlineData("0 1", " X")]
    [InlineData("5 1", " X")]
    public void AFirstMessageHasItsAnswer(string received, string answer)
    {
        var peer = new SessionPeer(SessionPeer.Acceptor());
        peer.Connect(NowNs);
        string sent = Receive(peer, From(received));
        Assert.Equal(answer, sent + (peer.Closed ? " X" : ""));
    }

    [Theory]
    [InlineData("8=FIX.4.4", "8=FIX.4.2")]
    [InlineData("49=TW", "49=WT")]
    [InlineData("56=ISLD", "56=DLSI")]
    [InlineData("52=20260303-09:30:00", "52=20260303-09:27:59")]
    [InlineData("52=20260303-09:30:00", "52=20260303-09:32:01")]
    [InlineData("52=20260303-09:30:00", "52=now")]
    public void AStrangerLearnsNothing(string right, string wrong)
    {
        var peer = new SessionPeer(SessionPeer.Acceptor());
        peer.Connect(NowNs);
        Assert.Equal("", Receive(peer, Wrong("A 1|98=0|108=30", right, wrong)));
        Assert.True(peer.Closed);
    }

    [Theory]
    [InlineData("49=TW", "49=WT", "35=3|34=2|45=2|58=CompID problem|372=0|373=9\n35=5|34=3")]
    [InlineData("56=ISLD", "56=DLSI", "35=3|34=2|45=2|58=CompID problem|372=0|373=9\n35=5|34=3")]
    [InlineData("52=20260303-09:30:00", "52=20260303-09:27:59",
        "35=3|34=2|45=2|58=SendingTime accuracy problem|372=0|373=10\n35=5|34=3")]
    [InlineData("8=FIX.4.4", "8=FIX.4.1", "35=5|34=2|58=Incorrect BeginString")]
    public void AProblemOfIdentityLogsOut(string right, string wrong, string answer)
    {
        SessionPeer peer = LogOn(out _);
        Assert.Equal(answer, Receive(peer, Wrong("0 2", right, wrong)));
        Assert.Equal(FixSessionState.LogoutSent, peer.Session.State);
        Assert.Equal(3UL, peer.Session.NextTarget);
        Assert.Equal("", Receive(peer, From("5 3")));
        Assert.True(peer.Closed);
    }

    [Theory]
    [InlineData("56=ISLD|", "", "35=3|34=2|45=2|58=Required tag missing|371=56|372=0|373=1")]
    [InlineData("49=TW|", "", "35=3|34=2|45=2|58=Required tag missing|371=49|372=0|373=1")]
    [InlineData("56=ISLD|", "56=|", "35=3|34=2|45=2|58=Tag specified without a value|371=56|372=0|373=4")]
    [InlineData("52=20260303-09:30:00|", "52=20260303|",
        "35=3|34=2|45=2|58=Incorrect data format for value|371=52|372=0|373=6")]
    public void AFaultOfTheHeaderIsRejected(string right, string wrong, string answer)
    {
        SessionPeer peer = LogOn(out _);
        Assert.Equal(answer, Receive(peer, Wrong("0 2", right, wrong)));
        Assert.Equal(3UL, peer.Session.NextTarget);
        Assert.Equal(FixSessionState.Active, peer.Session.State);
    }

    [Fact]
    public void AnApplicationMessageIsDeliveredInItsTurn()
    {
        SessionPeer peer = LogOn(out _);
        Assert.Equal("35=2|34=2|7=2|16=0", Receive(peer, From("D 3|11=b")));
        Assert.Empty(peer.Delivered);
        Assert.Equal("", Receive(peer, From("D 2|11=a")));
        Assert.Equal(["35=D|34=2|11=a", "35=D|34=3|11=b"], peer.Delivered);
    }

    [Fact]
    public void ARejectOfTheirsIsDeliveredWhenAskedFor()
    {
        FixSessionSettings settings = SessionPeer.Acceptor().Settings with { DeliverRejects = true };
        var peer = new SessionPeer(new FixSession(settings, SessionPeer.Store()));
        peer.Connect(NowNs);
        _ = Receive(peer, From("A 1|98=0|108=30"));
        _ = Receive(peer, From("3 2|45=7"));
        Assert.Equal(["35=3|34=2|45=7"], peer.Delivered);
    }

    [Fact]
    public void TheApplicationRejects()
    {
        var peer = new SessionPeer(SessionPeer.Acceptor(), (FixSession session, in FixMessage message, ulong nowNs) =>
        {
            session.Reject(message, 1, 55, nowNs);
            session.RejectBusiness(message, 3, "Unsupported Message Type"u8, nowNs);
        });
        peer.Connect(NowNs);
        _ = Receive(peer, From("A 1|98=0|108=30"));
        Assert.Equal(
            "35=3|34=2|45=2|58=Required tag missing|371=55|372=D|373=1\n"
            + "35=j|34=3|45=2|58=Unsupported Message Type|372=D|380=3",
            Receive(peer, From("D 2|11=a")));
        Assert.Equal(
            "35=4|34=2|43=Y|36=3|123=Y\n35=j|34=3|43=Y|45=2|58=Unsupported Message Type|372=D|380=3",
            Receive(peer, From("2 3|7=2|16=0")));
    }

    [Fact]
    public void AMessageTooLongTakesNothing()
    {
        SessionPeer peer = LogOn(out _);
        _ = peer.Session.Begin("B"u8, NowNs);
        peer.Session.Out.Text("58="u8, new byte[FixOutput.MessageBytesMax - 100]);
        Assert.False(peer.Session.End());
        Assert.Equal(2UL, peer.Session.NextSender);
        Assert.Equal(0, peer.Session.Out.Length);
    }

    [Fact]
    public void WithoutRoomToAnswerItClosesAndLosesNothing()
    {
        SessionPeer peer = LogOn(out _);
        while (peer.Session.HasRoom) Say(peer.Session, "B", "58=" + new string('x', 4000));
        Assert.False(peer.Receive(From("D 2|11=a"), NowNs));
        Assert.Equal(2UL, peer.Session.NextTarget);
        Assert.Empty(peer.Delivered);
    }

    [Fact]
    public void ASessionIsFoundByItsThreeNames()
    {
        FixSessionSettings settings = SessionPeer.Acceptor().Settings with { TargetCompId = "WT"u8.ToArray() };
        var other = new FixSession(settings, SessionPeer.Store());
        var table = new SessionTable([other, SessionPeer.Acceptor()]);
        Assert.Equal(1, Find(table, From("A 1|98=0|108=30")));
        Assert.Equal(0, Find(table, Wrong("A 1|98=0|108=30", "49=TW", "49=WT")));
        Assert.Equal(-1, Find(table, Wrong("A 1|98=0|108=30", "49=TW", "49=T")));
        Assert.Equal(-1, Find(table, Wrong("A 1|98=0|108=30", "8=FIX.4.4", "8=FIX.4.2")));
        Assert.Equal(-1, Find(table, From("0 1")));
    }

    internal static SessionPeer LogOn(out string answer)
    {
        var peer = new SessionPeer(SessionPeer.Acceptor());
        peer.Connect(NowNs);
        answer = Receive(peer, From("A 1|98=0|108=30"));
        Assert.Equal(LoggedOn, answer);
        return peer;
    }

    internal static string Receive(SessionPeer peer, byte[] message, ulong nowNs = NowNs)
    {
        _ = peer.Receive(message, nowNs);
        string sent = FixText.Short(peer.Session.Out.Written);
        peer.Session.Out.Clear();
        return sent;
    }

    /// <summary>"1 2|112=x" is a TestRequest with number 2; header fields may stand first.</summary>
    internal static byte[] From(string text)
    {
        string[] parts = (text + "|").Split('|', 2);
        return FixText.FromPeer(parts[0], parts[1]);
    }

    private static byte[] Wrong(string text, string right, string wrong)
    {
        string whole = FixText.Text(From(text));
        string open = whole[..whole.IndexOf("9=")] + whole[whole.IndexOf("35=")..^7];
        Assert.Contains(right, open);
        return FixText.Complete(open.Replace(right, wrong));
    }

    internal static void Say(FixSession session, string msgType, params string[] fields)
    {
        FixOutput output = session.Begin(FixText.Bytes(msgType), NowNs);
        foreach (string field in fields)
        {
            int equals = field.IndexOf('=') + 1;
            output.Text(FixText.Bytes(field[..equals]), FixText.Bytes(field[equals..]));
        }

        Assert.True(session.End());
    }

    private static int Find(SessionTable table, byte[] bytes)
    {
        Assert.True(FixMessage.TryIndex(bytes, new FixField[64], out FixMessage message));
        return table.Find(message);
    }
}
