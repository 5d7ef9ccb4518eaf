using System;

namespace Gateway.Fix;

/// <summary>One whole message and the index of its fields, both in the caller's memory.</summary>
/// <remarks>
/// <code>
/// 8=FIX.4.4|9=…|35=D|…|10=ddd|      Fields[0] BeginString, [1] BodyLength, [2] MsgType, …, [^1] CheckSum
/// </code>
/// Spec: FIX 4.4 vol. 2, message format. Valid as long as the bytes are.
/// </remarks>
public readonly ref struct FixMessage
{
    /// <summary>Most fields of one message; one with more is garbled.</summary>
    public const int FieldsMax = 1024;

    private const int MsgTypeIndex = 2;
    private const int TrailerBytes = 7;

    private FixMessage(ReadOnlySpan<byte> bytes, ReadOnlySpan<FixField> fields, bool hasPlainBody)
    {
        Bytes = bytes;
        Fields = fields;
        HasPlainBody = hasPlainBody;
    }

    /// <summary>The message, from BeginString to the SOH behind CheckSum.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Its fields in the order they were sent.</summary>
    public ReadOnlySpan<FixField> Fields { get; }

    /// <summary>Known of its shape: behind the header no field is empty, and none is the header's or the trailer's.
    /// </summary>
    internal bool HasPlainBody { get; }

    /// <summary>MsgType (35).</summary>
    public ReadOnlySpan<byte> MsgType => Value(Fields[MsgTypeIndex]);

    /// <summary>BeginString (8).</summary>
    public ReadOnlySpan<byte> BeginString => Value(Fields[0]);

    /// <summary>It is one of the session's own (35 is 0 to 5 or A), not the application's.</summary>
    internal bool IsAdmin =>
        MsgType.Length == 1 && MsgType[0] is (>= (byte)'0' and <= (byte)'5') or (byte)'A';

    /// <summary>Indexes a message and proves its frame.</summary>
    /// <param name="bytes">One whole message, as the framer cuts it.</param>
    /// <param name="fields">Room for the index, at least <see cref="FieldsMax"/> long to take every message.</param>
    /// <param name="message">The indexed message; default when false.</param>
    /// <returns>
    /// False when it is garbled: a field without number or <c>=</c>, 8, 9, 35 not first, 10 not last, BodyLength or
    /// CheckSum wrong, more fields than there is room for.
    /// </returns>
    public static bool TryIndex(ReadOnlySpan<byte> bytes, Span<FixField> fields, out FixMessage message)
    {
        message = default;
        int count = FieldIndex.Write(bytes, fields, out byte sum);
        if (count <= MsgTypeIndex + 1) return false;

        ReadOnlySpan<FixField> index = fields[..count];
        FixField last = index[^1];
        if (index[0].Tag != 8 || index[1].Tag != 9 || index[MsgTypeIndex].Tag != 35 || last.Tag != 10) return false;

        if (!IsWhole(bytes, index, sum)) return false;
        message = new FixMessage(bytes, index, false);
        return true;
    }

    /// <summary>Proves the frame of a message whose index is that of its shape.</summary>
    internal static bool TryProve(ReadOnlySpan<byte> bytes, MessageShape shape, byte sum, out FixMessage message)
    {
        bool whole = IsWhole(bytes, shape.Fields, sum);
        message = whole ? new FixMessage(bytes, shape.Fields, shape.HasPlainBody) : default;
        return whole;
    }

    /// <summary>The bytes of a field's value.</summary>
    /// <param name="field">One of <see cref="Fields"/>.</param>
    /// <returns>The value; may be empty.</returns>
    public ReadOnlySpan<byte> Value(in FixField field) => Bytes.Slice(field.Start, field.Length);

    /// <summary>The first field with a tag.</summary>
    /// <param name="tag">Tag.</param>
    /// <param name="value">Its value; default when false.</param>
    /// <returns>False when the message has no such field.</returns>
    public bool TryGet(int tag, out ReadOnlySpan<byte> value)
    {
        foreach (ref readonly FixField field in Fields)
        {
            if (field.Tag != tag) continue;
            value = Value(field);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The first field with a tag, or nothing.</summary>
    /// <param name="tag">Tag.</param>
    /// <returns>Its value; empty when it is missing or empty.</returns>
    public ReadOnlySpan<byte> Get(int tag) => TryGet(tag, out ReadOnlySpan<byte> value) ? value : default;

    private static bool IsWhole(ReadOnlySpan<byte> bytes, ReadOnlySpan<FixField> index, byte sum)
    {
        int trailer = index[^2].Start + index[^2].Length + 1;
        return BodyLengthIs(bytes, index[1], trailer) && CheckSumIs(bytes[trailer..], sum);
    }

    private static bool BodyLengthIs(ReadOnlySpan<byte> bytes, in FixField length, int trailer) =>
        FixNumber.TryParse(bytes.Slice(length.Start, length.Length), out long body)
        && body == trailer - (length.Start + length.Length + 1);

    /// <summary>The sum of what is before the trailer is that of all bytes less the trailer's own.</summary>
    private static bool CheckSumIs(ReadOnlySpan<byte> trailer, byte sumOfAll)
    {
        if (trailer.Length != TrailerBytes) return false;
        uint hundreds = (uint)(trailer[3] - '0'), tens = (uint)(trailer[4] - '0'), ones = (uint)(trailer[5] - '0');
        byte own = (byte)('1' + '0' + '=' + (3 * '0') + hundreds + tens + ones + 1);
        return hundreds <= 9 && tens <= 9 && ones <= 9
            && (hundreds * 100) + (tens * 10) + ones == (byte)(sumOfAll - own);
    }
}
