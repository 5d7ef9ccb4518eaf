using System.Numerics;

namespace Gateway.Fix.Messages;

/// <summary>Which fields a message has, and which of them are wrong: one bit each.</summary>
/// <remarks>
/// A tag up to 60 is its own bit; a codec gives the few higher ones the bits that are left, those of required tags
/// in ascending order from <see cref="HighRequired"/>. Codecs read from the last field to the first, so that of a
/// repeated tag the first is read last, and counts.
/// </remarks>
internal struct TagMarks
{
    /// <summary>Bit of the lowest required tag that is above 60.</summary>
    internal const int HighRequired = 61;

    /// <summary>What <see cref="Missing"/> gives when nothing is.</summary>
    internal const int None = 64;

    private ulong _present;
    private ulong _wrong;

    /// <summary>A field that is there has a value that cannot be used.</summary>
    internal readonly bool AnyWrong => _wrong != 0;

    /// <summary>Takes fields back that the message does not have.</summary>
    /// <param name="bits">Their bits.</param>
    internal void Forget(ulong bits)
    {
        _present &= ~bits;
        _wrong &= ~bits;
    }

    /// <summary>Notes a field.</summary>
    /// <param name="bit">0 to 63.</param>
    /// <param name="good">Its value can be used.</param>
    internal void Note(int bit, bool good)
    {
        ulong mask = 1UL << bit;
        _present |= mask;
        _wrong = good ? _wrong & ~mask : _wrong | mask;
    }

    /// <summary>Tells whether a field is there.</summary>
    /// <param name="bit">0 to 63.</param>
    internal readonly bool Has(int bit) => (_present >> bit & 1) != 0;

    /// <summary>The lowest of some fields that is not there.</summary>
    /// <param name="required">Their bits.</param>
    /// <returns>Its bit; <see cref="None"/> when all are there.</returns>
    internal readonly int Missing(ulong required) => BitOperations.TrailingZeroCount(required & ~_present);
}
