using System;
using System.Runtime.CompilerServices;

namespace Gateway.Aeron;

/// <summary>The only writer's end of a log; one thread calls it. It allocates, locks, waits, throws never.</summary>
/// <remarks>
/// Spec: aeron.md section 9. A message is one frame, or several when it is longer than <see cref="MaxPayload"/>. For
/// each the raw tail is stored first, then the length below 0, header, payload, and last the length, ordered: the
/// conductor never sees less than what is written, and a reader never sees a frame that is not whole.
/// <code>
///  term n                                       term n + 1
///  ┌─────────┬─────────┬─────────┬───────────┐  ┌─────────┬─────
///  │ frame   │ frame   │ frame   │ padding   │  │ frame   │           a frame never crosses a term's end
///  └─────────┴─────────┴─────────┴───────────┘  └─────────┴─────
/// </code>
/// A process that is killed leaves stores in this order, all up to one: <see cref="LogEnd"/> mends what that is.
/// Where a term ends, it pads, goes on to the next term and offers again by itself: a caller never gets Aeron's -3
/// (admin action). An offer is taken when <see cref="Position"/> is below the limit: the last one may end beyond it.
/// </remarks>
public sealed class ExclusivePublication
{
    /// <summary>No reader is linked.</summary>
    public const long NotConnected = -1;

    /// <summary>The slowest reader is half a term behind; try again on the next cycle.</summary>
    public const long BackPressured = -2;

    /// <summary><see cref="Close"/> was called.</summary>
    public const long Closed = -4;

    /// <summary>2³¹ terms are written; the log can take no more.</summary>
    public const long MaxPositionExceeded = -5;

    /// <summary>The message is longer than <see cref="MaxMessage"/>, or what must be one frame than
    /// <see cref="MaxPayload"/>.</summary>
    public const long MessageTooLong = -6;

    private readonly LogBuffer _log;
    private readonly Counters _counters;
    private readonly int _limitId;
    private readonly int _termLength;
    private readonly long _positionMax;
    private readonly int _sessionId;
    private readonly int _streamId;
    private int _partition;
    private int _termId;
    private int _termOffset;
    private long _termBegin;

    /// <summary>Takes the writer's end; a term that its last writer left full is rotated by the next offer.</summary>
    /// <param name="log">A log that nobody else writes, without a torn frame; it outlives this.</param>
    /// <param name="counters">Where the limit is.</param>
    /// <param name="limitId">Counter that says how far may be written.</param>
    internal ExclusivePublication(LogBuffer log, Counters counters, int limitId)
    {
        _log = log;
        _counters = counters;
        _limitId = limitId;
        _termLength = log.TermLength;
        _sessionId = log.SessionId;
        _streamId = log.StreamId;
        _positionMax = (long)_termLength << 31;
        MaxPayload = log.Mtu - Frame.HeaderBytes;
        MaxMessage = Math.Min(_termLength / 8, LogLayout.MessageMax);
        int count = log.ActiveTermCount;
        _partition = count % LogLayout.PartitionCount;
        _termId = unchecked(log.InitialTermId + count);
        _termOffset = (int)Math.Min(log.ReadTail(_partition) & uint.MaxValue, _termLength);
        _termBegin = (long)count << log.Bits;
        IsClosed = log.EndOfStreamPosition != LogLayout.EndOfStreamUnknown;
    }

    /// <summary>Most bytes of a message that stays one frame.</summary>
    public int MaxPayload { get; }

    /// <summary>Most bytes of a message: an eighth of a term, at most 16 MiB.</summary>
    public int MaxMessage { get; }

    /// <summary>The publication's id: the name of its log.</summary>
    public long RegistrationId => _log.RegistrationId;

    /// <summary>The stream's number.</summary>
    public int StreamId => _log.StreamId;

    /// <summary>Where the next frame begins, in bytes; for the writer's thread.</summary>
    public long Position => _termBegin + _termOffset;

    /// <summary>The same for any other thread: it never goes back, and may rest at a term's end.</summary>
    public long ProducerPosition => _log.ProducerPosition;

    /// <summary>Offers are taken while <see cref="Position"/> is below it; the conductor moves it.</summary>
    public long PublisherLimit => IsClosed ? Closed : _counters.Read(_limitId);

    /// <summary>Whether a reader is linked.</summary>
    public bool IsConnected => !IsClosed && _log.IsConnected;

    /// <summary>Whether <see cref="Close"/> was called.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>How many messages of a length are certain to be taken now in one burst, or one after the
    /// other; a burst lies in one term.</summary>
    /// <param name="messageBytes">Length of each: 1 to <see cref="MaxPayload"/>.</param>
    /// <returns>Zero when there is none or a message is too long.</returns>
    public int Room(int messageBytes)
    {
        if ((uint)messageBytes > (uint)MaxPayload || IsClosed) return 0;
        int bytes = Frame.Align(Frame.HeaderBytes + messageBytes);
        long limit = _counters.Read(_limitId);
        long next = _termBegin + _termLength;
        int here = Math.Min((_termLength - _termOffset) / bytes, Begins(limit - Position, bytes));
        return Math.Max(here, next >= _positionMax ? 0 : Begins(limit - next, bytes));
    }

    /// <summary>Appends one message.</summary>
    /// <param name="message">May be empty.</param>
    /// <param name="reservedValue">Goes into the header of each of its frames; the application's.</param>
    /// <returns>The new <see cref="Position"/>, or, in this order, <see cref="Closed"/>,
    /// <see cref="MessageTooLong"/>, <see cref="MaxPositionExceeded"/>, <see cref="NotConnected"/>,
    /// <see cref="BackPressured"/>.</returns>
    public long Offer(ReadOnlySpan<byte> message, long reservedValue = 0)
    {
        if (message.Length > MaxPayload) return OfferFragments(message, reservedValue);
        long refusal = Reserve(Frame.Align(Frame.HeaderBytes + message.Length));
        if (refusal < 0) return refusal;
        Append(message, Frame.FlagsWhole, reservedValue);
        return Position;
    }

    /// <summary>Appends adjacent messages of one length: readers see all of them at once, or none.</summary>
    /// <remarks>
    /// The first frame's length is stored last. A process that is killed meanwhile leaves nothing of the burst, for it
    /// lies in one term: what does not fit into the rest of this one begins in the next. The reserved value of each
    /// frame is its place in the burst, from 0.
    /// </remarks>
    /// <param name="messages">Whole messages; may be none.</param>
    /// <param name="messageBytes">Length of each: 1 to <see cref="MaxPayload"/>.</param>
    /// <returns>As <see cref="Offer"/>; never refused when <see cref="Room"/> promised as many.</returns>
    public long OfferBurst(ReadOnlySpan<byte> messages, int messageBytes)
    {
        if (messageBytes <= 0 || messages.Length % messageBytes != 0) ThrowNotWhole(messages.Length, messageBytes);
        if (messageBytes > MaxPayload && !IsClosed) return MessageTooLong;
        int bytes = Frame.Align(Frame.HeaderBytes + messageBytes);
        if (Room(messageBytes) < messages.Length / messageBytes) return Refusal(bytes);
        if (messages.IsEmpty) return Position;
        int total = messages.Length / messageBytes * bytes;
        if (total > _termLength - _termOffset) _ = Rotate(total);
        AppendRun(messages, messageBytes, bytes);
        return Position;
    }

    /// <summary>Takes one frame, to be filled in place; no other offer before it is committed or aborted.</summary>
    /// <param name="length">Bytes of payload: at most <see cref="MaxPayload"/>.</param>
    /// <param name="claim">The frame; empty when refused.</param>
    /// <returns>As <see cref="Offer"/>.</returns>
    public long TryClaim(int length, out BufferClaim claim)
    {
        claim = default;
        if ((uint)length > (uint)MaxPayload) return IsClosed ? Closed : MessageTooLong;
        int bytes = Frame.Align(Frame.HeaderBytes + length);
        long refusal = Reserve(bytes);
        if (refusal < 0) return refusal;
        Span<byte> frame = _log.Slice(_partition, _termOffset, bytes)[..(Frame.HeaderBytes + length)];
        Frame.Begin(frame, frame.Length, Frame.FlagsWhole, Frame.TypeData, Source, 0);
        _termOffset += bytes;
        claim = new BufferClaim(frame);
        return Position;
    }

    /// <summary>Ends the stream where it is; the conductor tells when all readers are there.</summary>
    public void Close()
    {
        if (IsClosed) return;
        IsClosed = true;
        _log.EndOfStreamPosition = Position;
    }

    private FrameSource Source => new(Frame.Pair(_termOffset, _sessionId), Frame.Pair(_streamId, _termId));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long OfferFragments(ReadOnlySpan<byte> message, long reservedValue)
    {
        if (message.Length > MaxMessage) return IsClosed ? Closed : MessageTooLong;
        long refusal = Reserve(ReservedBytes(message.Length));
        if (refusal < 0) return refusal;
        byte flags = Frame.FlagBegin;
        for (; message.Length > MaxPayload; message = message[MaxPayload..], flags = 0)
        {
            Append(message[..MaxPayload], flags, reservedValue);
        }

        Append(message, Frame.FlagEnd, reservedValue);
        return Position;
    }

    /// <summary>Finds room for adjacent frames and stores the raw tail behind them.</summary>
    /// <returns>Zero, or why not.</returns>
    private long Reserve(int bytes)
    {
        if (IsClosed) return Closed;
        long limit = _counters.Read(_limitId);
        while (Position < limit)
        {
            if (bytes <= _termLength - _termOffset)
            {
                _log.WriteTail(_partition, _termId, _termOffset + bytes);
                return 0;
            }

            if (!Rotate(bytes)) return MaxPositionExceeded;
        }

        return Refusal(bytes);
    }

    private void Append(ReadOnlySpan<byte> payload, byte flags, long reservedValue)
    {
        int bytes = Frame.Align(Frame.HeaderBytes + payload.Length);
        Frame.Write(_log.Slice(_partition, _termOffset, bytes), payload, flags, Source, reservedValue);
        _termOffset += bytes;
    }

    private void AppendRun(ReadOnlySpan<byte> messages, int messageBytes, int bytes)
    {
        int first = _termOffset;
        int total = messages.Length / messageBytes * bytes;
        _log.WriteTail(_partition, _termId, first + total);
        Span<byte> frames = _log.Slice(_partition, first, total);
        int length = Frame.HeaderBytes + messageBytes;
        Frame.Begin(frames, length, Frame.FlagsWhole, Frame.TypeData, Source, 0);
        messages[..messageBytes].CopyTo(frames[Frame.HeaderBytes..]);
        for (int at = bytes, number = 1; at < total; at += bytes, number++)
        {
            messages = messages[messageBytes..];
            _termOffset = first + at;
            Frame.Write(frames.Slice(at, bytes), messages[..messageBytes], Frame.FlagsWhole, Source, number);
        }

        _termOffset = first + total;
        Frame.Commit(frames, length);
    }

    /// <summary>Pads what is left of the term and goes on to the next, which the limit says is clean.</summary>
    /// <param name="bytes">What did not fit; as in Aeron the tail says so, behind the term's end.</param>
    /// <returns>False after the last term there is.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Rotate(int bytes)
    {
        _log.WriteTail(_partition, _termId, _termOffset + bytes);
        int rest = _termLength - _termOffset;
        if (rest > 0)
        {
            Frame.Pad(_log.Slice(_partition, _termOffset, rest), Source);
            _termOffset = _termLength;
        }

        if (_termBegin + _termLength >= _positionMax) return false;
        _termBegin += _termLength;
        _termOffset = 0;
        _termId = unchecked(_termId + 1);
        _partition = _partition == LogLayout.PartitionCount - 1 ? 0 : _partition + 1;

        // The tail before the count: who reads the new count must find the new term behind it.
        _log.WriteTail(_partition, _termId, 0);
        _log.ActiveTermCount = (int)(_termBegin >> _log.Bits);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Refusal(int bytes)
    {
        if (IsClosed) return Closed;
        if (Position + bytes >= _positionMax) return MaxPositionExceeded;
        return _log.IsConnected ? BackPressured : NotConnected;
    }

    /// <summary>Bytes of all frames of one message.</summary>
    private int ReservedBytes(int messageBytes)
    {
        if (messageBytes <= MaxPayload) return Frame.Align(Frame.HeaderBytes + messageBytes);
        int whole = messageBytes / MaxPayload;
        int rest = messageBytes % MaxPayload;
        return (whole * _log.Mtu) + (rest == 0 ? 0 : Frame.Align(Frame.HeaderBytes + rest));
    }

    /// <summary>How many frames can begin in so many bytes; the last may end behind them, in a term at most.</summary>
    private int Begins(long room, int bytes) =>
        room <= 0 ? 0 : (int)Math.Min((room + bytes - 1) / bytes, _termLength / bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNotWhole(int length, int messageBytes) =>
        throw new ArgumentException($"{length} bytes are no whole messages of {messageBytes}");
}
