using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Gateway.Clearing;

/// <summary>CRC-32C (Castagnoli), as iSCSI has it: RFC 3720, appendix B.4.</summary>
public static class Checksum
{
    /// <summary>Checksum of a number and the bytes behind it.</summary>
    /// <param name="seed">Place of the bytes, so that bytes at another place do not fit; 0 changes nothing.</param>
    /// <param name="bytes">Bytes.</param>
    /// <returns>CRC-32C of the seed, as eight bytes little-endian, and the bytes.</returns>
    public static uint Of(long seed, ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        if (seed != 0) crc = BitOperations.Crc32C(crc, unchecked((ulong)seed));
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte one in bytes) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
