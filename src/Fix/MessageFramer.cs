using System;

namespace Gateway.Fix;

/// <summary>Cuts one connection's stream into whole messages; the session's own thread alone calls it.</summary>
/// <remarks>
/// A message that lies whole in a segment is returned where it lies. One that is split over segments is completed in
/// the carry buffer, the only copy on the way in, and counted. A frame is BeginString, BodyLength and what these
/// promise: a CheckSum field right behind the body. Where there is none, the message is garbled: it is thrown away up
/// to the end of the next <c>|10=ddd|</c> behind that place, so a length too short costs that message alone, one too
/// long the following message too. Bytes before <c>8=FIX</c> are skipped. Whether the fields and the sum are right is
/// for <see cref="FixMessage.TryIndex"/>.
/// </remarks>
public sealed class MessageFramer
{
    /// <summary>Bytes without one whole message after which the stream is lost.</summary>
    public const int NoiseBytesMax = 8 * FixOutput.MessageBytesMax;

    private readonly byte[] _carry = GC.AllocateArray<byte>(FixOutput.MessageBytesMax, pinned: true);
    private TrailerSearch _trailer;
    private int _held;
    private int _noise;
    private bool _noisy;
    private bool _searching;
    private bool _given;

    /// <summary>Messages that had to be completed in the carry buffer.</summary>
    public long Copied { get; private set; }

    /// <summary>Places where the stream was no message; before the Logon one is a reason to close.</summary>
    public long Garbled { get; private set; }

    /// <summary>The stream cannot be cut any more (message or noise too long): the connection has to end.</summary>
    public bool Lost { get; private set; }

    /// <summary>Makes it ready for a new connection; the counts go on.</summary>
    public void Reset()
    {
        _trailer = default;
        _held = _noise = 0;
        _noisy = _searching = _given = Lost = false;
    }

    /// <summary>Takes the next whole message from the front of what arrived.</summary>
    /// <param name="bytes">What arrived; on return what is left of it, empty when the result is false.</param>
    /// <param name="message">One whole message, valid until the next call and no longer than its segment.</param>
    /// <returns>False when the rest, if any, was carried over or thrown away.</returns>
    public bool Next(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (_given) _held = 0;
        _given = false;
        while (!Lost)
        {
            if (_searching && !Skip(ref bytes)) return false;
            if (_held == 0)
            {
                if (InPlace(ref bytes, out message)) return true;
                if (bytes.IsEmpty) return false;
            }
            else if (Carried(ref bytes, out message, out bool starved))
            {
                return true;
            }
            else if (starved)
            {
                return false;
            }
        }

        bytes = default;
        return false;
    }

    private bool InPlace(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message)
    {
        message = default;
        Front front = Framing.Measure(bytes, out int count);
        switch (front)
        {
            case Front.Whole:
                message = bytes[..count];
                bytes = bytes[count..];
                Good();
                return true;
            case Front.Partial:
                bytes.CopyTo(_carry);
                _held = bytes.Length;
                bytes = default;
                return false;
            default:
                bytes = bytes[Bad(front, count)..];
                return false;
        }
    }

    private bool Carried(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> message, out bool starved)
    {
        message = default;
        starved = false;
        Front front = Framing.Measure(_carry.AsSpan(0, _held), out int count);
        switch (front)
        {
            case Front.Whole:
                message = _carry.AsSpan(0, count);
                _given = true;
                Copied++;
                Good();
                return true;
            case Front.Partial:
                starved = bytes.IsEmpty;
                int taken = Math.Min(count - _held, bytes.Length);
                bytes[..taken].CopyTo(_carry.AsSpan(_held));
                _held += taken;
                bytes = bytes[taken..];
                return false;
            default:
                Drop(Bad(front, count));
                return false;
        }
    }

    /// <summary>Takes bytes off the front of the carry buffer.</summary>
    private void Drop(int count)
    {
        _held -= count;
        _carry.AsSpan(count, _held).CopyTo(_carry);
    }

    /// <summary>Goes on to the next trailer, in what is carried first, then in what arrived.</summary>
    private bool Skip(ref ReadOnlySpan<byte> bytes)
    {
        _searching = !_trailer.Find(_carry.AsSpan(0, _held), out int end);
        Drop(end);
        if (!_searching) return true;

        _searching = !_trailer.Find(bytes, out end);
        bytes = bytes[end..];
        Count(end);
        return !_searching;
    }

    private void Good()
    {
        _noise = 0;
        _noisy = false;
    }

    private int Bad(Front front, int count)
    {
        if (!_noisy || front != Front.Noise) Garbled++;
        _noisy = true;
        Lost |= front == Front.TooLong;
        _searching = front == Front.Garbled;
        Count(count);
        return count;
    }

    private void Count(int noise)
    {
        _noise += noise;
        Lost |= _noise > NoiseBytesMax;
    }
}
