using System;
using Gateway.Fix;

namespace Gateway.Lane;

/// <summary>How much a lane holds; every table is reserved at start and never grows.</summary>
public sealed record LaneSettings
{
    /// <summary>The lane's number, top byte of every orderId.</summary>
    public byte Lane { get; init; } = 1;

    /// <summary>Orders that may be open at a time; one more is answered with a business reject. 1 Mi × 96
    /// bytes.</summary>
    public int OpenOrdersMax { get; init; } = 1 << 20;

    /// <summary>Requests of one session and day; one more is answered with a business reject. 1 Mi × 84
    /// bytes.</summary>
    public int RequestsMax { get; init; } = 1 << 20;

    /// <summary>Matches of one day. 1 Mi × 68 bytes.</summary>
    public int MatchesMax { get; init; } = 1 << 20;

    /// <summary>Sent messages that each session keeps for a resend.</summary>
    public int StoreMessagesMax { get; init; } = 1 << 16;

    /// <summary>Bytes of sent messages that each session keeps for a resend.</summary>
    public int StoreBytesMax { get; init; } = 1 << 24;

    /// <summary>Makes the store of a session; null: it ends with the process.</summary>
    public Func<FixSessionSettings, MessageStore>? StoreOf { get; init; }

    /// <summary>Where the lane keeps how far it has taken the control stream; <see cref="KeptNumber.SizeBytes"/> long.
    /// </summary>
    public Memory<byte> RowsTaken { get; init; } = new byte[KeptNumber.SizeBytes];

    /// <summary>A fault to plant, for tests of the books.</summary>
    public LaneFault Fault { get; init; }
}

/// <summary>A fault that the books must find. Spec: the flag --fault.</summary>
public enum LaneFault
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The report of one fill is not sent to its broker.</summary>
    DropReport = 1,

    /// <summary>The record of one fill is not offered to the log.</summary>
    LoseRecord = 2,
}
