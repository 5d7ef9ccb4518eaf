using System;
using System.IO;

namespace Gateway.Aeron;

/// <summary>One reader's end of one publication's log, mostly in another process; one thread calls it.</summary>
/// <remarks>
/// Spec: aeron.md section 10. The position is a counter that lives in the Aeron directory: nothing behind it is erased,
/// and a reader that died goes on from there. <see cref="Poll"/> moves it with every call. Who must first make safe
/// what was read uses <see cref="Read"/>, and <see cref="Release()"/> after that. No call goes across a term's end.
/// A conductor that dies is neither an end nor a fault: the log stands still until another takes it over.
/// Steady state: 0 bytes allocated, no lock, no exception.
/// </remarks>
public sealed class Subscription : IDisposable
{
    /// <summary>The next frame is not plausible: the log is broken; <see cref="DescribeFault"/> says how.</summary>
    public const int Broken = -1;

    /// <summary>Disposed, or the conductor has removed the subscription.</summary>
    public const int Closed = -4;

    private readonly CncFile _cnc;
    private readonly LogBuffer _log;
    private readonly int _counterId;
    private readonly long _registrationId;
    private readonly int _termLength;
    private readonly int _bits;
    private bool _disposed;

    private Subscription(CncFile cnc, LogBuffer log, int counterId)
    {
        _cnc = cnc;
        _log = log;
        _counterId = counterId;
        _registrationId = cnc.Counters.Entry(counterId).RegistrationId;
        _termLength = log.TermLength;
        _bits = log.Bits;
        Position = cnc.Counters.Read(counterId);
    }

    /// <summary>What was read, in bytes of the stream; not below the counter's value.</summary>
    public long Position { get; private set; }

    /// <summary>The publication's own number.</summary>
    public int SessionId => _log.SessionId;

    /// <summary>Whether the publication was closed and all of it is read.</summary>
    public bool IsEndOfStream => !_disposed && Position >= _log.EndOfStreamPosition;

    /// <summary>Whether <see cref="Poll"/> answers <see cref="Closed"/>.</summary>
    public bool IsClosed => _disposed || !_cnc.Counters.IsHeldBy(_counterId, _registrationId);

    /// <summary>When the conductor was last seen alive, ms since 1970; -1 once it has shut down.</summary>
    public long ConductorHeartbeatMs => _cnc.HeartbeatMs;

    /// <summary>Takes the reader's end, where the counter says.</summary>
    /// <param name="directory">Aeron directory; its conductor has added this subscription.</param>
    /// <param name="publicationId">Registration id of the publication.</param>
    /// <param name="counterId">Counter that the conductor allocated for this subscription.</param>
    /// <returns>The subscription.</returns>
    /// <exception cref="IOException">A file is missing or too short.</exception>
    /// <exception cref="InvalidDataException">A file or the counter is not what it has to be; names it.</exception>
    public static Subscription Open(string directory, long publicationId, int counterId)
    {
        CncFile cnc = CncFile.Open(directory);
        LogBuffer? log = null;
        bool complete = false;
        try
        {
            log = LogBuffer.Open(AeronDirectory.LogPath(directory, publicationId), readOnly: true);
            string? fault = Fault(cnc.Counters, log, publicationId, counterId);
            if (fault != null) throw new InvalidDataException($"{directory}: {fault}");
            complete = true;
            return new Subscription(cnc, log, counterId);
        }
        finally
        {
            if (!complete)
            {
                log?.Dispose();
                cnc.Dispose();
            }
        }
    }

    /// <summary>Delivers fragments and moves the counter behind them.</summary>
    /// <typeparam name="THandler">A struct.</typeparam>
    /// <param name="handler">Takes the fragments.</param>
    /// <param name="fragmentLimit">Most fragments; padding does not count.</param>
    /// <returns>Fragments delivered, or <see cref="Closed"/>, <see cref="Broken"/>.</returns>
    public int Poll<THandler>(ref THandler handler, int fragmentLimit)
        where THandler : struct, IFragmentHandler
    {
        int fragments = Read(ref handler, fragmentLimit);
        if (fragments >= 0) Release();
        return fragments;
    }

    /// <summary>Delivers fragments and leaves the counter: a reader that dies now gets them again.</summary>
    /// <typeparam name="THandler">A struct.</typeparam>
    /// <param name="handler">Takes the fragments.</param>
    /// <param name="fragmentLimit">Most fragments; padding does not count.</param>
    /// <returns>Fragments delivered, or <see cref="Closed"/>, <see cref="Broken"/>.</returns>
    public int Read<THandler>(ref THandler handler, int fragmentLimit)
        where THandler : struct, IFragmentHandler
    {
        if (IsClosed) return Closed;
        Span<byte> term = _log.Term(LogLayout.Partition(Position, _bits));
        int offset = (int)Position & (_termLength - 1);
        long termBegin = Position - offset;
        int termId = _log.TermIdAt(termBegin);
        int fragments = 0;
        while (fragments < fragmentLimit && offset < _termLength)
        {
            int length = Frame.ReadLength(term, offset);
            if (length <= 0) break;
            if (!Frame.IsPlausible(term, offset, length, termId)) return fragments > 0 ? fragments : Broken;
            Span<byte> frame = term.Slice(offset, length);
            offset += Frame.Align(length);
            Position = termBegin + offset;
            if (frame[Frame.TypeOffset] == Frame.TypePadding) continue;
            handler.OnFragment(frame[Frame.HeaderBytes..], new Header(frame, Position));
            fragments++;
        }

        return fragments;
    }

    /// <summary>Hands over adjacent frames as they lie in the log, and moves the counter behind them.</summary>
    /// <typeparam name="THandler">A struct.</typeparam>
    /// <param name="handler">Takes the frames, if there are any.</param>
    /// <param name="blockBytes">Most bytes; a first frame that is longer comes alone.</param>
    /// <returns>Bytes handed over, or <see cref="Closed"/>, <see cref="Broken"/>.</returns>
    public int BlockPoll<THandler>(ref THandler handler, int blockBytes)
        where THandler : struct, IBlockHandler
    {
        if (IsClosed) return Closed;
        Span<byte> term = _log.Term(LogLayout.Partition(Position, _bits));
        int start = (int)Position & (_termLength - 1);
        int end = BlockEnd(term, start, blockBytes);
        if (end <= start) return end == start ? 0 : Broken;
        handler.OnBlock(term[start..end], Position);
        Position += end - start;
        Release();
        return end - start;
    }

    /// <summary>Moves the counter to <see cref="Position"/>: what lies before may be erased.</summary>
    public void Release() => Release(Position);

    /// <summary>Moves the counter to a position that is safe, when not all is that was read.</summary>
    /// <param name="position">End of a frame, at most <see cref="Position"/>; the counter never goes back.</param>
    public void Release(long position)
    {
        Counters counters = _cnc.Counters;
        if (!IsClosed && counters.Read(_counterId) < position) counters.Write(_counterId, position);
    }

    /// <summary>Says what is wrong where <see cref="Position"/> is; allocates.</summary>
    /// <returns>One line that names file, position and field; null when the log is not broken there.</returns>
    public string? DescribeFault() => _disposed ? null : _log.FrameFault(Position);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _log.Dispose();
        _cnc.Dispose();
    }

    private static string? Fault(Counters counters, LogBuffer log, long publicationId, int counterId)
    {
        if (log.RegistrationId != publicationId) return $"log {publicationId} says it is {log.RegistrationId}";
        if ((uint)counterId >= (uint)counters.Capacity) return $"counter {counterId}: not below {counters.Capacity}";
        Counter counter = counters.Entry(counterId);
        bool reads = counter.TypeId == CounterType.SubscriberPosition && counter.ReferenceId == publicationId;
        if (!reads || !counters.IsHeldBy(counterId, counter.RegistrationId))
        {
            return $"counter {counterId} is no position of a subscription to {publicationId}";
        }

        // The writer is never a whole term ahead of a reader: half of one, one message, and padding for one.
        long behind = log.ProducerPosition - counter.Value;
        return behind >= 0 && behind <= log.TermLength && counter.Value >= 0 && counter.Value % Frame.Alignment == 0
            ? null
            : $"counter {counterId}: position {counter.Value} is not in the log, which is at {log.ProducerPosition}";
    }

    /// <summary>End of the last whole frame that fits; <see cref="Broken"/> when the first is not plausible.</summary>
    private int BlockEnd(Span<byte> term, int start, int blockBytes)
    {
        int end = start;
        int termId = _log.TermIdAt(Position);
        while (end < _termLength)
        {
            int length = Frame.ReadLength(term, end);
            if (length <= 0) break;
            if (!Frame.IsPlausible(term, end, length, termId)) return end > start ? end : Broken;
            int bytes = Frame.Align(length);
            if (end > start && bytes > blockBytes - (end - start)) break;
            end += bytes;
        }

        return end;
    }
}
