using System;

namespace Gateway.Fix;

/// <summary>SendingTime (52) against our clock; remembers the last second it has read, for most repeat it.</summary>
internal sealed class SendingTimeWindow(int secondsMax)
{
    private const ulong NsPerSecond = 1_000_000_000;

    private readonly ulong _windowNs = (ulong)secondsMax * NsPerSecond;
    private readonly byte[] _second = "19700101-00:00:00"u8.ToArray();
    private ulong _secondNs;

    /// <summary>Reads a SendingTime.</summary>
    /// <param name="text">52.</param>
    /// <param name="nowNs">Our time.</param>
    /// <returns>RejectReason.None, IncorrectFormat, or SendingTimeProblem.</returns>
    internal int Judge(ReadOnlySpan<byte> text, ulong nowNs)
    {
        if (text.Length < FixTime.SecondBytes) return RejectReason.IncorrectFormat;

        ReadOnlySpan<byte> second = text[..FixTime.SecondBytes];
        if (!second.SequenceEqual(_second) && !TryRemember(second)) return RejectReason.IncorrectFormat;
        if (!FixTime.TryParseFraction(text[FixTime.SecondBytes..], out uint ns)) return RejectReason.IncorrectFormat;

        ulong timeNs = _secondNs + ns;
        ulong off = timeNs > nowNs ? timeNs - nowNs : nowNs - timeNs;
        return _windowNs != 0 && off > _windowNs ? RejectReason.SendingTimeProblem : RejectReason.None;
    }

    private bool TryRemember(ReadOnlySpan<byte> second)
    {
        if (!FixTime.TryParse(second, out ulong timeNs)) return false;
        second.CopyTo(_second);
        _secondNs = timeNs;
        return true;
    }
}
