using System;

namespace Gateway.Fix;

/// <summary>What a Logon asks for, against what is agreed. Spec: FIX 4.4 vol. 2, Logon.</summary>
internal static class LogonTerms
{
    /// <summary>Reads HeartBtInt (108) and EncryptMethod (98).</summary>
    /// <param name="logon">A Logon.</param>
    /// <param name="settings">What is agreed.</param>
    /// <param name="heartbeatSeconds">HeartBtInt; 0: no heartbeats.</param>
    /// <returns>Why it is refused; empty: it is not.</returns>
    internal static ReadOnlySpan<byte> Fault(in FixMessage logon, FixSessionSettings settings, out int heartbeatSeconds)
    {
        heartbeatSeconds = 0;
        if (!logon.Get(98).SequenceEqual("0"u8)) return "EncryptMethod has to be 0"u8;
        bool within = FixNumber.TryParse(logon.Get(108), out long seconds)
            && seconds >= settings.HeartbeatSecondsMin && seconds <= settings.HeartbeatSecondsMax;
        if (!within) return "HeartBtInt out of range"u8;

        heartbeatSeconds = (int)seconds;
        return default;
    }
}
