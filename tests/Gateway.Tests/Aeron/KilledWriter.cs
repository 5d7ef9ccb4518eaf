using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading;
using Gateway.Aeron;

namespace Gateway.Tests.Aeron;

/// <summary>A process that writes numbered messages as fast as it can, until it is killed.</summary>
/// <remarks>
/// It knows nothing but its directory: the last number is in the log, behind a reader of its own that never lets go of
/// the last messages.
/// </remarks>
internal static class KilledWriter
{
    internal const string Verb = "killed-writer";
    internal const string Channel = "aeron:ipc?alias=reader";
    private const string Memory = "aeron:ipc?alias=memory";
    private const int MessageBytes = 64;
    private const int LongerBytes = 2000;

    internal static int Run(string directory)
    {
        new Thread(() => Environment.Exit(Console.In.Read())) { IsBackground = true }.Start();
        using IpcConductor conductor = Conductor(directory);
        ExclusivePublication publication = conductor.FindPublication(IpcRig.Stream)!;
        IpcSubscription own = conductor.FindSubscription(IpcRig.Stream, Memory)!.Value;
        using Subscription memory = Subscription.Open(directory, own.PublicationId, own.CounterId);
        long next = LastOf(memory, publication.Position) + 1;
        new Thread(() => Conduct(conductor)) { IsBackground = true }.Start();
        Console.Out.WriteLine($"from {next}");
        Write(publication, memory, next);
        return 0;
    }

    internal static long LastOf(Subscription memory, long end)
    {
        var read = new Numbered();
        while (memory.Position < end)
        {
            if (memory.Read(ref read, 1000) < 0) throw new InvalidDataException(memory.DescribeFault());
        }

        return read.Last;
    }

    private static IpcConductor Conductor(string directory)
    {
        if (Directory.Exists(directory)) return IpcConductor.TakeOver(directory, Environment.ProcessId, NowMs);
        var conductor = new IpcConductor(directory, Environment.ProcessId, NowMs);
        _ = conductor.AddExclusivePublication(IpcRig.Settings, "aeron:ipc", NowMs);
        _ = conductor.AddSubscription(IpcRig.Stream, Channel, NowMs);
        _ = conductor.AddSubscription(IpcRig.Stream, Memory, NowMs);
        return conductor;
    }

    private static void Conduct(IpcConductor conductor)
    {
        while (true)
        {
            if (conductor.DoWork(NowMs) == 0) Thread.Yield();
        }
    }

    private static void Write(ExclusivePublication publication, Subscription memory, long next)
    {
        var random = new Random((int)next);
        var bytes = new byte[40 * MessageBytes];
        var read = new Numbered();
        while (true)
        {
            int count = Math.Min(publication.Room(MessageBytes), random.Next(1, 41));
            bool longer = random.Next(4) == 0;
            for (int i = 0; i < Math.Max(count, 1); i++) // a longer one may find room when no burst did
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * MessageBytes), next + i);
            }

            if (longer) count = publication.Offer(bytes.AsSpan(0, LongerBytes)) > 0 ? 1 : 0;
            else _ = publication.OfferBurst(bytes.AsSpan(0, count * MessageBytes), MessageBytes);
            next += count;
            if (count == 0)
            {
                Thread.Yield();
                continue;
            }

            // There is a message that memory has not read: what it has read may go.
            memory.Release();
            _ = memory.Read(ref read, 1000);
        }
    }

    private static long NowMs => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
