using System;
using System.Runtime.Intrinsics;

namespace Gateway.Fix;

/// <summary>Where the tags of one message lie, so that the next one like it is known by its tags alone.</summary>
/// <remarks>
/// <code>
/// text   8=FIX.4.4|9=214|35=D|34=7|…
/// fixed  ██.......██....█████.█████.█     of these bytes a message has to have the same, no other one is SOH
/// </code>
/// Then every field begins and ends at the same place and has the same tag. A message with a data field has no shape:
/// there SOH does not end the field.
/// </remarks>
internal sealed class MessageShape
{
    /// <summary>Longest message that has a shape.</summary>
    internal const int BytesMax = 512;

    /// <summary>Bytes that are looked at together, and the shortest message that has a shape.</summary>
    internal const int BlockBytes = 64;

    private const int FieldsMax = 64;
    private const byte Soh = 1;
    private const byte Fixed = byte.MaxValue;

    private readonly byte[] _text = new byte[BytesMax];
    private readonly byte[] _fixed = new byte[BytesMax];
    private readonly FixField[] _fields = new FixField[FieldsMax];
    private int _length;
    private int _count;

    /// <summary>The index of every message of this shape.</summary>
    internal ReadOnlySpan<FixField> Fields => _fields.AsSpan(0, _count);

    /// <summary>Behind the header no field is empty, and none is the header's or the trailer's.</summary>
    internal bool HasPlainBody { get; private set; }

    /// <summary>Tells whether a message has this shape.</summary>
    /// <param name="bytes">At least <see cref="BlockBytes"/>.</param>
    internal bool IsOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != _length) return false;

        Vector512<byte> wrong = Vector512<byte>.Zero;
        for (int at = 0; at < bytes.Length; at += BlockBytes)
        {
            int from = Math.Min(at, bytes.Length - BlockBytes);
            Vector512<byte> block = Vector512.Create(bytes[from..]);
            Vector512<byte> mask = Vector512.Create(_fixed.AsSpan(from));
            wrong |= (block & mask) ^ Vector512.Create(_text.AsSpan(from));
            wrong |= Vector512.AndNot(Vector512.Equals(block, Vector512.Create(Soh)), mask);
        }

        return wrong == Vector512<byte>.Zero;
    }

    /// <summary>Takes the shape of a message in place of the one that was here, if it has one.</summary>
    internal void Take(in FixMessage message)
    {
        _length = 0;
        _count = message.Fields.Length;
        if (_count > FieldsMax || message.Bytes.Length > BytesMax) return;

        message.Fields.CopyTo(_fields);
        Array.Clear(_fixed);
        int start = 0;
        foreach (ref readonly FixField field in Fields)
        {
            if (DataLength.IsTag(field.Tag)) return;
            _fixed.AsSpan(start, field.Start - start).Fill(Fixed);
            start = field.Start + field.Length + 1;
            _fixed[start - 1] = Fixed;
        }

        for (int i = 0; i < start; i++) _text[i] = (byte)(message.Bytes[i] & _fixed[i]);
        HasPlainBody = MessageHeader.HasPlainBody(Fields);
        _length = start;
    }
}
