using System;
using System.Buffers.Binary;
using System.Text;

namespace Gateway.Aeron;

/// <summary>Names a counter of one stream, as Aeron's tools expect it.</summary>
/// <remarks>
/// Spec: aeron.md section 5. Key: registration id i64, session i32, stream i32, length of the channel i32 (cut at 92),
/// channel. Label: "name: registration session stream channel", of a sub-pos also " @" and where it joined.
/// </remarks>
/// <param name="TypeId">One of <see cref="CounterType"/>.</param>
/// <param name="Name">As the tools print it.</param>
/// <param name="RegistrationId">Of the publication, or of the subscription.</param>
/// <param name="SessionId">Of the publication.</param>
/// <param name="StreamId">Of the publication.</param>
/// <param name="Channel">ASCII.</param>
/// <param name="JoinPosition">Of a sub-pos, else none.</param>
internal readonly record struct CounterKey(
    int TypeId,
    string Name,
    long RegistrationId,
    int SessionId,
    int StreamId,
    string Channel,
    long? JoinPosition = null)
{
    private const int ChannelOffset = 20;

    /// <summary>Reads a key back; the name and where it joined are in the label alone.</summary>
    internal static CounterKey Read(int typeId, ReadOnlySpan<byte> key)
    {
        int length = Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(key[16..]), 0, key.Length - ChannelOffset);
        return new CounterKey(
            typeId,
            "",
            BinaryPrimitives.ReadInt64LittleEndian(key),
            BinaryPrimitives.ReadInt32LittleEndian(key[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(key[12..]),
            Encoding.ASCII.GetString(key.Slice(ChannelOffset, length)));
    }

    /// <summary>Whether it is the key of a channel: only so much of a channel is kept.</summary>
    internal bool IsOf(string channel) =>
        Channel == channel[..Math.Min(channel.Length, CncLayout.CounterKeyBytes - ChannelOffset)];

    internal void WriteKey(Span<byte> key)
    {
        key.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(key, RegistrationId);
        BinaryPrimitives.WriteInt32LittleEndian(key[8..], SessionId);
        BinaryPrimitives.WriteInt32LittleEndian(key[12..], StreamId);
        int length = WriteText(key[ChannelOffset..], Channel);
        BinaryPrimitives.WriteInt32LittleEndian(key[16..], length);
    }

    internal int WriteLabel(Span<byte> label)
    {
        string join = JoinPosition is long position ? $" @{position}" : "";
        return WriteText(label, $"{Name}: {RegistrationId} {SessionId} {StreamId} {Channel}{join}");
    }

    /// <summary>Writes what fits.</summary>
    private static int WriteText(Span<byte> to, string text) =>
        Encoding.ASCII.GetBytes(text.AsSpan(0, Math.Min(text.Length, to.Length)), to);
}
