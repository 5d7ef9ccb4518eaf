using System;
using System.Runtime.CompilerServices;

namespace Gateway.Fix;

/// <summary>Messages on their way out, one behind the other in a buffer that never grows; one thread owns it.</summary>
/// <remarks>
/// <code>
/// | sent messages … | 8=FIX.4.4|9=NNN|35=8|… fields …      |  free
/// 0                 Begin                            Length    Capacity
/// </code>
/// A field takes its tag as text, <c>"11="u8</c>. <see cref="End"/> writes BodyLength and CheckSum.
/// </remarks>
/// <param name="capacity">Bytes; at least <see cref="MessageBytesMax"/>.</param>
public sealed class FixOutput(int capacity = FixOutput.CapacityBytes)
{
    /// <summary>Longest message that is written here; beyond it <see cref="End"/> gives nothing.</summary>
    public const int MessageBytesMax = 8192;

    private const int CapacityBytes = 1 << 18;
    private const int LengthDigits = 3;
    private const int NumberBytesMax = 32;
    private const ulong NsPerMs = 1_000_000;
    private const byte Soh = 1;

    private readonly byte[] _buffer = GC.AllocateArray<byte>(capacity, pinned: true);
    private readonly byte[] _time = new byte[FixTime.MillisecondBytes];
    private ulong _timeMs = ulong.MaxValue;
    private int _begin;
    private int _body;
    private int _at;

    /// <summary>End of the buffer; 0 once a field did not fit, so that none after it does.</summary>
    private int _limit;

    /// <summary>Bytes of finished messages.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes that are free.</summary>
    public int Free => _buffer.Length - Length;

    /// <summary>Bytes in all.</summary>
    public int Capacity => _buffer.Length;

    /// <summary>The finished messages; valid until the next <see cref="Begin"/> or <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Drops the finished messages.</summary>
    public void Clear() => Length = 0;

    /// <summary>Appends a finished message byte for byte.</summary>
    /// <param name="message">A whole message.</param>
    /// <returns>False when there is no room.</returns>
    public bool Append(ReadOnlySpan<byte> message)
    {
        if (message.Length > Free) return false;
        message.CopyTo(_buffer.AsSpan(Length));
        Length += message.Length;
        return true;
    }

    /// <summary>Starts a message: BeginString, room for BodyLength, MsgType.</summary>
    /// <param name="beginString">Such as <c>FIX.4.4</c>.</param>
    /// <param name="msgType">Value of 35.</param>
    public void Begin(ReadOnlySpan<byte> beginString, ReadOnlySpan<byte> msgType)
    {
        _begin = _at = Length;
        _limit = _buffer.Length;
        Text("8="u8, beginString);
        Text("9=000\u000135="u8, msgType);
        _body = _at - msgType.Length - "35=|".Length;
    }

    /// <summary>Writes a field.</summary>
    /// <param name="tag">Tag and equals sign.</param>
    /// <param name="value">Its value; no SOH in it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Text(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        int length = tag.Length + value.Length + 1;
        if (!Fits(length)) return;

        Span<byte> field = _buffer.AsSpan(_at, length);
        tag.CopyTo(field);
        value.CopyTo(field[tag.Length..]);
        field[^1] = Soh;
        _at += length;
    }

    /// <summary>Writes fields that are text already.</summary>
    /// <param name="fields">Whole fields, each with its SOH.</param>
    public void Raw(ReadOnlySpan<byte> fields)
    {
        if (!Fits(fields.Length)) return;
        fields.CopyTo(_buffer.AsSpan(_at));
        _at += fields.Length;
    }

    /// <summary>Writes a field of one character.</summary>
    /// <param name="tag">Tag and equals sign.</param>
    /// <param name="value">The character.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Code(ReadOnlySpan<byte> tag, byte value)
    {
        Span<byte> text = Tagged(tag, 1);
        if (text.IsEmpty) return;
        text[0] = value;
        Finish(tag, 1);
    }

    /// <summary>Writes an unsigned integer.</summary>
    /// <param name="tag">Tag and equals sign.</param>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Number(ReadOnlySpan<byte> tag, ulong value)
    {
        Span<byte> text = Tagged(tag, NumberBytesMax);
        if (!text.IsEmpty) Finish(tag, FixNumber.Format(value, text));
    }

    /// <summary>Writes a scaled integer as a decimal.</summary>
    /// <param name="tag">Tag and equals sign.</param>
    /// <param name="value">The number × 10^scaleDigits.</param>
    /// <param name="scaleDigits">0 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Scaled(ReadOnlySpan<byte> tag, long value, int scaleDigits)
    {
        Span<byte> text = Tagged(tag, NumberBytesMax);
        if (!text.IsEmpty) Finish(tag, FixNumber.FormatDecimal(value, scaleDigits, text));
    }

    /// <summary>Writes a time with milliseconds.</summary>
    /// <param name="tag">Tag and equals sign.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    public void Time(ReadOnlySpan<byte> tag, ulong timeNs)
    {
        ulong ms = timeNs / NsPerMs;
        if (ms != _timeMs) FixTime.Format(timeNs, _time);
        _timeMs = ms;
        Text(tag, _time);
    }

    /// <summary>Finishes the message.</summary>
    /// <returns>
    /// The whole message, valid as <see cref="Written"/> is; empty when it did not fit and was dropped.
    /// </returns>
    public ReadOnlySpan<byte> End()
    {
        if (_limit != 0) WriteBodyLength(_at - _body);
        byte sum = CheckSum.Of(_buffer.AsSpan(_begin, _at - _begin));
        Span<byte> digits = stackalloc byte[LengthDigits];
        ThreeDigits(sum, digits);
        Text("10="u8, digits);
        if (_limit == 0 || _at - _begin > MessageBytesMax) return default;

        Length = _at;
        return _buffer.AsSpan(_begin, _at - _begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Fits(int bytes)
    {
        if (bytes <= _limit - _at) return true;
        _limit = 0;
        return false;
    }

    /// <summary>The tag is written; the value goes behind it. Empty when there may be no room for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Tagged(ReadOnlySpan<byte> tag, int valueBytesMax)
    {
        if (!Fits(tag.Length + valueBytesMax + 1)) return default;
        tag.CopyTo(_buffer.AsSpan(_at));
        return _buffer.AsSpan(_at + tag.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(ReadOnlySpan<byte> tag, int valueBytes)
    {
        _at += tag.Length + valueBytes + 1;
        _buffer[_at - 1] = Soh;
    }

    /// <summary>Takes the last finished message back.</summary>
    /// <param name="length">What <see cref="Length"/> was before it began.</param>
    internal void Retract(int length) => Length = length;

    /// <summary>Three digits were left for it; a shorter or longer number moves the body.</summary>
    private void WriteBodyLength(int body)
    {
        if (body is >= 100 and < 1000) ThreeDigits(body, _buffer.AsSpan(_body - 1 - LengthDigits));
        else MoveBody(body);
    }

    private static void ThreeDigits(int number, Span<byte> text)
    {
        text[2] = (byte)('0' + (number % 10));
        text[1] = (byte)('0' + (number / 10 % 10));
        text[0] = (byte)('0' + (number / 100));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MoveBody(int body)
    {
        int digits = body < 10 ? 1 : body < 100 ? 2 : 4;
        int by = digits - LengthDigits;
        if (!Fits(by)) return;

        int from = _body - 1;
        _buffer.AsSpan(from, _at - from).CopyTo(_buffer.AsSpan(from + by));
        _body += by;
        _at += by;
        _ = FixNumber.Format((ulong)body, _buffer.AsSpan(_body - 1 - digits, digits));
    }
}
