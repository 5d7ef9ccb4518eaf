using System;

namespace Gateway.Aeron;

/// <summary>Where a log ends whose writer was killed, found from its bytes, and the mending of that end.</summary>
/// <remarks>
/// The writer's stores are there in the order of <see cref="ExclusivePublication"/>, all up to one. A frame is claimed
/// by the tail before it is begun, and rotation stores the tail behind the term's end, the padding, the next term's
/// tail, the count. So there are few states, and one remedy: what is claimed and not whole becomes one padding frame.
/// <code>
///                                    ┌ whole     ┌ claimed = tail, at most the term's end
///   frame │ frame │ frame │ 0, or &lt;0 … frames …   │0 0 0          left as it is  →  │ padding   │
/// </code>
/// Of a burst the first frame becomes whole last: what lies behind it in the claim is gone with it.
/// No reader has seen anything of it: a length that is not above 0 ends what they see. A rotation that is half done is
/// ended by the next offer, which stores the same values again. Whatever else is found was not left by a kill, and is a
/// fault; to mend is to repeat: killed meanwhile, the log is in one of these states again.
/// </remarks>
internal readonly struct LogEnd
{
    private readonly LogBuffer _log;

    private LogEnd(LogBuffer log, long whole)
    {
        _log = log;
        Whole = whole;
    }

    /// <summary>End of the last frame that readers can see.</summary>
    internal long Whole { get; }

    /// <summary>Finds the end; changes nothing.</summary>
    /// <param name="log">Nobody writes it.</param>
    /// <param name="from">Where a frame begins that is not erased, or the end.</param>
    /// <param name="end">The end, when there is no fault.</param>
    /// <returns>Null, or one line that names file and field.</returns>
    internal static string? Find(LogBuffer log, long from, out LogEnd end)
    {
        end = default;
        string? fault = TailFault(log);
        if (fault != null) return $"{log.Path}: {fault}";
        fault = Walk(log, from, out long whole) ?? ClaimFault(log, whole);
        if (fault != null) return fault;
        end = new LogEnd(log, whole);
        return null;
    }

    /// <summary>Goes over whole frames, to the first that is not or to the writer's position.</summary>
    /// <param name="log">Nobody writes it.</param>
    /// <param name="from">Where a frame begins.</param>
    /// <param name="whole">Where it came to.</param>
    /// <returns>Null, or one line: a frame is not plausible, or one is missing in a term that was left.</returns>
    internal static string? Walk(LogBuffer log, long from, out long whole)
    {
        long claimed = log.ProducerPosition;
        long activeTerm = (long)log.ActiveTermCount << log.Bits;
        for (whole = from; whole < claimed;)
        {
            int offset = (int)whole & (log.TermLength - 1);
            int length = Frame.ReadLength(log.Term(LogLayout.Partition(whole, log.Bits)), offset);
            string? fault = log.FrameFault(whole);
            if (fault != null) return fault;
            if (length <= 0 && whole < activeTerm) return $"{log.Path}: length {length} at position {whole}: a hole";
            if (length <= 0) return null;
            whole += Frame.Align(length);
        }

        return whole == claimed ? null : $"{log.Path}: tail {claimed}: in a frame that ends at {whole}";
    }

    /// <summary>Erases all but what readers still need, then pads what is claimed.</summary>
    /// <param name="oldest">Position of the slowest reader.</param>
    internal void Mend(long oldest)
    {
        // Zeroes before the padding: a reader that has passed it looks at what follows.
        long claimed = _log.ProducerPosition;
        long end = oldest + ((long)LogLayout.PartitionCount * _log.TermLength);
        for (long at = claimed; at < end;)
        {
            int bytes = (int)Math.Min(end - at, _log.TermLength - (at & (_log.TermLength - 1)));
            _log.Clean(at, bytes);
            at += bytes;
        }

        if (Whole == claimed) return;
        Span<byte> frame = At(_log, Whole, (int)(claimed - Whole));
        frame[Frame.HeaderBytes..].Clear();
        int offset = (int)Whole & (_log.TermLength - 1);
        Frame.Pad(frame, new FrameSource(
            Frame.Pair(offset, _log.SessionId), Frame.Pair(_log.StreamId, _log.TermIdAt(Whole))));
    }

    /// <summary>The next partition has its last term's tail or, when rotation was half done, its next one's.</summary>
    private static string? TailFault(LogBuffer log)
    {
        int count = log.ActiveTermCount;
        for (int i = 0; i < LogLayout.PartitionCount; i++)
        {
            long tail = log.ReadTail((int)(((long)count + i) % LogLayout.PartitionCount));
            int ahead = unchecked((int)(tail >> 32) - log.InitialTermId - count);
            bool inside = i != 0 || (tail & uint.MaxValue) <= 2L * log.TermLength;
            if (!inside) return $"tail offset {(int)tail}: too far behind the end of a term of {log.TermLength}";
            bool next = i == 1 && ahead == 1 && (int)tail == 0;
            if (next || ahead == (i == 0 ? 0 : i - LogLayout.PartitionCount)) continue;
            return $"tail of term {(int)(tail >> 32)}: does not fit to active term count {count}";
        }

        return null;
    }

    /// <summary>Behind the last whole frame is what was claimed for it, then nothing.</summary>
    private static string? ClaimFault(LogBuffer log, long whole)
    {
        long claimed = log.ProducerPosition;
        int next = Frame.ReadLength(At(log, claimed, Frame.HeaderBytes), 0);
        if (next != 0) return $"{log.Path}: tail {claimed}: a frame of {next} bytes lies behind it";
        if (whole == claimed) return null;
        Span<byte> claim = At(log, whole, (int)(claimed - whole));
        long begun = -(long)Frame.ReadLength(claim, 0);
        bool fits = begun == 0 || (begun >= Frame.HeaderBytes && begun <= claim.Length);
        if (!fits) return $"{log.Path}: length {-begun} at position {whole}: {claim.Length} bytes are claimed";
        return IsOfABurst(claim, Frame.Align((int)begun))
            ? null
            : $"{log.Path}: torn at position {whole}, and something lies behind it";
    }

    /// <summary>Frames behind the first one of a burst say which they are; the last one may be torn itself.</summary>
    private static bool IsOfABurst(Span<byte> claim, int at)
    {
        for (int number = 1; at > 0 && at < claim.Length; number++)
        {
            int length = Frame.ReadLength(claim, at);
            int bytes = Frame.Align((int)Math.Min(Math.Abs((long)length), claim.Length - at));
            if (length > 0 && (length > claim.Length - at || Frame.Reserved(claim[at..]) != number)) return false;
            at += bytes;
            if (length <= 0) break;
        }

        return at >= claim.Length || !claim[at..].ContainsAnyExcept((byte)0);
    }

    private static Span<byte> At(LogBuffer log, long position, int bytes) =>
        log.Slice(LogLayout.Partition(position, log.Bits), (int)position & (log.TermLength - 1), bytes);
}
