using System;
using System.Buffers.Binary;

namespace Gateway.Aeron;

/// <summary>A frame that is taken and not readable yet; the log stops there until commit or abort.</summary>
public readonly ref struct BufferClaim
{
    private readonly Span<byte> _frame;

    internal BufferClaim(Span<byte> frame) => _frame = frame;

    /// <summary>The payload, to be filled; valid until commit or abort.</summary>
    public Span<byte> Payload => _frame[Frame.HeaderBytes..];

    /// <summary>Sets the header's reserved value.</summary>
    /// <param name="value">The application's.</param>
    public void SetReservedValue(long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(_frame[Frame.ReservedOffset..], value);

    /// <summary>Makes the frame readable.</summary>
    public void Commit() => Frame.Commit(_frame, _frame.Length);

    /// <summary>Makes the frame padding, which readers skip.</summary>
    public void Abort()
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_frame[Frame.TypeOffset..], Frame.TypePadding);
        Frame.Commit(_frame, _frame.Length);
    }
}
