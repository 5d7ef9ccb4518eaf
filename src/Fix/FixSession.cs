using System;

namespace Gateway.Fix;

/// <summary>One counterparty's FIX session, acceptor or initiator: numbers, timers, recovery.</summary>
/// <remarks>
/// <code>
/// Disconnected ──Connect──► AwaitLogon │ LogonSent ──Logon──► Active ──Logout──► LogoutSent ──► Disconnected
/// </code>
/// The connection's thread alone calls it. What it has to say is in <see cref="Out"/> after each call. Messages are
/// whole and indexed; garbled ones never come here, but before the Logon one closes the connection. Nothing is
/// allocated after construction, nothing thrown on any input. Times are UTC, ns since 1970, never going back.
/// Spec: FIX 4.4 vol. 2, session protocol; specs/fix.md sections 4 to 8.
/// </remarks>
public sealed class FixSession
{
    /// <summary>Room in Out that a message may need; with less, Receive closes rather than answer by halves.</summary>
    public const int ReceiveRoomBytes = 4 * FixOutput.MessageBytesMax;

    private const int OutBytesMin = 4 * ReceiveRoomBytes;

    private readonly SessionSender _sender;
    private readonly ExpectedMessages _expected;
    private readonly Replay _replay;
    private readonly SendingTimeWindow _window;
    private SessionTimers _timers;
    private bool _resetSent;

    /// <summary>Makes a session that goes on where its store is.</summary>
    /// <param name="settings">What is agreed.</param>
    /// <param name="store">Keeps what the application sends; this session's alone.</param>
    public FixSession(FixSessionSettings settings, MessageStore store)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.OutBytes, OutBytesMin);
        Settings = settings;
        _sender = new SessionSender(settings, store);
        _expected = new ExpectedMessages(settings, store);
        _replay = new Replay(_sender);
        _window = new SendingTimeWindow(settings.SendingTimeSecondsMax);
        _timers = new SessionTimers(settings);
    }

    /// <summary>What is agreed with the counterparty.</summary>
    public FixSessionSettings Settings { get; }

    /// <summary>Where it stands.</summary>
    public FixSessionState State { get; private set; }

    /// <summary>The message that was delivered last may have come before (43=Y).</summary>
    public bool IsPossDup { get; private set; }

    /// <summary>What <see cref="End"/> was given last; a reset does not forget it.</summary>
    public ulong About => _sender.Store.About;

    /// <summary>What has to be sent: the owner sends it and clears it.</summary>
    public FixOutput Out => _sender.Out;

    /// <summary>MsgSeqNum of our next message.</summary>
    public ulong NextSender => _sender.Next;

    /// <summary>MsgSeqNum that is expected from them.</summary>
    public ulong NextTarget => _expected.Next;

    /// <summary>There is room in Out for any answer: with none, send and clear before the next Receive.</summary>
    public bool HasRoom => Out.Free >= ReceiveRoomBytes;

    /// <summary>The connection is there: an initiator's Logon goes to Out, an acceptor waits for one.</summary>
    /// <param name="nowNs">Now.</param>
    public void Connect(ulong nowNs)
    {
        Disconnect();
        _timers.Start(nowNs);
        State = Settings.Initiator ? FixSessionState.LogonSent : FixSessionState.AwaitLogon;
        if (!Settings.Initiator) return;

        _resetSent = Settings.ResetOnLogon;
        if (_resetSent) Reset();
        _ = _sender.Logon(Settings.HeartbeatSeconds, _resetSent, nowNs);
    }

    /// <summary>The connection is gone: what was in Out is dropped, numbers and store stay.</summary>
    public void Disconnect()
    {
        State = FixSessionState.Disconnected;
        Out.Clear();
        ForgetGaps();
        _resetSent = false;
    }

    /// <summary>Takes one message.</summary>
    /// <param name="message">What arrived, or what <see cref="TryNextQueued"/> gave, indexed.</param>
    /// <param name="nowNs">Now.</param>
    /// <returns>Close at the end, Deliver for one of the application's in its turn, else Handled.</returns>
    public FixSessionAction Receive(in FixMessage message, ulong nowNs)
    {
        if (State == FixSessionState.Disconnected || !HasRoom) return CloseNow();

        MessageHeader header = MessageHeader.Read(message, Settings);
        if (State is FixSessionState.AwaitLogon or FixSessionState.LogonSent) return First(message, header, nowNs);
        if (!message.BeginString.SequenceEqual(Settings.BeginString)) return WrongBeginString(message, header, nowNs);
        if (!header.HasNumber) return Refuse("MsgSeqNum missing"u8, nowNs);
        if (header.Fault != RejectReason.None) return Faulty(message, header, header.Fault, header.FaultTag, nowNs);

        int time = _window.Judge(message.Value(header.SendingTime), nowNs);
        if (time == RejectReason.IncorrectFormat) return Faulty(message, header, time, 52, nowNs);
        if (time != RejectReason.None) return Estranged(message, header, time, nowNs);
        if (!IsOurs(message, header)) return Estranged(message, header, RejectReason.CompIdProblem, nowNs);

        IsPossDup = header.PossDup;
        _timers.Received(nowNs);
        if (_replay.IsOpen) _replay.Continue(nowNs);
        return !message.IsAdmin && _expected.Count(header.Number)
            ? FixSessionAction.Deliver
            : Other(message, header, nowNs);
    }

    /// <summary>An early message whose turn has come: after each Receive take them, index them, Receive them.</summary>
    /// <param name="message">A whole message, valid until a Receive of another one.</param>
    /// <returns>False when there is none.</returns>
    public bool TryNextQueued(out ReadOnlySpan<byte> message) => _expected.TryTake(out message);

    /// <summary>Lets time pass: heartbeats, timeouts, the rest of a resend; cheap enough for every
    /// millisecond.</summary>
    /// <param name="nowNs">Now.</param>
    /// <returns>Close or Handled.</returns>
    public FixSessionAction Tick(ulong nowNs)
    {
        switch (_timers.Due(State, _sender.SentNs, nowNs))
        {
            case SessionTimer.Close:
                return CloseNow();
            case SessionTimer.TestRequest when _sender.TestRequest(nowNs):
                _timers.Tested();
                break;
            case SessionTimer.Heartbeat:
                _ = _sender.Heartbeat(default, nowNs);
                break;
        }

        if (State is not (FixSessionState.Active or FixSessionState.LogoutSent)) return FixSessionAction.Handled;
        if (_replay.IsOpen) _replay.Continue(nowNs);
        bool again = _expected.IsAsking && _timers.ResendStalled(NextTarget, nowNs);
        if (again) _ = _sender.ResendRequest(NextTarget, nowNs);
        return FixSessionAction.Handled;
    }

    /// <summary>Starts an application message; its fields and <see cref="End"/> follow before any other call.</summary>
    /// <param name="msgType">Value of 35.</param>
    /// <param name="nowNs">Now: SendingTime.</param>
    /// <returns>Out, for the fields; the header's own (50, 57, 97, …, ascending) come first.</returns>
    public FixOutput Begin(ReadOnlySpan<byte> msgType, ulong nowNs)
    {
        _sender.Begin(msgType, nowNs);
        return Out;
    }

    /// <summary>Finishes the message, keeps it and takes its number.</summary>
    /// <param name="about">A place in the owner's log; of one session they never go back.</param>
    /// <returns>
    /// False when it is too long or Out is full: nothing is sent, kept or taken. When the session is not Active it is
    /// kept alone and goes out when the counterparty asks for it after the next Logon.
    /// </returns>
    public bool End(ulong about = 0) => _sender.EndApplication(State == FixSessionState.Active, about);

    /// <summary>What was received needs not come again once the owner's log has grown; Keep follows.</summary>
    /// <param name="end">The log's end now.</param>
    public void Promise(ulong end) => _expected.Promise(end);

    /// <summary>The owner has kept what was received: it needs not come again.</summary>
    public void Keep() => _expected.Keep();

    /// <summary>Before the first Connect: the owner's log decides about what its last process promised.</summary>
    /// <param name="end">The log's end.</param>
    public void Settle(ulong end) => _expected.Settle(end);

    /// <summary>Refuses a message by the protocol (35=3).</summary>
    /// <param name="message">The message that is refused; never itself a Reject.</param>
    /// <param name="reason">373; its text goes with it.</param>
    /// <param name="refTag">371; 0: none.</param>
    /// <param name="nowNs">Now.</param>
    public void Reject(in FixMessage message, int reason, int refTag, ulong nowNs) =>
        _ = _sender.Reject(message, reason, refTag, refTag != 0, nowNs);

    /// <summary>Refuses a message by the application (35=j); it is kept and resent as the application's are.</summary>
    /// <param name="message">The message that is refused.</param>
    /// <param name="reason">380.</param>
    /// <param name="text">58.</param>
    /// <param name="nowNs">Now.</param>
    public void RejectBusiness(in FixMessage message, int reason, ReadOnlySpan<byte> text, ulong nowNs) =>
        _ = _sender.RejectBusiness(message, reason, text, State == FixSessionState.Active, nowNs);

    /// <summary>Logs out; theirs ends the connection, or the time it may take.</summary>
    /// <param name="text">58; empty: none.</param>
    /// <param name="nowNs">Now.</param>
    public void Logout(ReadOnlySpan<byte> text, ulong nowNs)
    {
        if (State != FixSessionState.Active) return;
        _ = _sender.Logout(text, nowNs);
        _timers.LoggedOut(nowNs);
        State = FixSessionState.LogoutSent;
    }

    private bool IsOurs(in FixMessage message, in MessageHeader header) =>
        message.Value(header.Sender).SequenceEqual(Settings.TargetCompId)
        && message.Value(header.Target).SequenceEqual(Settings.SenderCompId);

    /// <summary>The first message: a Logon, or the end without a word, for strangers shall learn nothing.</summary>
    private FixSessionAction First(in FixMessage message, in MessageHeader header, ulong nowNs)
    {
        bool sound = message.BeginString.SequenceEqual(Settings.BeginString) && header.HasNumber
            && header.Fault == RejectReason.None && IsOurs(message, header)
            && _window.Judge(message.Value(header.SendingTime), nowNs) == RejectReason.None;
        if (sound && message.MsgType.SequenceEqual("A"u8)) return Logon(message, header, nowNs);

        bool refused = sound && State == FixSessionState.LogonSent && message.MsgType.SequenceEqual("5"u8);
        if (refused) Consume(header);
        return CloseNow();
    }

    private FixSessionAction Logon(in FixMessage message, in MessageHeader header, ulong nowNs)
    {
        if (LogonTerms.Fault(message, Settings, out int heartbeatSeconds) is { Length: > 0 } fault)
        {
            Consume(header);
            return Refuse(fault, nowNs);
        }

        bool theyReset = message.Get(141).SequenceEqual("Y"u8);
        bool answered = State == FixSessionState.LogonSent && (_resetSent || !theyReset);
        if (!answered && (theyReset || Settings.ResetOnLogon)) Reset();
        if (header.Number < NextTarget) return TooLow(header, nowNs);

        bool known = FixNumber.TryParse(message.Get(789), out long theyExpect) && theyExpect > 0;
        if (known && (ulong)theyExpect > NextSender)
        {
            _ = _sender.Logout("NextExpectedMsgSeqNum too high"u8, NextSender, (ulong)theyExpect, nowNs);
            return CloseNow();
        }

        bool behind = known && !answered && (ulong)theyExpect < NextSender;
        if (!answered) _ = _sender.Logon(heartbeatSeconds, theyReset, nowNs);
        State = FixSessionState.Active;
        _resetSent = false;
        _timers.LoggedOn(heartbeatSeconds, nowNs);
        if (behind) _replay.Ask((ulong)theyExpect, 0);
        _replay.Continue(nowNs);
        return CountOrKeep(header, default, nowNs);
    }

    /// <summary>A Logon on a session that is logged on resets it, or is an error.</summary>
    private FixSessionAction LogonAgain(in FixMessage message, in MessageHeader header, ulong nowNs)
    {
        if (header.PossDup && header.Number < NextTarget) return FixSessionAction.Handled;
        bool reset = header.Number == 1 && message.Get(141).SequenceEqual("Y"u8);
        return reset ? Logon(message, header, nowNs) : Refuse("Already logged on"u8, nowNs);
    }

    private FixSessionAction Other(in FixMessage message, in MessageHeader header, ulong nowNs)
    {
        byte type = message.IsAdmin ? message.MsgType[0] : (byte)0;
        switch (type)
        {
            case (byte)'5':
                return TheirLogout(header, nowNs);
            case (byte)'A':
                return LogonAgain(message, header, nowNs);
            case (byte)'2':
                return ResendRequest(message, header, nowNs);
            case (byte)'4' when !message.Get(123).SequenceEqual("Y"u8):
                return SequenceReset(message, nowNs);
        }

        if (header.Number > NextTarget) return CountOrKeep(header, message.Bytes, nowNs);
        if (header.Number < NextTarget) return Low(message, header, nowNs);
        if (type == (byte)'4') return SequenceReset(message, nowNs);

        Consume(header);
        if (type == (byte)'1') Answer(message, nowNs);
        return type == (byte)'3' && Settings.DeliverRejects ? FixSessionAction.Deliver : FixSessionAction.Handled;
    }

    private void Answer(in FixMessage testRequest, ulong nowNs)
    {
        ReadOnlySpan<byte> testReqId = testRequest.Get(112);
        if (testReqId.IsEmpty) Reject(testRequest, RejectReason.RequiredTagMissing, 112, nowNs);
        else if (!_sender.Heartbeat(testReqId, nowNs)) Reject(testRequest, RejectReason.ValueOutOfRange, 112, nowNs);
    }

    /// <summary>Served whatever its own number is, or two that ask each other would wait for ever.</summary>
    private FixSessionAction ResendRequest(in FixMessage message, in MessageHeader header, ulong nowNs)
    {
        if (_replay.TryAsk(message, out int reason, out int tag)) _replay.Continue(nowNs);
        else Reject(message, reason, tag, nowNs);
        return header.Number < NextTarget ? FixSessionAction.Handled : CountOrKeep(header, default, nowNs);
    }

    /// <summary>Moves the expected number forward, never back.</summary>
    private FixSessionAction SequenceReset(in FixMessage message, ulong nowNs)
    {
        int missing = RejectReason.RequiredTagMissing;
        if (!message.TryGet(36, out ReadOnlySpan<byte> text)) Reject(message, missing, 36, nowNs);
        else if (!FixNumber.TryParse(text, out long next)) Reject(message, RejectReason.IncorrectFormat, 36, nowNs);
        else if ((ulong)next < NextTarget) Reject(message, RejectReason.ValueOutOfRange, 0, nowNs);
        else _expected.Jump((ulong)next);
        return FixSessionAction.Handled;
    }

    private FixSessionAction TheirLogout(in MessageHeader header, ulong nowNs)
    {
        Consume(header);
        if (State == FixSessionState.Active) _ = _sender.Logout(default, nowNs);
        return CloseNow();
    }

    /// <summary>Counts a number, or keeps the message until its turn; empty: it has been dealt with.</summary>
    private FixSessionAction CountOrKeep(in MessageHeader header, ReadOnlySpan<byte> message, ulong nowNs)
    {
        if (_expected.Count(header.Number)) return FixSessionAction.Handled;
        _expected.Keep(header.Number, message);
        if (_expected.IsAsking || !_sender.ResendRequest(NextTarget, nowNs)) return FixSessionAction.Handled;

        // One request is open until all that came before this message is here.
        _expected.Asked(header.Number);
        _timers.Asked(NextTarget, nowNs);
        return FixSessionAction.Handled;
    }

    private FixSessionAction Low(in FixMessage message, in MessageHeader header, ulong nowNs)
    {
        if (!header.PossDup) return TooLow(header, nowNs);
        if (message.MsgType.SequenceEqual("4"u8)) return FixSessionAction.Handled;
        if (!message.TryGet(122, out ReadOnlySpan<byte> text))
            return Faulty(message, header, RejectReason.RequiredTagMissing, 122, nowNs);
        if (!FixTime.TryParse(text, out ulong originalNs))
            return Faulty(message, header, RejectReason.IncorrectFormat, 122, nowNs);
        bool later = FixTime.TryParse(message.Value(header.SendingTime), out ulong sentNs) && originalNs > sentNs;
        return later ? Estranged(message, header, RejectReason.SendingTimeProblem, nowNs) : FixSessionAction.Handled;
    }

    private FixSessionAction TooLow(in MessageHeader header, ulong nowNs)
    {
        _ = _sender.Logout("MsgSeqNum too low"u8, NextTarget, header.Number, nowNs);
        return CloseNow();
    }

    /// <summary>Refuses a message and counts it; the session goes on.</summary>
    private FixSessionAction Faulty(in FixMessage message, in MessageHeader header, int reason, int tag, ulong nowNs)
    {
        bool tagged = reason is not (RejectReason.CompIdProblem or RejectReason.SendingTimeProblem
            or RejectReason.InvalidMsgType);
        if (!message.MsgType.SequenceEqual("3"u8)) _ = _sender.Reject(message, reason, tag, tagged, nowNs);
        if (!message.MsgType.SequenceEqual("A"u8) && !message.MsgType.SequenceEqual("4"u8)) Consume(header);
        return FixSessionAction.Handled;
    }

    /// <summary>Refuses a message and logs out.</summary>
    private FixSessionAction Estranged(in FixMessage message, in MessageHeader header, int reason, ulong nowNs)
    {
        _ = Faulty(message, header, reason, 0, nowNs);
        Logout(default, nowNs);
        return FixSessionAction.Handled;
    }

    private FixSessionAction WrongBeginString(in FixMessage message, in MessageHeader header, ulong nowNs)
    {
        if (message.MsgType.SequenceEqual("5"u8)) return TheirLogout(header, nowNs);
        Consume(header);
        Logout("Incorrect BeginString"u8, nowNs);
        return FixSessionAction.Handled;
    }

    /// <summary>Logs out with a reason and does not wait for theirs.</summary>
    private FixSessionAction Refuse(ReadOnlySpan<byte> text, ulong nowNs)
    {
        _ = _sender.Logout(text, nowNs);
        return CloseNow();
    }

    private void Consume(in MessageHeader header) => _ = header.HasNumber && _expected.Count(header.Number);

    private FixSessionAction CloseNow()
    {
        State = FixSessionState.Disconnected;
        ForgetGaps();
        return FixSessionAction.Close;
    }

    private void ForgetGaps()
    {
        _expected.Forget();
        _replay.Stop();
    }

    private void Reset()
    {
        _sender.Store.Clear();
        _expected.Begin();
        _replay.Stop();
    }
}
