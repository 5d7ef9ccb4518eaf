using System;

namespace Gateway.Aeron;

/// <summary>What a new log is made with; it cannot change afterwards.</summary>
public sealed record LogSettings
{
    /// <summary>Bytes of a term: a power of two, 64 KiB to 1 GiB. A log has three; readers may lag half.</summary>
    public required int TermLength { get; init; }

    /// <summary>The publication's own number; in every frame.</summary>
    public required int SessionId { get; init; }

    /// <summary>The stream's number; in every frame.</summary>
    public required int StreamId { get; init; }

    /// <summary>Term id of position 0; any value, term ids wrap.</summary>
    public int InitialTermId { get; init; }

    /// <summary>Terms before the first frame: 0 begins at the initial term.</summary>
    public int StartTermCount { get; init; }

    /// <summary>Offset of the first frame in its term: a multiple of 32, at most the term length.</summary>
    public int StartTermOffset { get; init; }

    /// <summary>Longest frame in bytes, header included: a multiple of 32, 64 to 65504.</summary>
    public int Mtu { get; init; } = 1408;

    /// <summary>The file's length is a multiple of it: a power of two, 4 KiB to 1 GiB.</summary>
    public int PageSize { get; init; } = 4096;

    /// <summary>True: pages are taken on first use; a full device is a crash then. False: at creation.</summary>
    public bool Sparse { get; init; }

    /// <summary>Throws when a log cannot be made so.</summary>
    /// <exception cref="ArgumentException">Names the setting and what it must be.</exception>
    internal void Validate()
    {
        Require(
            LogLayout.IsPowerOfTwo(TermLength, LogLayout.TermLengthMin, LogLayout.TermLengthMax),
            $"term length {TermLength}: not a power of two from 64 KiB to 1 GiB");
        Require(
            LogLayout.IsPowerOfTwo(PageSize, LogLayout.PageSizeMin, LogLayout.PageSizeMax),
            $"page size {PageSize}: not a power of two from 4 KiB to 1 GiB");
        Require(
            Mtu is >= LogLayout.MtuMin and <= LogLayout.MtuMax && Mtu % Frame.Alignment == 0,
            $"MTU {Mtu}: not a multiple of 32 from 64 to 65504");
        Require(StartTermCount >= 0, $"start term count {StartTermCount}: below 0");
        Require(
            StartTermOffset >= 0 && StartTermOffset <= TermLength && StartTermOffset % Frame.Alignment == 0,
            $"start term offset {StartTermOffset}: not a multiple of 32 in the term");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds) throw new ArgumentException(what);
    }
}
