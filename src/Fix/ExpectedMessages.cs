using System;

namespace Gateway.Fix;

/// <summary>The incoming half of a session: the number that is expected, what came early, what was asked for.</summary>
internal sealed class ExpectedMessages(FixSessionSettings settings, MessageStore store)
{
    private readonly EarlyMessages _early = new(settings.EarlyMessagesMax, settings.EarlyBytesMax);
    private ulong _askedTo;
    private ulong _kept = store.NextTarget.Value;

    /// <summary>MsgSeqNum of the next message, from 1.</summary>
    internal ulong Next { get; private set; } = store.NextTarget.Value;

    /// <summary>A ResendRequest is open: not all that came before the early message is here.</summary>
    internal bool IsAsking => Next <= _askedTo;

    /// <summary>Goes on to the next number if this is the expected one.</summary>
    /// <returns>False when it is not.</returns>
    internal bool Count(ulong number)
    {
        if (number != Next) return false;
        Next++;
        return true;
    }

    /// <summary>Goes on to a number; what came early below it is forgotten.</summary>
    internal void Jump(ulong next)
    {
        Next = next;
        _early.DropBelow(next);
    }

    /// <summary>Both sides begin at 1 again: the store was cleared.</summary>
    internal void Begin()
    {
        _kept = Next = 1;
        Forget();
    }

    /// <summary>What is expected will be kept once the owner's log has grown beyond its end.</summary>
    internal void Promise(ulong end)
    {
        if (_kept != Next) store.NextTarget.Promise(Next, end);
    }

    /// <summary>Keeps what is expected.</summary>
    internal void Keep()
    {
        if (_kept == Next) return;
        _kept = Next;
        store.NextTarget.Keep(Next);
    }

    /// <summary>The owner's log decides what was kept.</summary>
    internal void Settle(ulong end)
    {
        store.NextTarget.Settle(end);
        _kept = Next = store.NextTarget.Value;
    }

    /// <summary>Keeps a message that came early; empty: its number alone has to be counted in its turn.</summary>
    internal void Keep(ulong number, ReadOnlySpan<byte> message) => _early.Add(number, message);

    /// <summary>A ResendRequest for all before a number is out.</summary>
    internal void Asked(ulong before) => _askedTo = before - 1;

    /// <summary>Takes the early message whose turn has come; its number is not counted yet.</summary>
    /// <returns>False when there is none.</returns>
    internal bool TryTake(out ReadOnlySpan<byte> message)
    {
        while (_early.TryTake(Next, out message))
        {
            if (!message.IsEmpty) return true;
            Next++;
        }

        return false;
    }

    /// <summary>Forgets what came early and what was asked for: the connection is gone.</summary>
    internal void Forget()
    {
        _early.Clear();
        _askedTo = 0;
    }
}
