using System;

namespace Gateway.Fix;

/// <summary>The outgoing half of a session: its numbers, its header, its store, its own messages.</summary>
/// <remarks>
/// Header, in ascending order as QuickFIX sends it: 8 9 35 34 [43] 49 52 56 [122]. 49, 52 and 56 are one piece of text
/// that is written anew when the millisecond changes.
/// </remarks>
internal sealed class SessionSender
{
    /// <summary>Longest application message: a resend adds 43 and 122 to it and may add a digit to 9.</summary>
    private const int ApplicationBytesMax = FixOutput.MessageBytesMax - 64;

    private const int RoutedBytesMax = 64;
    private const int MsgTypeBytesMax = 32;
    private const ulong NsPerMs = 1_000_000;

    private readonly FixSessionSettings _settings;
    private readonly byte[] _identity;
    private readonly int _timeAt;
    private ulong _stampedMs = ulong.MaxValue;
    private ulong _beganNs;

    internal SessionSender(FixSessionSettings settings, MessageStore store)
    {
        _settings = settings;
        Store = store;
        Out = new FixOutput(settings.OutBytes);
        byte[] time = new byte[FixTime.MillisecondBytes];
        _timeAt = "49="u8.Length + settings.SenderCompId.Length + "|52="u8.Length;
        _identity =
        [
            .. "49="u8, .. settings.SenderCompId, 1, .. "52="u8, .. time, 1, .. "56="u8, .. settings.TargetCompId, 1,
        ];
    }

    internal FixOutput Out { get; }

    internal MessageStore Store { get; }

    /// <summary>MsgSeqNum of the next message, from 1.</summary>
    internal ulong Next => Store.NextSender;

    /// <summary>When a message went to Out last.</summary>
    internal ulong SentNs { get; private set; }

    /// <summary>Starts a message with a new number.</summary>
    internal void Begin(ReadOnlySpan<byte> msgType, ulong nowNs)
    {
        Out.Begin(_settings.BeginString, msgType);
        Out.Number("34="u8, Next);
        Identity(nowNs);
    }

    /// <summary>Finishes one of the session's own; false: no room, nothing taken.</summary>
    internal bool End()
    {
        if (Out.End().IsEmpty) return false;
        Store.NextSender++;
        SentNs = _beganNs;
        return true;
    }

    /// <summary>
    /// Finishes one of the application's and keeps it; without <paramref name="live"/> it is kept alone.
    /// </summary>
    internal bool EndApplication(bool live, ulong about = 0)
    {
        int length = Out.Length;
        ReadOnlySpan<byte> message = Out.End();
        bool fits = !message.IsEmpty && message.Length <= ApplicationBytesMax;
        if (fits) Store.Add(message, about);
        if (!fits || !live) Out.Retract(length);
        else SentNs = _beganNs;
        return fits;
    }

    internal bool Logon(int heartbeatSeconds, bool reset, ulong nowNs)
    {
        Begin("A"u8, nowNs);
        Out.Code("98="u8, (byte)'0');
        Out.Number("108="u8, (ulong)heartbeatSeconds);
        if (reset) Out.Code("141="u8, (byte)'Y');
        return End();
    }

    internal bool Heartbeat(ReadOnlySpan<byte> testReqId, ulong nowNs)
    {
        Begin("0"u8, nowNs);
        if (!testReqId.IsEmpty) Out.Text("112="u8, testReqId);
        return End();
    }

    internal bool TestRequest(ulong nowNs)
    {
        Begin("1"u8, nowNs);
        Out.Text("112="u8, "TEST"u8);
        return End();
    }

    /// <summary>Asks for all from a number on: 16=0 is "and everything after".</summary>
    internal bool ResendRequest(ulong from, ulong nowNs)
    {
        Begin("2"u8, nowNs);
        Out.Number("7="u8, from);
        Out.Code("16="u8, (byte)'0');
        return End();
    }

    internal bool Logout(ReadOnlySpan<byte> text, ulong nowNs)
    {
        Begin("5"u8, nowNs);
        if (!text.IsEmpty) Out.Text("58="u8, text);
        return End();
    }

    /// <summary>Logout with the text of a number that is too low or too high.</summary>
    internal bool Logout(ReadOnlySpan<byte> text, ulong expected, ulong received, ulong nowNs)
    {
        Span<byte> line = stackalloc byte[128];
        text.CopyTo(line);
        int at = text.Length;
        at += Append(", expecting "u8, expected, line[at..]);
        at += Append(" but received "u8, received, line[at..]);
        return Logout(line[..at], nowNs);
    }

    /// <summary>Reject (3): 45 58 371 372 373.</summary>
    internal bool Reject(in FixMessage message, int reason, int refTag, bool tagged, ulong nowNs)
    {
        BeginAnswer("3"u8, message, nowNs);
        Out.Text("58="u8, RejectReason.Text(reason));
        if (tagged) Out.Scaled("371="u8, refTag, 0);
        RefMsgType(message);
        Out.Number("373="u8, (ulong)reason);
        return End();
    }

    /// <summary>BusinessMessageReject (j): 45 58 372 380.</summary>
    internal bool RejectBusiness(in FixMessage message, int reason, ReadOnlySpan<byte> text, bool live, ulong nowNs)
    {
        BeginAnswer("j"u8, message, nowNs);
        Out.Text("58="u8, text);
        RefMsgType(message);
        Out.Number("380="u8, (ulong)reason);
        return EndApplication(live);
    }

    /// <summary>
    /// SequenceReset in gap fill mode: the numbers from one to before another hold nothing to resend.
    /// </summary>
    internal bool GapFill(ulong from, ulong next, ulong nowNs)
    {
        BeginAgain("4"u8, from, nowNs);
        Out.Time("122="u8, nowNs);
        Out.Number("36="u8, next);
        Out.Code("123="u8, (byte)'Y');
        return EndAgain();
    }

    /// <summary>Sends a message of the store again: same number, same body, 43=Y, 52 new, 122 the old 52.</summary>
    internal bool Resend(ulong number, ReadOnlySpan<byte> stored, ulong nowNs)
    {
        _ = Take(ref stored);
        _ = Take(ref stored);
        BeginAgain(Take(ref stored)["35="u8.Length..], number, nowNs);
        _ = Take(ref stored);
        _ = Take(ref stored);
        ReadOnlySpan<byte> sendingTime = Take(ref stored)["52="u8.Length..];
        _ = Take(ref stored);

        int trailer = "10=000|"u8.Length;
        ReadOnlySpan<byte> rest = stored[..^trailer];
        for (ReadOnlySpan<byte> ahead = rest; GoesBeforeOrigSendingTime(ahead);)
        {
            Out.Raw(rest[..(Take(ref ahead).Length + 1)]);
            rest = ahead;
        }

        Out.Text("122="u8, sendingTime);
        Out.Raw(rest);
        return EndAgain();
    }

    /// <summary>The next field with its tag, without its SOH.</summary>
    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> fields)
    {
        int length = fields.IndexOf((byte)1);
        ReadOnlySpan<byte> field = fields[..length];
        fields = fields[(length + 1)..];
        return field;
    }

    private static bool GoesBeforeOrigSendingTime(ReadOnlySpan<byte> fields)
    {
        int equals = fields.IndexOf((byte)'=');
        return equals > 0 && FixNumber.TryParse(fields[..equals], out long tag) && tag is 50 or 57 or 97 or 115 or 116;
    }

    private void Identity(ulong nowNs)
    {
        _beganNs = nowNs;
        ulong ms = nowNs / NsPerMs;
        if (ms != _stampedMs) FixTime.Format(nowNs, _identity.AsSpan(_timeAt));
        _stampedMs = ms;
        Out.Raw(_identity);
    }

    private void BeginAgain(ReadOnlySpan<byte> msgType, ulong number, ulong nowNs)
    {
        Out.Begin(_settings.BeginString, msgType);
        Out.Number("34="u8, number);
        Out.Code("43="u8, (byte)'Y');
        Identity(nowNs);
    }

    private bool EndAgain()
    {
        bool sent = !Out.End().IsEmpty;
        if (sent) SentNs = _beganNs;
        return sent;
    }

    /// <summary>An answer goes back the way its question came: who it was for is now who it is from.</summary>
    private void BeginAnswer(ReadOnlySpan<byte> msgType, in FixMessage message, ulong nowNs)
    {
        Begin(msgType, nowNs);
        Route("115="u8, message.Get(128));
        Route("116="u8, message.Get(129));
        Route("128="u8, message.Get(115));
        Route("129="u8, message.Get(116));
        Route("144="u8, message.Get(145));
        Route("145="u8, message.Get(144));
        if (FixNumber.TryParse(message.Get(34), out long number)) Out.Number("45="u8, (ulong)number);
    }

    private void Route(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (value.Length is > 0 and <= RoutedBytesMax) Out.Text(tag, value);
    }

    private void RefMsgType(in FixMessage message)
    {
        if (message.MsgType.Length is > 0 and <= MsgTypeBytesMax) Out.Text("372="u8, message.MsgType);
    }

    private static int Append(ReadOnlySpan<byte> text, ulong number, Span<byte> line)
    {
        text.CopyTo(line);
        return text.Length + FixNumber.Format(number, line[text.Length..]);
    }
}
