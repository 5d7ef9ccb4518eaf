using System;

namespace Gateway.Fix;

/// <summary>Serves ResendRequests, a slice at a time, so that half of Out stays free for what is new.</summary>
internal sealed class Replay(SessionSender sender)
{
    private ulong _first;
    private ulong _next;
    private ulong _last;

    /// <summary>There is more to send.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Takes a request on; what is being served already is not served twice.</summary>
    /// <param name="from">First number.</param>
    /// <param name="last">Last number; 0 or beyond: the last that was sent.</param>
    internal void Ask(ulong from, ulong last)
    {
        ulong sent = sender.Next - 1;
        if (last == 0 || last > sent) last = sent;
        from = Math.Max(from, 1);
        if (from > last) return;

        bool served = IsOpen && from >= _first;
        _last = IsOpen ? Math.Max(_last, last) : last;
        if (!served) _first = _next = from;
        IsOpen = true;
    }

    /// <summary>Takes a ResendRequest (2) on.</summary>
    /// <returns>False with 373 and 371 when 7 or 16 is missing or no number.</returns>
    internal bool TryAsk(in FixMessage message, out int reason, out int tag)
    {
        bool begin = FixNumber.TryParse(message.Get(7), out long from);
        bool end = FixNumber.TryParse(message.Get(16), out long last);
        tag = begin ? 16 : 7;
        reason = message.TryGet(tag, out _) ? RejectReason.IncorrectFormat : RejectReason.RequiredTagMissing;
        if (begin && end) Ask((ulong)from, (ulong)last);
        return begin && end;
    }

    /// <summary>Forgets the request: the connection is gone.</summary>
    internal void Stop() => IsOpen = false;

    /// <summary>Sends what fits.</summary>
    /// <param name="nowNs">Now.</param>
    internal void Continue(ulong nowNs)
    {
        FixOutput output = sender.Out;
        while (IsOpen && output.Free > output.Capacity / 2)
        {
            ulong stored = sender.Store.FirstFrom(_next, _last);
            if (stored > _next && !sender.GapFill(_next, stored, nowNs)) return;

            _next = stored;
            if (sender.Store.TryGet(stored, out ReadOnlySpan<byte> message) && stored <= _last)
            {
                if (!sender.Resend(stored, message, nowNs)) return;
                _next++;
            }

            IsOpen = _next <= _last;
        }
    }
}
