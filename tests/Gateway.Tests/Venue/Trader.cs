using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Native;
using Gateway.Wire;

namespace Gateway.Tests.Venue;

/// <summary>A member of the venue: a real initiator over a real stack, and everything it was told.</summary>
internal sealed class Trader : IDisposable
{
    private readonly Net _net;
    private readonly NetEvent[] _events = new NetEvent[Net.BurstMax];
    private readonly FixField[] _fields = new FixField[FixMessage.FieldsMax];
    private readonly MessageFramer _framer = new();
    private readonly string _address;
    private uint _conn;

    public Trader(string address, string name, string net)
    {
        _address = address;
        _net = Net.Open(net);
        var settings = new FixSessionSettings
        {
            SenderCompId = Encoding.ASCII.GetBytes(name),
            TargetCompId = "VENUE"u8.ToArray(),
            Initiator = true,
            DeliverRejects = true,
            SendingTimeSecondsMax = 0,
            OutBytes = 1 << 22,
        };
        Session = new FixSession(settings, new MessageStore());
    }

    public FixSession Session { get; }

    /// <summary>Application messages and 35=3, in the order of their numbers.</summary>
    public List<Reply> Told { get; } = [];

    public bool Up { get; private set; }

    /// <summary>While false it does not read.</summary>
    public bool Reads { get; set; } = true;

    /// <summary>Its orders and replaces: ClOrdID and side.</summary>
    public List<(string Id, bool Buy)> Asked { get; } = [];

    public IEnumerable<string> Kinds => Told.Select(reply => reply.Kind);

    public Reply Last => Told[^1];

    public void Connect(ulong nowNs)
    {
        _framer.Reset();
        if (_net.Connect(_address, out _conn) != 0) throw new InvalidOperationException(_address);
        Session.Connect(nowNs);
    }

    public void Hang()
    {
        _net.Close(_conn);
        _net.Flush();
        Session.Disconnect();
        Up = false;
    }

    public int Poll(ulong nowNs)
    {
        int count = Reads ? _net.Poll(nowNs, _events) : _net.Poll(nowNs, default);
        for (int i = 0; i < count; i++)
        {
            if (_events[i].Kind == NetEventKind.Data) Read(_events[i].Bytes, nowNs);
            if (_events[i].Kind == NetEventKind.Open) Up = true;
            if (_events[i].Kind == NetEventKind.Closed) Up = false;
            _net.Release(_events[i]);
        }

        _ = Session.Tick(nowNs);
        if (Session.Out.Length > 0 && Up && _net.Send(_conn, Session.Out.Written) > 0) Session.Out.Clear();
        _net.Flush();
        return count;
    }

    public void New(
        string id, bool buy, decimal price, decimal quantity, char tif = '0', string symbol = "AAA",
        bool postOnly = false) =>
        Order(Operation.New, id, "", buy, price, quantity, tif, symbol, postOnly);

    public void Replace(string id, string named, bool buy, decimal price, decimal quantity, bool postOnly = false) =>
        Order(Operation.Replace, id, named, buy, price, quantity, '0', "AAA", postOnly);

    public void Cancel(string id, string named, bool buy, string symbol = "AAA") =>
        Order(Operation.Cancel, id, named, buy, 0, 0, '0', symbol, false);

    public void Subscribe(params string[] symbols)
    {
        FixOutput output = Session.Begin(MarketDataRequest.MsgType, Market.StartNs);
        MarketDataRequest.Write(output, "md"u8, [.. symbols.Select(Encoding.ASCII.GetBytes)]);
        Session.End();
    }

    /// <summary>Fields as text, a bar for each SOH; the first is the MsgType.</summary>
    public void Raw(string type, string fields)
    {
        FixOutput output = Session.Begin(Encoding.ASCII.GetBytes(type), Market.StartNs);
        foreach (string field in fields.Split('|'))
        {
            int value = field.IndexOf('=') + 1;
            output.Text(Encoding.ASCII.GetBytes(field[..value]), Encoding.ASCII.GetBytes(field[value..]));
        }

        Session.End();
    }

    public void Dispose() => _net.Dispose();

    private void Order(
        Operation operation, string id, string named, bool buy, decimal price, decimal quantity, char tif,
        string symbol, bool postOnly)
    {
        var request = new OrderRequest
        {
            Operation = operation,
            ClOrdId = Encoding.ASCII.GetBytes(id),
            OrigClOrdId = Encoding.ASCII.GetBytes(named),
            Account = "ACC"u8,
            Symbol = Encoding.ASCII.GetBytes(symbol),
            Side = buy ? (byte)1 : (byte)2,
            Kind = price == decimal.MaxValue ? (byte)1 : (byte)2,
            TimeInForce = (byte)(tif - '0'),
            Flags = postOnly ? OrderFlags.PostOnly : OrderFlags.None,
            HasPrice = price != decimal.MaxValue,
            PriceE8 = price == decimal.MaxValue ? 0 : (long)(price * 100_000_000),
            QuantityE4 = (long)(quantity * 10_000),
            TransactTimeNs = Market.StartNs,
        };
        request.Write(Session.Begin(OrderRequest.MsgTypeOf(operation), Market.StartNs));
        if (!Session.End()) throw new InvalidOperationException(id);
        if (operation != Operation.Cancel) Asked.Add((id, buy));
    }

    private void Read(ReadOnlySpan<byte> bytes, ulong nowNs)
    {
        while (_framer.Next(ref bytes, out ReadOnlySpan<byte> message))
        {
            Receive(message, nowNs);
            while (Session.TryNextQueued(out ReadOnlySpan<byte> queued)) Receive(queued, nowNs);
        }
    }

    private void Receive(ReadOnlySpan<byte> bytes, ulong nowNs)
    {
        bool whole = FixMessage.TryIndex(bytes, _fields, out FixMessage message);
        if (!whole) throw new InvalidOperationException("garbled");
        if (Session.Receive(message, nowNs) == FixSessionAction.Deliver) Told.Add(new Reply(message));
    }
}
