using Gateway.Fix;

namespace Gateway.Lane;

/// <summary>Cancel on disconnect: who has been gone for longer than the grace of its session; the lane's thread alone
/// calls it.</summary>
/// <remarks>
/// A session is gone while it is not logged on, from the first look that finds it so; after a restart that is the first
/// one. It is named once for each absence. Spec: operations.md section 2, cancelOnDisconnect.
/// </remarks>
internal sealed class AbsentSessions(LaneMarket market, Line[] brokers)
{
    private readonly ulong[] _goneNs = new ulong[brokers.Length];
    private readonly bool[] _named = new bool[brokers.Length];
    private int _due;

    /// <summary>Looks at all of them.</summary>
    /// <param name="nowNs">ns since the UNIX epoch.</param>
    internal void Look(ulong nowNs)
    {
        _due = 0;
        for (int i = 0; i < brokers.Length; i++)
        {
            bool here = brokers[i].Session.State == FixSessionState.Active;
            if (here) (_goneNs[i], _named[i]) = (0, false);
            else if (_goneNs[i] == 0) _goneNs[i] = nowNs;
            if (IsDue((uint)i, nowNs)) _due++;
        }
    }

    /// <summary>The next session whose orders have to go.</summary>
    /// <param name="nowNs">ns since the UNIX epoch.</param>
    /// <param name="session">Its row.</param>
    /// <returns>False when there is none.</returns>
    internal bool TryNext(ulong nowNs, out uint session)
    {
        session = 0;
        for (; _due > 0 && session < (uint)brokers.Length; session++)
        {
            if (!IsDue(session, nowNs)) continue;
            _named[session] = true;
            _due--;
            return true;
        }

        return false;
    }

    private bool IsDue(uint session, ulong nowNs) =>
        market.Sessions[session].CancelGraceNs is { } grace && _goneNs[session] != 0
        && !_named[session] && nowNs - _goneNs[session] >= grace;
}
