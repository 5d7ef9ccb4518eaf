using System.IO;
using System.Text;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Wire;

namespace Gateway.Perf.Micro;

/// <summary>One order and one report as they are on the wire, of a broker and a venue that are logged on.</summary>
internal static class Samples
{
    internal const ulong NowNs = 1_767_607_200_000_000_000; // 2026-01-05 10:00:00 UTC

    /// <summary>A new order, about 200 bytes on the wire.</summary>
    internal static OrderRequest Order => new()
    {
        Operation = Operation.New,
        ClOrdId = "BRK-20260105-00000001"u8,
        Account = "A1"u8,
        Symbol = "I001"u8,
        Side = 1,
        Kind = 2,
        Flags = OrderFlags.Agency,
        HasPrice = true,
        PriceE8 = 10_025_000_000,
        QuantityE4 = 100 * Units.E4,
        TransactTimeNs = NowNs,
    };

    /// <summary>A fill.</summary>
    internal static ExecutionReport Report => new()
    {
        OrderId = "72057594037927937"u8,
        ClOrdId = "4294967297"u8,
        ExecId = "1234567"u8,
        ExecType = (byte)'F',
        OrdStatus = (byte)'2',
        RejectReason = ExecutionReport.Absent,
        RestatementReason = ExecutionReport.Absent,
        Account = "A1"u8,
        Symbol = "I001"u8,
        Side = 1,
        Kind = 2,
        HasPrice = true,
        PriceE8 = 10_025_000_000,
        OrderQtyE4 = 100 * Units.E4,
        LastQtyE4 = 100 * Units.E4,
        LastPxE8 = 10_025_000_000,
        CumQtyE4 = 100 * Units.E4,
        AvgPxE8 = 10_025_000_000,
        TransactTimeNs = NowNs,
        Liquidity = 1,
        MatchId = "1001"u8,
    };

    /// <summary>Two sessions that are logged on to each other.</summary>
    /// <returns>Both, and the logon, which resets the numbers whenever it is received again.</returns>
    internal static (FixSession From, FixSession To, byte[] Logon) LoggedOn(string from, string to)
    {
        FixSession initiator = Session(from, to, initiator: true);
        FixSession acceptor = Session(to, from, initiator: false);
        initiator.Connect(NowNs);
        acceptor.Connect(NowNs);
        byte[] logon = initiator.Out.Written.ToArray();
        Give(initiator, acceptor);
        Give(acceptor, initiator);
        if (initiator.State != FixSessionState.Active || acceptor.State != FixSessionState.Active)
            throw new InvalidDataException("the sessions did not log on");
        return (initiator, acceptor, logon);
    }

    /// <summary>The bytes of an order from a session.</summary>
    internal static byte[] OrderBytes(FixSession session)
    {
        FixOutput output = session.Begin("D"u8, NowNs);
        Order.Write(output);
        output.Text("15="u8, "USD"u8);
        output.Text("21="u8, "1"u8);
        output.Text("100="u8, "XSIM"u8);
        output.Text("207="u8, "XSIM"u8);
        return Ended(session);
    }

    /// <summary>The bytes of a report from a session.</summary>
    internal static byte[] ReportBytes(FixSession session)
    {
        Report.Write(session.Begin("8"u8, NowNs));
        return Ended(session);
    }

    private static FixSession Session(string ours, string theirs, bool initiator) => new(
        new FixSessionSettings
        {
            SenderCompId = Encoding.ASCII.GetBytes(ours),
            TargetCompId = Encoding.ASCII.GetBytes(theirs),
            Initiator = initiator,
            ResetOnLogon = initiator,
        },
        new MessageStore(1 << 10, 1 << 20));

    private static byte[] Ended(FixSession session)
    {
        if (!session.End()) throw new InvalidDataException("the message did not fit");
        byte[] bytes = session.Out.Written.ToArray();
        session.Out.Clear();
        return bytes;
    }

    private static void Give(FixSession from, FixSession to)
    {
        var fields = new FixField[FixMessage.FieldsMax];
        if (FixMessage.TryIndex(from.Out.Written, fields, out FixMessage message)) _ = to.Receive(message, NowNs);
        from.Out.Clear();
    }
}
