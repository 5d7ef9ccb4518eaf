using System;
using System.IO;
using Gateway.Fix;
using Gateway.Fix.Messages;
using Gateway.Native;

namespace Gateway.Perf.Throughput;

/// <summary>One broker's connection: a real session to log on and to write, afterwards what comes is counted.</summary>
internal sealed class BrokerEnd
{
    private readonly Net _net;
    private readonly FixSession _session;
    private readonly MessageFramer _framer = new();
    private readonly FixField[] _fields = new FixField[FixMessage.FieldsMax];
    private readonly uint _conn;

    internal BrokerEnd(Net net, string address, byte[] ours, byte[] theirs)
    {
        _net = net;
        _session = new FixSession(
            new FixSessionSettings { SenderCompId = ours, TargetCompId = theirs, Initiator = true, OutBytes = 1 << 20 },
            new MessageStore());
        if (net.Connect(address, out _conn) < 0) throw new InvalidDataException($"no listener at {address}");
    }

    internal bool IsActive => _session.State == FixSessionState.Active;

    /// <summary>Application messages that came.</summary>
    internal long Received { get; private set; }

    /// <summary>Bytes of requests that went.</summary>
    internal long SentBytes { get; private set; }

    internal bool Owns(in NetEvent received) => received.Conn == _conn;

    /// <summary>Writes one request and the tags that brokers send and the lane ignores.</summary>
    internal void Write(in OrderRequest request, ulong nowNs)
    {
        int before = _session.Out.Length;
        FixOutput output = _session.Begin(OrderRequest.MsgTypeOf(request.Operation), nowNs);
        request.Write(output);
        output.Text("15="u8, "USD"u8);
        output.Text("21="u8, "1"u8);
        output.Text("100="u8, "XSIM"u8);
        output.Text("207="u8, "XSIM"u8);
        if (!_session.End()) throw new InvalidDataException("a request did not fit");
        SentBytes += _session.Out.Length - before;
    }

    internal void Send()
    {
        if (_session.Out.Length == 0) return;
        if (_net.Send(_conn, _session.Out.Written) < 0) throw new InvalidDataException("a pipe is full or closed");
        _session.Out.Clear();
    }

    internal void Take(in NetEvent received)
    {
        if (received.Kind == NetEventKind.Closed) throw new InvalidDataException("the lane closed a broker");
        if (received.Kind == NetEventKind.Open) _session.Connect(received.TimeNs);
        if (received.Kind != NetEventKind.Data) return;

        ReadOnlySpan<byte> bytes = received.Bytes;
        while (_framer.Next(ref bytes, out ReadOnlySpan<byte> message))
        {
            if (IsActive) Received++;
            else if (FixMessage.TryIndex(message, _fields, out FixMessage logon))
                _ = _session.Receive(logon, received.TimeNs);
        }
    }
}
