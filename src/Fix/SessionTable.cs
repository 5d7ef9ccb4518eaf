using System;

namespace Gateway.Fix;

/// <summary>The sessions that one listener accepts.</summary>
/// <param name="sessions">Their order decides the index.</param>
public sealed class SessionTable(FixSession[] sessions)
{
    /// <summary>The session that the first message of a connection names.</summary>
    /// <param name="logon">The first message.</param>
    /// <returns>
    /// Its index, by BeginString (8), SenderCompID (49), TargetCompID (56); -1 when it is no Logon or names none: close
    /// without a word. Whether that session is connected already is for the caller to see from its State.
    /// </returns>
    public int Find(in FixMessage logon)
    {
        if (!logon.MsgType.SequenceEqual("A"u8)) return -1;
        ReadOnlySpan<byte> theirs = logon.Get(49);
        ReadOnlySpan<byte> ours = logon.Get(56);
        for (int i = 0; i < sessions.Length; i++)
        {
            FixSessionSettings settings = sessions[i].Settings;
            bool named = logon.BeginString.SequenceEqual(settings.BeginString)
                && theirs.SequenceEqual(settings.TargetCompId) && ours.SequenceEqual(settings.SenderCompId);
            if (named) return i;
        }

        return -1;
    }
}
