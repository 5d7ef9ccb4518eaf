using System;
using Gateway.Native;

namespace Gateway.Aeron;

/// <summary>Fills the metadata of a new log, and says what is wrong with that of a log found.</summary>
internal static class LogMetadata
{
    // Aeron's defaults (aeron.md section 19). Nothing here waits so long; tools print them.
    private const long LingerNs = 5_000_000_000;
    private const long UntetheredWindowLimitNs = 5_000_000_000;
    private const long UntetheredRestingNs = 10_000_000_000;
    private const long UntetheredLingerNs = 5_000_000_000;
    private const long None = -1;
    private const int DefaultHeaderWord = (Frame.FlagsWhole << 8) | (Frame.TypeData << 16);

    internal static void Write(MappedFile file, long at, long registrationId, LogSettings settings)
    {
        WriteTails(file, at, settings);
        file.WriteLong(at + LogLayout.EndOfStream, LogLayout.EndOfStreamUnknown);
        file.WriteLong(at + LogLayout.RegistrationId, registrationId);
        file.WriteInt(at + LogLayout.InitialTermId, settings.InitialTermId);
        file.WriteInt(at + LogLayout.HeaderLength, Frame.HeaderBytes);
        file.WriteInt(at + LogLayout.Mtu, settings.Mtu);
        file.WriteInt(at + LogLayout.TermLength, settings.TermLength);
        file.WriteInt(at + LogLayout.PageSize, settings.PageSize);
        file.WriteInt(at + LogLayout.PublicationWindow, settings.TermLength / 2);
        WriteDefaultHeader(file, at + LogLayout.DefaultHeader, settings);
        file.WriteLong(at + LogLayout.EntityTag, None);
        file.WriteLong(at + LogLayout.ResponseCorrelationId, None);
        file.WriteLong(at + LogLayout.LingerNs, LingerNs);
        file.WriteLong(at + LogLayout.UntetheredWindowLimitNs, UntetheredWindowLimitNs);
        file.WriteLong(at + LogLayout.UntetheredRestingNs, UntetheredRestingNs);
        file.Slice(at + LogLayout.Sparse, 1)[0] = settings.Sparse ? (byte)1 : (byte)0;
        file.Slice(at + LogLayout.SignalEndOfStream, 1)[0] = 1;
        file.Slice(at + LogLayout.Type, 1)[0] = LogLayout.TypeExclusive;
        BitConverter.TryWriteBytes(file.Slice(at + LogLayout.UntetheredLingerNs, sizeof(long)), UntetheredLingerNs);
    }

    /// <summary>The first thing that is wrong, in the order in which one field is needed to read the next.</summary>
    internal static string? Fault(MappedFile file)
    {
        long at = file.Length - LogLayout.MetadataBytes;
        int termLength = file.ReadInt(at + LogLayout.TermLength);
        int pageSize = file.ReadInt(at + LogLayout.PageSize);
        int headerLength = file.ReadInt(at + LogLayout.HeaderLength);
        int mtu = file.ReadInt(at + LogLayout.Mtu);
        int type = file.Slice(at + LogLayout.Type, 1)[0];
        if (!LogLayout.IsPowerOfTwo(termLength, LogLayout.TermLengthMin, LogLayout.TermLengthMax))
        {
            return $"term length {termLength}: not a power of two from 64 KiB to 1 GiB";
        }

        if (!LogLayout.IsPowerOfTwo(pageSize, LogLayout.PageSizeMin, LogLayout.PageSizeMax))
        {
            return $"page size {pageSize}: not a power of two from 4 KiB to 1 GiB";
        }

        long length = LogLayout.FileLength(termLength, pageSize);
        if (file.Length != length) return $"{file.Length} bytes: three terms of {termLength} make {length}";
        if (headerLength != Frame.HeaderBytes) return $"header length {headerLength}: not 32";
        if (mtu is < LogLayout.MtuMin or > LogLayout.MtuMax || mtu % Frame.Alignment != 0)
        {
            return $"MTU {mtu}: not a multiple of 32 from 64 to 65504";
        }

        if (type > LogLayout.TypeMax) return $"log type {type}: neither publication nor image";
        return HeaderFault(file, at) ?? TailFault(file, at);
    }

    private static string? HeaderFault(MappedFile file, long at)
    {
        long header = at + LogLayout.DefaultHeader;
        int word = file.ReadInt(header + 4);
        int initial = file.ReadInt(at + LogLayout.InitialTermId);
        int termId = file.ReadInt(header + Frame.TermIdOffset);
        if (word != DefaultHeaderWord) return $"default header 0x{word:x8}: not version 0, flags 0xC0, type 1";
        return termId == initial ? null : $"default header of term {termId}: the initial term is {initial}";
    }

    private static string? TailFault(MappedFile file, long at)
    {
        int count = file.ReadIntVolatile(at + LogLayout.ActiveTermCount);
        if (count < 0) return $"active term count {count}: below 0";

        // The writer may have gone round since the count was read, then it is whole rounds ahead.
        long tail = file.ReadLongVolatile(at + (count % LogLayout.PartitionCount * sizeof(long)));
        int ahead = unchecked((int)(tail >> 32) - file.ReadInt(at + LogLayout.InitialTermId) - count);
        if (ahead < 0 || ahead % LogLayout.PartitionCount != 0)
        {
            return $"tail of term {(int)(tail >> 32)}: not that of active term count {count}";
        }

        int offset = (int)tail;
        return offset >= 0 && offset % Frame.Alignment == 0 ? null : $"tail offset {offset}: not a multiple of 32";
    }

    private static void WriteTails(MappedFile file, long at, LogSettings settings)
    {
        for (int i = 0; i < LogLayout.PartitionCount; i++)
        {
            // The two partitions that are not active are as if they had been left a round ago.
            long count = (long)settings.StartTermCount + i;
            int termId = unchecked((int)(settings.InitialTermId + count - (i == 0 ? 0 : LogLayout.PartitionCount)));
            file.WriteLong(
                at + (count % LogLayout.PartitionCount * sizeof(long)),
                LogLayout.PackTail(termId, i == 0 ? settings.StartTermOffset : 0));
        }

        file.WriteInt(at + LogLayout.ActiveTermCount, settings.StartTermCount);
    }

    private static void WriteDefaultHeader(MappedFile file, long header, LogSettings settings)
    {
        file.WriteInt(header + 4, DefaultHeaderWord);
        file.WriteInt(header + Frame.SessionIdOffset, settings.SessionId);
        file.WriteInt(header + Frame.StreamIdOffset, settings.StreamId);
        file.WriteInt(header + Frame.TermIdOffset, settings.InitialTermId);
    }
}
