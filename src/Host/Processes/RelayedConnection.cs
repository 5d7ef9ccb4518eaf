using System;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Piece = (long DueAt, System.ReadOnlyMemory<byte> Bytes);

namespace Gateway.Host.Processes;

/// <summary>A connection that goes through a relay: what comes in at one end goes out at the other, later.</summary>
/// <remarks>
/// Each direction has a reader, a bounded queue and a writer: a delay costs no throughput, and a closed window is felt at
/// the other end. They are tasks of the thread pool and sleep when there is nothing to do.
/// </remarks>
internal sealed class RelayedConnection : IDisposable
{
    private const int PieceBytes = 4096;
    private const int PiecesMax = 512;
    private const int NotCut = -1;

    private readonly Socket _near;
    private readonly Socket _far;
    private readonly TimeSpan _delay;
    private int _cutAt = NotCut;
    private int _disposed;
    private bool _resets;

    /// <summary>Joins two sockets; it owns them.</summary>
    /// <param name="near">Who connected.</param>
    /// <param name="far">Whom they meant.</param>
    /// <param name="delay">Of each direction.</param>
    internal RelayedConnection(Socket near, Socket far, TimeSpan delay)
    {
        (_near, _far, _delay) = (near, far, delay);
        near.NoDelay = far.NoDelay = true;
    }

    /// <summary>It was cut, or is going to be with the next piece.</summary>
    internal bool IsCut => Volatile.Read(ref _cutAt) != NotCut;

    /// <summary>Carries until both ends have ended, or it is cut.</summary>
    internal async Task Carry()
    {
        await Task.WhenAll(Carry(_near, _far), Carry(_far, _near));
        Dispose();
    }

    /// <summary>Cuts it in the next piece of either direction.</summary>
    /// <param name="at">So many bytes of it still go out.</param>
    /// <param name="resets">Both ends are reset: what they have not read is lost too.</param>
    internal void Cut(int at, bool resets)
    {
        _resets = resets;
        Volatile.Write(ref _cutAt, at);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        if (_resets) _near.LingerState = _far.LingerState = new LingerOption(true, 0);
        _near.Dispose();
        _far.Dispose();
    }

    private Task Carry(Socket from, Socket to)
    {
        var pieces = Channel.CreateBounded<Piece>(PiecesMax);
        return Task.WhenAll(Read(from, pieces.Writer), Write(to, pieces));
    }

    private async Task Read(Socket from, ChannelWriter<Piece> pieces)
    {
        byte[] buffer = new byte[PieceBytes];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and int count)
            {
                long due = Stopwatch.GetTimestamp() + (long)(_delay.TotalSeconds * Stopwatch.Frequency);
                await pieces.WriteAsync((due, buffer.AsSpan(0, count).ToArray()));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or ChannelClosedException)
        {
            // Reset by that end, or given up by the writer: what is on its way still goes out.
        }

        _ = pieces.TryComplete();
    }

    private async Task Write(Socket to, Channel<Piece> pieces)
    {
        try
        {
            await foreach ((long dueAt, ReadOnlyMemory<byte> bytes) in pieces.Reader.ReadAllAsync())
            {
                TimeSpan early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), dueAt);
                if (early > TimeSpan.Zero) await Task.Delay(early);
                int cutAt = Volatile.Read(ref _cutAt);
                _ = await to.SendAsync(cutAt == NotCut ? bytes : bytes[..Math.Min(cutAt, bytes.Length)]);
                if (cutAt != NotCut) Dispose();
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            Dispose();
        }

        _ = pieces.Writer.TryComplete();
    }
}
