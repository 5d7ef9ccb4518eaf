namespace Gateway.Fix;

/// <summary>What a timer asks for.</summary>
internal enum SessionTimer : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A Heartbeat is due.</summary>
    Heartbeat,

    /// <summary>A TestRequest is due.</summary>
    TestRequest,

    /// <summary>They are silent for too long.</summary>
    Close,
}

/// <summary>The times of one session. Spec: specs/fix.md section 7.</summary>
internal struct SessionTimers(FixSessionSettings settings)
{
    private const ulong NsPerSecond = 1_000_000_000;

    /// <summary>Silence until a TestRequest, in tenths of HeartBtInt; twice that ends the connection.</summary>
    private const ulong TestTenths = 12;

    private readonly ulong _logonNs = (ulong)settings.LogonTimeoutSeconds * NsPerSecond;
    private readonly ulong _logoutNs = (ulong)settings.LogoutTimeoutSeconds * NsPerSecond;
    private readonly ulong _resendNs = (ulong)settings.ResendTimeoutSeconds * NsPerSecond;
    private ulong _heartbeatNs;
    private ulong _startedNs;
    private ulong _receivedNs;
    private ulong _progressNs;
    private ulong _progress;
    private bool _tested;

    /// <summary>The connection, or our Logout, begins now.</summary>
    internal void Start(ulong nowNs) => _startedNs = _receivedNs = nowNs;

    /// <summary>Both sides are logged on.</summary>
    internal void LoggedOn(int heartbeatSeconds, ulong nowNs)
    {
        _heartbeatNs = (ulong)heartbeatSeconds * NsPerSecond;
        Received(nowNs);
    }

    /// <summary>Our Logout is out.</summary>
    internal void LoggedOut(ulong nowNs) => _startedNs = nowNs;

    /// <summary>A good message came.</summary>
    internal void Received(ulong nowNs)
    {
        _receivedNs = nowNs;
        _tested = false;
    }

    /// <summary>A TestRequest is out.</summary>
    internal void Tested() => _tested = true;

    /// <summary>A ResendRequest is out.</summary>
    internal void Asked(ulong number, ulong nowNs) => (_progress, _progressNs) = (number, nowNs);

    /// <summary>Tells what is due now.</summary>
    internal readonly SessionTimer Due(FixSessionState state, ulong sentNs, ulong nowNs) => state switch
    {
        FixSessionState.AwaitLogon or FixSessionState.LogonSent => After(_startedNs, _logonNs, nowNs),
        FixSessionState.LogoutSent => After(_startedNs, _logoutNs, nowNs),
        FixSessionState.Active when _heartbeatNs != 0 => Beat(sentNs, nowNs),
        _ => SessionTimer.None,
    };

    /// <summary>True, once each time, when the expected number has not moved for too long.</summary>
    internal bool ResendStalled(ulong number, ulong nowNs)
    {
        bool stalled = number == _progress && nowNs - _progressNs >= _resendNs;
        if (stalled || number != _progress) Asked(number, nowNs);
        return stalled;
    }

    private static SessionTimer After(ulong fromNs, ulong spanNs, ulong nowNs) =>
        nowNs - fromNs >= spanNs ? SessionTimer.Close : SessionTimer.None;

    private readonly SessionTimer Beat(ulong sentNs, ulong nowNs)
    {
        ulong testNs = _heartbeatNs / 10 * TestTenths;
        ulong silentNs = nowNs - _receivedNs;
        if (silentNs >= 2 * testNs) return SessionTimer.Close;
        if (_tested) return SessionTimer.None;
        if (silentNs >= testNs) return SessionTimer.TestRequest;
        return nowNs - sentNs >= _heartbeatNs ? SessionTimer.Heartbeat : SessionTimer.None;
    }
}
