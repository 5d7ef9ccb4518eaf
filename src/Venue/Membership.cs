using System;
using Gateway.Fix;

namespace Gateway.Venue;

/// <summary>All sessions of a venue.</summary>
internal sealed class Membership
{
    /// <summary>
    /// Free bytes of every Out before anything begins: what the session itself may have to answer, and the
    /// application's answer, two fills of one sent twice, the snapshots of one slice, each below 768 bytes.
    /// </summary>
    internal const int ReserveBytes = FixSession.ReceiveRoomBytes + ((4 + MarketDataFeed.SliceMax) * 768);

    private const int CompIdBytesMax = 64;

    private readonly Member[] _members;
    private readonly SessionTable _table;

    /// <summary>Makes the sessions.</summary>
    /// <param name="settings">The venue's.</param>
    /// <exception cref="ArgumentException">A session is an initiator, or a CompID of it is too long.</exception>
    internal Membership(ExchangeSettings settings)
    {
        _members = new Member[settings.Sessions.Length];
        var sessions = new FixSession[_members.Length];
        for (int i = 0; i < _members.Length; i++)
        {
            FixSessionSettings session = settings.Sessions[i];
            bool fits = session.SenderCompId.Length <= CompIdBytesMax && session.TargetCompId.Length <= CompIdBytesMax;
            if (session.Initiator || !fits)
            {
                throw new ArgumentException($"session {i}: no acceptor, or a CompID is too long", nameof(settings));
            }

            MessageStore store = settings.StoreOf?.Invoke(session)
                ?? new MessageStore(settings.StoredMessagesMax, settings.StoredBytesMax);
            _members[i] = new Member(session, store, settings.Instruments.Length);
            sessions[i] = _members[i].Session;
        }

        _table = new SessionTable(sessions);
    }

    /// <summary>The members, by index.</summary>
    internal ReadOnlySpan<Member> All => _members;

    /// <summary>Whatever comes next, each member can be told of it.</summary>
    internal bool HasRoom
    {
        get
        {
            foreach (Member member in _members)
            {
                if (member.Session.Out.Free < ReserveBytes) return false;
            }

            return true;
        }
    }

    /// <summary>One member.</summary>
    internal Member this[int index] => _members[index];

    /// <summary>The member whom the first message of a connection names.</summary>
    /// <returns>Its index, or -1: no Logon, nobody, or somebody who is connected already.</returns>
    internal int Find(in FixMessage logon)
    {
        int index = _table.Find(logon);
        return index >= 0 && !_members[index].Connected ? index : -1;
    }
}
